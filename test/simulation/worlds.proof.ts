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

it('10,000 worlds lose no money, pay none twice and none over a limit, and come across everything that can go wrong', async () => {
  const seeds = 10_000;
  const report = await runSeeds(sound, { from: 1, seeds, stopsAtFailure: true });
  expect(report.failures).toEqual([]);
  expect(report.seeds).toBe(seeds);
  expect(coverage(report.counts).missed).toEqual([]);
});
