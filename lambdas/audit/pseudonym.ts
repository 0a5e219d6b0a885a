import { createHash } from 'node:crypto';

const mailAddress = /\S@\S/;

/**
 * An id as the trail keeps it for ever: itself, or its hash where it is a mail address, as the ids of some shops are.
 * Whoever asks for the same id finds the same hash.
 */
export function pseudonymOf(id: string): string {
  if (!mailAddress.test(id)) return id;
  return `sha256:${createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 32)}`;
}

/** The same for every text in a value, however deep. */
export function withPseudonyms(value: unknown): unknown {
  if (typeof value === 'string') return pseudonymOf(value);
  if (Array.isArray(value)) return value.map(withPseudonyms);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withPseudonyms(inner)]));
}
