import type { SeedReport } from '../serve-seeds';
import { ConversationPeople } from './conversation-people';
import { ConversationWorld } from './conversation-world';

/** Runs the world of one seed. The same seed is the same world. */
export async function runConversations(seed: number, isTraced = false): Promise<SeedReport> {
  const world = new ConversationWorld(seed, isTraced);
  const people = new ConversationPeople(world);
  await world.begin();
  people.plan();
  await world.runUntil(world.scheduler.now + people.endsAfterMs);
  if (world.auditor.violations.length === 0) await world.comeToRest();
  const { violations } = world.auditor;
  for (const sentence of violations) world.trace.record('the auditor', () => sentence);
  return { seed, violations, counts: world.trace.counts, trace: world.trace.lines };
}
