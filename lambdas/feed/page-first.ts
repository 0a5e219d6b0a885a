import type { Notice } from '../ledger/notice/notice';
import { mayBeSeen } from '../ledger/notice/seen-transitions';
import type { Ledger } from '../ledger/port/ledger';
import type { RemedyRecord } from '../ledger/remedy-record';

/** Who is on a page of the company that asks whether there is something to say. */
export interface Presence {
  /** Notes that a page of this customer has asked. */
  note(customerId: string, now: Date): Promise<void>;
  /** Whether one has asked a moment ago. */
  isHere(customerId: string, now: Date): Promise<boolean>;
}

/** How an apology lets a page say it first. */
export interface PageFirst {
  readonly presence: Pick<Presence, 'isHere'>;
  /** How long after it was given the mail waits at most. */
  readonly longestMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
}

const lookEveryMs = 500;

/**
 * Gives the page that a customer is on the time to say it, and ends once that has. Counted is from when it was given:
 * in a storm, in which mails are late, nobody waits.
 */
export async function waitForPage(
  record: RemedyRecord,
  apology: Notice | undefined,
  { pageFirst, ledger, clock }: WaitContext,
): Promise<void> {
  if (!pageFirst || !mayBeSeen(record, apology)) return;
  const { presence, longestMs, wait } = pageFirst;
  const until = Date.parse(givenAt(record)) + longestMs;
  if (clock().getTime() >= until || !(await presence.isHere(record.customerId, clock()))) return;
  const { customerId, remedyId } = record;
  while (clock().getTime() < until) {
    await wait(lookEveryMs);
    const stored = await ledger.readNotice({ customerId, remedyId, template: 'apology' });
    if ((stored?.version ?? 0) !== (apology?.version ?? 0)) return;
  }
}

interface WaitContext {
  readonly pageFirst?: PageFirst | undefined;
  readonly ledger: Pick<Ledger, 'readNotice'>;
  readonly clock: () => Date;
}

/** When it was given, the last time that it was. ISO 8601. */
export function givenAt({ history, committedAt }: Pick<RemedyRecord, 'history' | 'committedAt'>): string {
  return history.findLast(({ state }) => state === 'issued')?.at ?? committedAt;
}
