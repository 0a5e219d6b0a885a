import { Actors } from '../actors';
import type { SeedReport } from '../serve-seeds';
import { World } from '../world';

/** Runs a world that goes on for weeks. The same seed is the same world. */
export async function runAfterwards(seed: number, isTraced = false): Promise<SeedReport> {
  const world = new World(seed, isTraced, 'afterwards');
  await new Actors(world, seed).run();
  if (world.auditor.violations.length === 0) world.checkEnd();
  const { violations } = world.auditor;
  for (const sentence of violations) world.trace.record('the auditor', () => sentence);
  return { seed, violations, counts: world.trace.counts, trace: world.trace.lines };
}
