import type { World } from './world';

/** Puts the apology on the list of what waits, as an earlier version did with every mail until it was reported on. */
export async function waitAsBefore(world: World, forMs: number): Promise<void> {
  const { apology } = world.notices();
  if (!apology) throw new Error('there is no apology');
  const dueAt = new Date(world.now + forMs).toISOString();
  await world.ledger.saveNotice({ ...apology, version: apology.version + 1, dueAt });
}
