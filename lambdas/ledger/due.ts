import type { AwaitedEvent } from '../model/decision';
import { unreachable } from '../model/unreachable';
import { liveParts, type RemedyRecord, type PartRecord, type RemedyState } from './remedy-record';
import { dayMs, hourMs, minuteMs } from '../model/durations';

/** How long the attempt that moved a record may take to settle and publish it before the sweep does. */
const publishPatienceMs = minuteMs;

/** A capture often follows within minutes. After that the provider is asked less and less often, like for all polls. */
const firstQuestionMs = 10 * minuteMs;

/**
 * When a record has to be polled next, or undefined if it is finished. `at` is when this version is written.
 */
export function dueOf(record: Omit<RemedyRecord, 'dueAt'>, at: string): string | undefined {
  const dues = [
    dueForState(record, at),
    dueForOwed(record),
    ...liveParts(record).map((part) => dueForPart(record, part)),
    dueForReports(record),
    record.unpublished || record.unsettled ? later(at, publishPatienceMs) : undefined,
  ].filter((due) => due !== undefined);
  return dues.sort()[0];
}

function dueForState(record: Omit<RemedyRecord, 'dueAt'>, at: string): string | undefined {
  const due = firstPoll(record, at);
  if (due === undefined || record.pollCount === 0) return due;
  // Polling what does not change would only make its history longer.
  const again = later(at, Math.min(longestWaitMs[record.state] ?? 6 * hourMs, 2 * minuteMs * 2 ** record.pollCount));
  return due > again ? due : again;
}

/**
 * A webhook usually reports what is pending, so the provider is asked only about once a day. It is a little less than a
 * day: what is owed is escalated every day, and each write begins the wait anew.
 */
const longestWaitMs: Partial<Record<RemedyState, number>> = { pending: 20 * hourMs };

function firstPoll({ state, hold, execution, parts }: Omit<RemedyRecord, 'dueAt'>, at: string): string | undefined {
  switch (state) {
    case 'unknown':
      // Soon, because the provider usually answers again within minutes.
      return later(at, 2 * minuteMs);
    case 'pending':
      return later(at, hourMs);
    case 'executing':
      return execution?.leaseUntil ?? at;
    case 'approved':
    case 'declined':
    case 'late-failed':
      return at;
    case 'fallback':
      return parts.find(({ outcome }) => outcome.state === 'planned')?.notBefore ?? at;
    case 'held':
      return [
        hold?.escalateAt ?? at,
        hold?.awaits?.until ?? hold?.escalateAt ?? at,
        hold?.announceAt ?? hold?.escalateAt ?? at,
        ...askedAt(hold, at),
      ].sort()[0];
    case 'issued':
    case 'rejected':
    case 'needs-attention':
      return undefined;
    default:
      return unreachable(state);
  }
}

/** When the provider is asked for the first time what became of the payment, where a remedy waits for that. */
function askedAt(hold: RemedyRecord['hold'], at: string): string[] {
  return isAwaitedAtProvider(hold?.awaits?.event) ? [later(at, firstQuestionMs)] : [];
}

/**
 * How long after an escalation that nobody answered the next one comes: twice as long every time, and a week at most.
 */
const escalateAgainMs = 12 * hourMs;
const longestSilenceMs = 7 * dayMs;

/** When what waits for a person is escalated next: at its deadline, and after it more and more seldom. */
export function escalatedAgainAt(
  { deadline, escalations }: { readonly deadline: string; readonly escalations: number },
  now: Date,
): string {
  if (now.getTime() < Date.parse(deadline)) return deadline;
  const silenceMs = Math.min(longestSilenceMs, escalateAgainMs * 2 ** Math.max(0, escalations - 1));
  return new Date(now.getTime() + silenceMs).toISOString();
}

/** Whether the provider knows when the wait is over. It is asked, because its webhook may be lost or not be there. */
export function isAwaitedAtProvider(event: AwaitedEvent | undefined): boolean {
  return event === 'captured' || event === 'dispute-closed';
}

/** After three quarters of the time within which it is owed, when that time is over, and then every day. */
export function dueForOwed({ state, owed, committedAt }: Omit<RemedyRecord, 'dueAt'>): string | undefined {
  if (!owed || state === 'issued' || state === 'rejected' || state === 'needs-attention') return undefined;
  const wholeMs = Date.parse(owed.by) - Date.parse(committedAt);
  if (owed.escalations === 0) return later(committedAt, wholeMs * 0.75);
  return later(owed.by, (owed.escalations - 1) * dayMs);
}

/** When it has to be asked whether a part failed, as a webhook says. Whoever is carrying it out is not disturbed. */
export function dueForReports({ state, parts }: Omit<RemedyRecord, 'dueAt'>): string | undefined {
  if (state === 'executing') return undefined;
  return parts.flatMap(({ reported }) => (reported?.state === 'to-ask' ? [reported.askAt] : [])).sort()[0];
}

/** When a partner's answer is overdue, or an old item has not come back. */
export function dueForPart(
  { state }: Pick<RemedyRecord, 'state'>,
  { outcome, returned }: PartRecord,
): string | undefined {
  if (state !== 'issued' && state !== 'pending') return undefined;
  if (outcome.state === 'pending') return outcome.answerBy;
  return returned?.state === 'expected' ? returned.by : undefined;
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
