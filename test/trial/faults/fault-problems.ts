import type { RecordedRemedy } from '../../../local/demo/report/recorded-remedies';
import type { TakenMail } from '../deployment';
import type { Failed } from './failures';
import type { Depth } from './queues';

/** What is there now. */
export interface Seen {
  readonly remedies: readonly RecordedRemedy[];
  readonly mails: readonly TakenMail[];
  /** The remedies that an operator's list shows as needing attention. */
  readonly listed: ReadonlySet<string>;
  /** The remedies whose mail an operator's list shows as wrong or in doubt. */
  readonly listedMails: ReadonlySet<string>;
}

/** How one customer's failure has ended, or why it has not. */
export type Ending = { readonly ended: string; readonly given: boolean } | { readonly problem: string };

/** How every failure has ended, as far as the ledger, the mails and the lists of the operators say. */
export function endings(failed: readonly Failed[], { remedies, mails, listed, listedMails }: Seen): Ending[] {
  const remediesOf = grouped(remedies, ({ customerId }) => customerId);
  const mailsTo = grouped(
    mails.flatMap(({ To }) => To.map(addressIn)),
    (address) => address,
  );
  return failed.map(({ customerId, email }) => {
    const [remedy, ...others] = remediesOf.get(customerId) ?? [];
    if (!remedy) return problem('no remedy is recorded');
    if (others.length > 0) return problem(`${others.length + 1} remedies are recorded`);
    const mailCount = mailsTo.get(email)?.length ?? 0;
    if (mailCount > 1) return problem(`${mailCount} mails left`);
    const { remedyId, state, waitsFor } = remedy;
    if (state === 'issued') return endingOfMail(remedy.notice, mailCount, listedMails.has(remedyId));
    if (state !== 'needs-attention')
      return problem(`neither issued nor left to a person: ${state}${waitsFor ? ` (${waitsFor})` : ''}`);
    if (mailCount > 0) return problem(`${state}, and a mail left`);
    return listed.has(remedyId) ? { ended: state, given: false } : problem(`${state}, and on no list`);
  });
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** `Name <address>`, or just the address. */
function addressIn(to: string): string {
  return /<([^<>]*)>$/.exec(to)?.[1] ?? to;
}

/** The money has gone back. The customer has read so, or a person sees that they perhaps have not. */
function endingOfMail(notice: string, mailCount: number, isListed: boolean): Ending {
  if (notice === 'sent' && mailCount === 1) return { ended: 'issued and told', given: true };
  const isInDoubt = notice === 'unknown' || (notice === 'suppressed' && mailCount === 0);
  if (!isInDoubt) return problem(`issued, and ${mailCount} mails left (${notice})`);
  return isListed
    ? { ended: `issued, mail ${notice} and listed`, given: true }
    : problem(`its mail is ${notice}, and on no list`);
}

/**
 * What is wrong with the money of one failure, by the books of the provider. What needs attention may have been given:
 * that is what a person looks at.
 */
export function moneyProblem(
  { amountMinor }: Failed,
  given: boolean,
  bookedMinor: readonly number[],
): string | undefined {
  const isOnce = bookedMinor.length === 1 && bookedMinor[0] === amountMinor;
  if (isOnce || (!given && bookedMinor.length === 0)) return undefined;
  return `${amountMinor} is owed, and the provider booked ${bookedMinor.join(' and ') || 'nothing'}`;
}

/** Events that are still in a queue: something is not done, or was given up. */
export function queueProblems(depths: readonly Depth[]): string[] {
  return depths
    .filter(({ waiting, inHand }) => waiting + inHand > 0)
    .map(({ name, waiting, inHand }) => `the queue ${name} holds ${waiting + inHand} events`);
}

function problem(what: string): Ending {
  return { problem: what };
}
