import { Actors } from './actors';
import type { SeedReport } from './serve-seeds';
import { World } from './world';

/** Runs the world of one seed. The same seed is the same world. */
export async function runSeed(seed: number, isTraced = false): Promise<SeedReport> {
  const world = new World(seed, isTraced);
  await new Actors(world, seed).run();
  if (world.auditor.violations.length === 0) world.checkEnd();
  world.trace.counts.set('scheduled events', world.eventCount);
  const { violations } = world.auditor;
  for (const sentence of violations) world.trace.record('the auditor', () => sentence);
  return { seed, violations, counts: world.trace.counts, trace: world.trace.lines };
}
