import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation } from './bundle';
import { coverage } from './coverage';
import { runSeeds } from './crew';
import { huntOne } from './hunt';
import { hunts } from './mutants';

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

describe('a flow that is broken on purpose is noticed', () => {
  it.each(hunts.map((hunt) => [hunt.name, hunt] as const))('%s', async (_, hunt) => {
    const hunted = await huntOne(join(folder, 'mutant.cjs'), sound, hunt, 2_000);
    expect(hunted.violation).toContain('invariant');
  });
});
