import type { InsightFacts, InsightRecord } from './insight-record';
import { isForgotten, withPseudonyms, type CustomerKey, type CustomerKeys } from './pseudonym-of';
import { recordOfEvent, type InsightReading } from './record-of-event';

export interface InsightPorts extends InsightReading {
  readonly keys: CustomerKeys;
  /** 32 random bytes as hexadecimal digits. */
  readonly newKey: () => string;
}

/**
 * The lines of insight for events, in their order. Undefined for an event that is not counted.
 *
 * @throws where the keys cannot be read: nothing is written without a pseudonym
 */
export async function recordsOfEvents(
  events: readonly unknown[],
  ports: InsightPorts,
): Promise<(InsightRecord | undefined)[]> {
  const read = events.map((event) => recordOfEvent(event, ports));
  const ids = [...new Set(read.flatMap((facts) => facts?.customerId ?? []))];
  const known = new Map(await ports.keys.find(ids));
  const lines: (InsightRecord | undefined)[] = [];
  for (const facts of read) lines.push(facts && (await lineOf(facts, known, ports)));
  return lines;
}

async function lineOf(
  facts: InsightFacts,
  known: Map<string, CustomerKey>,
  { keys, newKey }: InsightPorts,
): Promise<InsightRecord> {
  const { customerId, detectedAt } = facts;
  if (customerId === undefined) return withPseudonyms(facts, newKey(), false);
  const kept = known.get(customerId) ?? {};
  if (isForgotten(kept, detectedAt)) return withPseudonyms(facts, newKey(), false);
  const { key } = kept.key === undefined ? await keys.keep(customerId, newKey()) : kept;
  // Whoever erased them meanwhile took the key away, and it is not made again for what is from before.
  if (key === undefined) return withPseudonyms(facts, newKey(), false);
  known.set(customerId, { ...kept, key });
  return withPseudonyms(facts, key, true);
}
