import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutantsOfAfterwards } from './afterwards/mutants-of-afterwards';
import { afterwardsHasToHappen } from './afterwards/what-has-to-happen';
import { bundleSimulation } from './bundle';
import { mutantsOfChannels } from './channels/mutants-of-channels';
import { channelsHaveToHappen } from './channels/what-has-to-happen';
import { runMutantGroup } from './run-mutants';
import { runSeeds } from './worker-pool';

// So many as have been looked at of each kind. More of them may find more.
const seedsOf = { afterwards: 1_000, channels: 2_000 };

describe.each([
  ['that go on for weeks', 'afterwards/worker.ts', seedsOf.afterwards, mutantsOfAfterwards, afterwardsHasToHappen],
  ['with networks', 'channels/worker.ts', seedsOf.channels, mutantsOfChannels, channelsHaveToHappen],
] as const)('worlds %s', (_, worker, seeds, mutants, hasToHappen) => {
  const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
  const sound = join(folder, 'sound.cjs');

  beforeAll(() => bundleSimulation(sound, [], worker));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('break no promise, and come across everything that can go wrong', async () => {
    const report = await runSeeds(sound, { from: 1, seeds, stopsAtFailure: true });
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seeds);
    expect(hasToHappen.filter((what) => !report.counts.has(what))).toEqual([]);
  });

  it.each(mutants)('$name is noticed', async (group) => {
    const result = await runMutantGroup(join(folder, 'mutant.cjs'), sound, group, seeds);
    expect(result.seeds).toBeGreaterThan(0);
  });
});
