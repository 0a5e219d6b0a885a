import { startEmulatedServices, type EmulatedServicesProps } from './emulated-services';

async function main(): Promise<void> {
  const services = await startEmulatedServices(JSON.parse(process.argv[2] ?? '{}') as EmulatedServicesProps);
  const { engine, provider, bus } = services;
  process.send?.({ engine, provider, bus });
  process.once('disconnect', () => {
    void services.stop().then(() => process.exit(0));
  });
}

void main();
