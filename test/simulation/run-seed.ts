import { Actors } from './actors';
import { World } from './world';

/** What one world came to. */
export interface SeedReport {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** Empty unless asked for. */
  readonly story: readonly string[];
}

/** Lives through the world of one seed. The same seed is the same world. */
export async function runSeed(seed: number, isTold = false): Promise<SeedReport> {
  const world = new World(seed, isTold);
  await new Actors(world).live();
  if (world.auditor.violations.length === 0) world.checkEnd();
  world.story.counts.set('happenings', world.happened);
  const { violations } = world.auditor;
  for (const sentence of violations) world.story.tell('the auditor', () => sentence);
  return { seed, violations, counts: world.story.counts, story: world.story.lines };
}
