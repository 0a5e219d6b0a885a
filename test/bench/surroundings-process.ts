import { startContext, type SurroundingSettings } from './surroundings';

async function main(): Promise<void> {
  const context = await startContext(JSON.parse(process.argv[2] ?? '{}') as SurroundingSettings);
  const { engine, provider, bus } = context;
  process.send?.({ engine, provider, bus });
  process.once('disconnect', () => {
    void context.stop().then(() => process.exit(0));
  });
}

void main();
