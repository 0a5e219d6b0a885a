import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation } from './bundle';
import { runSeeds, traceSeed } from './worker-pool';

// So few that they cost little. Many more are `other-worlds.proof.ts`.
describe.each([
  ['that go on for weeks pester nobody, and lose no answer', 'afterwards/worker.ts', 8],
  ['with networks say nothing twice and nothing after STOP, and lose no message', 'channels/worker.ts', 24],
])('simulated worlds %s', (_, worker, seeds) => {
  const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
  const bundle = join(folder, 'sound.cjs');

  beforeAll(() => bundleSimulation(bundle, [], worker));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('whatever goes wrong', async () => {
    const report = await runSeeds(bundle, { from: 1, seeds, stopsAtFailure: true });
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seeds);
    expect(report.counts.get('step: sweep')).toBeGreaterThan(seeds);
  });

  it('and are the same worlds every time', async () => {
    const [first, second] = [await traceSeed(bundle, 7), await traceSeed(bundle, 7)];
    expect(first.trace.length).toBeGreaterThan(50);
    expect(second.trace).toEqual(first.trace);
  });
});
