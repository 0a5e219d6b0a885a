import type { Covered } from '../../model/decision';
import { isGiving, knownCommitments, type ClosedCommitment, type CustomerRecord } from '../customer-record';
import { remedyIdOf, uncoveredIdOf, type FailureIdentity } from '../../model/remedy-id';
import type { RemedyRecord } from '../remedy-record';

/** Another remedy that gives, and covers something that a remedy covers too. */
export interface CoveredTwice {
  readonly other: ClosedCommitment;
  readonly covered: Covered;
}

type Covering = Pick<RemedyRecord, 'orderId' | 'covers'> & FailureIdentity;

/** What a remedy covers that one of another failure covers as well, which gives or did. */
export function coveredTwice(customerRecord: CustomerRecord, remedy: Covering): CoveredTwice[] {
  const own = [remedyIdOf(remedy), uncoveredIdOf(remedy)];
  return knownCommitments(customerRecord)
    .filter((other) => !own.includes(other.remedyId) && isGiving(other))
    .flatMap((other) => {
      const isSame = (covered: Covered): boolean =>
        other.decision.covers?.some(sameAs(covered, remedy, other)) === true;
      return (remedy.covers ?? []).filter(isSame).map((covered) => ({ other, covered }));
    });
}

/** Whether it is about a span of time. Policies give for what is left of such a span, and cover the whole of it. */
export function isSpan({ from, until }: Covered): boolean {
  return from !== undefined && until !== undefined;
}

/**
 * Whether others that were decided then had the remedy in mind: it gave, or waited for a person. One that had failed,
 * was rejected, or was not committed yet took nothing from them.
 */
export function wasInMind(
  { committedAt, history }: Pick<RemedyRecord, 'committedAt' | 'history'>,
  at: string,
): boolean {
  if (committedAt > at) return false;
  const state = history.findLast((change) => Date.parse(change.at) <= Date.parse(at))?.state;
  return state !== 'needs-attention' && state !== 'rejected';
}

/** The same thing of one order, or spans that overlap, in whichever order the service was paid for. */
function sameAs(
  covered: Covered,
  { orderId }: Pick<Covering, 'orderId'>,
  other: ClosedCommitment,
): (another: Covered) => boolean {
  return (another) => {
    if (another.what !== covered.what) return false;
    if (!isSpan(covered) || !isSpan(another)) return other.orderId === orderId;
    return startsBeforeEnd(covered, another) && startsBeforeEnd(another, covered);
  };
}

function startsBeforeEnd({ from = '' }: Covered, { until = '' }: Covered): boolean {
  return Date.parse(from) < Date.parse(until);
}
