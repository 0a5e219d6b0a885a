import { Actors } from './actors';
import { World } from './world';

/** What one world came to. */
export interface SeedReport {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** Empty unless asked for. */
  readonly trace: readonly string[];
}

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
