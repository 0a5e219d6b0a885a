import { startNullServices } from './null-services';

async function main(): Promise<void> {
  const secrets = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
  const services = await startNullServices(secrets);
  const { aws, provider } = services;
  process.send?.({ aws, provider });
  process.once('disconnect', () => {
    void services.stop().then(() => process.exit(0));
  });
}

void main();
