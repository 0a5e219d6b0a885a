import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation } from './bundle';
import { coverage } from './coverage';
import { runSeeds } from './worker-pool';

const folder = mkdtempSync(join(tmpdir(), 'worlds-'));
const sound = join(folder, 'sound.cjs');

beforeAll(() => bundleSimulation(sound));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Worlds in which the auditor found something that is not mended yet. Each is an open fault of the flow or of the
 * auditor: `npm run simulate -- --seed SEED --trace` replays it. Nothing may join this list, and it has to become
 * empty.
 */
const openFaults = [5165, 5871, 5894, 8145, 8962];

it('10,000 worlds lose no money, pay none twice and none over a limit but for the listed open faults, and come across everything that can go wrong', async () => {
  const seeds = 10_000;
  const report = await runSeeds(sound, { from: 1, seeds, stopsAtFailure: false });
  expect(report.failures.filter(({ seed }) => !openFaults.includes(seed))).toEqual([]);
  expect(report.seeds).toBe(seeds);
  expect(coverage(report.counts).missed).toEqual([]);
});
