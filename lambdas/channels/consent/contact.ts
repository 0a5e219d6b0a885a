import { createHash } from 'node:crypto';
import type { Choice } from './choice-in';

/**
 * What is known of somebody on a network, by the hash of their handle: the ledger holds no number. It stays, because
 * whoever wants to hear nothing wants that next year too.
 */
export interface ContactRecord {
  readonly key: string;
  readonly network: string;
  /** When they last wrote there. ISO 8601. Missing where they never did. */
  readonly lastWroteAt?: string | undefined;
  /** What they last chose, and when. Missing where they never chose. */
  readonly choice?: { readonly made: Choice; readonly at: string } | undefined;
  readonly version: number;
}

/** Keeps what is known of people on networks. */
export interface ContactStore {
  find(key: string): Promise<ContactRecord | undefined>;
  /** Writes the record if the stored version is the one before it. */
  save(record: ContactRecord): Promise<'saved' | 'stale'>;
}

/** Of a number however it is written: with blanks, and with a plus or without. */
export function contactKey(network: string, handle: string): string {
  const plain = /^\+?[\d ().-]{7,}$/.test(handle) ? handle.replace(/\D/g, '') : handle;
  return createHash('sha256')
    .update(JSON.stringify([network, plain]))
    .digest('hex')
    .slice(0, 40);
}

export function hasStopped(contact: ContactRecord | undefined): boolean {
  return contact?.choice?.made === 'stop';
}

/**
 * What becomes of the record by something they wrote. Pure. What is older than what is known changes nothing. Some
 * networks count in seconds: of two choices in one, nobody knows which came last, and then they hear nothing more.
 */
export function afterHearing(
  before: ContactRecord,
  { choice, at }: { readonly choice?: Choice | undefined; readonly at: string },
): ContactRecord | undefined {
  const isNewer = before.lastWroteAt === undefined || at > before.lastWroteAt;
  const isLater = before.choice === undefined || at > before.choice.at;
  const isStopAtOnce = choice === 'stop' && before.choice?.made === 'start' && at === before.choice.at;
  const isChoice = choice !== undefined && (isLater || isStopAtOnce);
  if (!isNewer && !isChoice) return undefined;
  return {
    ...before,
    ...(isNewer && { lastWroteAt: at }),
    ...(isChoice && { choice: { made: choice, at } }),
    version: before.version + 1,
  };
}

/** So often is read again where somebody else wrote at the same moment. */
const mostWrites = 5;

/**
 * Notes what somebody wrote, or what a network says that they chose.
 *
 * @throws where others write all the time, so that it is delivered again
 */
export async function noteContact(
  network: string,
  handle: string,
  change: Parameters<typeof afterHearing>[1],
  contacts: ContactStore,
): Promise<ContactRecord> {
  const key = contactKey(network, handle);
  for (let writes = 0; writes < mostWrites; writes++) {
    const before = (await contacts.find(key)) ?? { key, network, version: 0 };
    const next = afterHearing(before, change);
    if (!next || (await contacts.save(next)) === 'saved') return next ?? before;
  }
  throw new Error('a contact is being written by others; this has to come again');
}
