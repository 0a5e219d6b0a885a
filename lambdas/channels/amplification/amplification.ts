import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { minuteMs } from '../../model/durations';
import type { InboundMessage } from '../port/inbound-message';

/** When many people who write about one cause are an incident. */
export const amplificationSchema = z.strictObject({
  /** So many different ones. */
  people: z.int().check(z.gte(2), z.lte(200)),
  /** Within so many minutes. */
  withinMinutes: z.int().check(z.gte(1), z.lte(24 * 60)),
});

export type Amplification = z.infer<typeof amplificationSchema>;

/** Somebody who wrote, as a few digits that fit many others too, and when. */
interface Writer {
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Who has written about one cause of late. It has no handle, no name and no word of what they wrote. */
export interface CauseRecord {
  readonly key: string;
  /** The newest last, and no more than are needed. */
  readonly writers: readonly Writer[];
  /** Since when it is an incident. Missing where it is none. */
  readonly openedAt?: string | undefined;
  /** By which message it became one. */
  readonly openedBy?: string | undefined;
  readonly version: number;
}

/** An incident that many people made known. */
export interface AmplifiedCause {
  readonly incidentId: string;
  readonly openedAt: string;
  /** Whether this message made it one. Delivered again, it does once more. */
  readonly isOpening: boolean;
}

/** What one more message is counted as. */
export interface Counted {
  readonly record: CauseRecord;
  readonly amplified: AmplifiedCause | undefined;
}

/** One cause at one account of a network: the phrase that the owner listed, or whatever is written there. */
export function causeKey(
  { replyTo }: { readonly replyTo: Pick<InboundMessage['replyTo'], 'network' | 'account'> },
  cause: string,
): string {
  return hashOf([replyTo.network, replyTo.account, cause.toLowerCase()], 40);
}

/**
 * Counts whoever wrote. Pure. One person counts once, however much they write; an incident lasts until nobody has
 * written about its cause for as long as the window is.
 */
export function countWriter(
  before: CauseRecord,
  { replyTo, author }: Pick<InboundMessage, 'replyTo' | 'author'>,
  { people, withinMinutes }: Amplification,
  now: Date,
): Counted {
  const since = now.getTime() - withinMinutes * minuteMs;
  const recent = before.writers.filter(({ at }) => Date.parse(at) > since);
  const message = hashOf([replyTo.network, replyTo.messageId], 16);
  // Six digits are too few to find a phone number again, and enough to count a hundred people.
  const who = hashOf([replyTo.network, author.handle ?? replyTo.messageId], 6);
  const at = now.toISOString();
  const writers = [...recent.filter((writer) => writer.who !== who), { who, at }].slice(-people);
  const wasOpen = before.openedAt !== undefined && recent.length > 0;
  const isOpen = wasOpen || writers.length >= people;
  const openedAt = wasOpen ? before.openedAt : at;
  const openedBy = wasOpen ? before.openedBy : message;
  const next = { key: before.key, writers, version: before.version + 1 };
  if (!isOpen) return { record: next, amplified: undefined };
  const incidentId = `amplified-${before.key.slice(0, 12)}-${openedAt.replace(/\D/g, '').slice(0, 14)}`;
  return {
    record: { ...next, openedAt, openedBy },
    amplified: { incidentId, openedAt, isOpening: openedBy === message },
  };
}

function hashOf(parts: readonly string[], length: number): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);
}
