import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutantsOfAfterwards } from './afterwards/mutants-of-afterwards';
import { afterwardsHasToHappen } from './afterwards/what-has-to-happen';
import { bundleSimulation } from './bundle';
import { mutantsOfChannels } from './channels/mutants-of-channels';
import { channelsHaveToHappen } from './channels/what-has-to-happen';
import { bundlerOf, runMutantGroup } from './run-mutants';
import { runSeeds } from './worker-pool';

/**
 * How many worlds of each kind are run, and how many a broken one may take to be noticed: so many that each does by
 * far. `npm run simulate` runs as many as somebody has the time for.
 */
const seedsOf = { afterwards: 300, channels: 700 };

const mostForMutants = 1_500;

describe.each([
  ['that go on for weeks', 'afterwards/worker.ts', seedsOf.afterwards, mutantsOfAfterwards, afterwardsHasToHappen],
  ['with networks', 'channels/worker.ts', seedsOf.channels, mutantsOfChannels, channelsHaveToHappen],
] as const)('worlds %s', (_, worker, seeds, mutants, hasToHappen) => {
  const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
  const sound = join(folder, 'sound.cjs');
  const bundler = bundlerOf(mutants, worker);
  let soundUpTo = 0;

  beforeAll(() => bundleSimulation(sound, [], worker));
  afterAll(async () => {
    await bundler.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('break no promise, and come across everything that can go wrong', async () => {
    const report = await runSeeds(sound, { from: 1, seeds, stopsAtFailure: true });
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seeds);
    soundUpTo = seeds;
    expect(hasToHappen.filter((what) => !report.counts.has(what))).toEqual([]);
  });

  it.each(mutants)('$name is noticed', async (group) => {
    const bundle = join(folder, 'mutant.cjs');
    const result = await runMutantGroup(group, { bundle, sound, seeds: mostForMutants, bundler, soundUpTo });
    expect(result.seeds).toBeGreaterThan(0);
  });
});
