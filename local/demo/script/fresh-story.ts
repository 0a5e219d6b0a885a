import { anotherStory, type CurrentStory } from './stories';

/** Names of the ids under which something was sold to one customer. */
const soldIds: readonly string[] = ['rentalId', 'passId', 'serviceId', 'entitlementId'];

/**
 * The first story of a type, as it happens now to a customer to whom nothing has happened yet, and to nobody else: it
 * belongs to no incident.
 *
 * @param tag no other story of this run has it
 */
export function freshStory(type: string, now: Date, tag: string): CurrentStory {
  const { entry, ...story } = anotherStory(type, now, 0, tag);
  const { incidentId: _, ...detail } = entry.Detail;
  return { ...story, entry: { ...entry, Detail: withOwnIds(detail, tag) } };
}

function withOwnIds(detail: Readonly<Record<string, unknown>>, tag: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => {
      if (typeof value === 'string') return [name, soldIds.includes(name) ? `${value}_${tag}` : value];
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [name, isRecord ? withOwnIds({ ...value }, tag) : value];
    }),
  );
}
