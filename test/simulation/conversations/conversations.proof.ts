import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation } from '../bundle';
import { bundlerOf, runMutantGroup } from '../run-mutants';
import { runSeeds } from '../worker-pool';
import { mutantsOfConversations } from './mutants-of-conversations';
import { neverHappened } from './what-has-to-happen';

const worker = 'conversations/worker.ts';
const folder = mkdtempSync(join(tmpdir(), 'conversations-'));
const sound = join(folder, 'sound.cjs');
const bundler = bundlerOf(mutantsOfConversations, worker);

beforeAll(() => bundleSimulation(sound, [], worker));
afterAll(async () => {
  await bundler.close();
  rmSync(folder, { recursive: true, force: true });
});

it('in 10,000 worlds no answer leaves twice, none after a complaint or an erasure, and every mail ends somewhere', async () => {
  const seeds = 10_000;
  const report = await runSeeds(sound, { from: 1, seeds, stopsAtFailure: true });
  expect(report.failures).toEqual([]);
  expect(report.seeds).toBe(seeds);
  expect(neverHappened(report.counts)).toEqual([]);
});

it.each(mutantsOfConversations)('$name is noticed', async (group) => {
  const result = await runMutantGroup(group, { bundle: join(folder, 'mutant.cjs'), sound, seeds: 3_000, bundler });
  expect(result.violation).toContain('invariant');
});
