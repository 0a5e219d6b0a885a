import { startSurroundings, type SurroundingSettings } from './surroundings';

async function main(): Promise<void> {
  const surroundings = await startSurroundings(JSON.parse(process.argv[2] ?? '{}') as SurroundingSettings);
  const { engine, provider, bus } = surroundings;
  process.send?.({ engine, provider, bus });
  process.once('disconnect', () => {
    void surroundings.stop().then(() => process.exit(0));
  });
}

void main();
