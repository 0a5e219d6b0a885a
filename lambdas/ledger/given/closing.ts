import { isGiving, isHeld, knownCommitments, type ClosedCommitment, type CustomerRecord } from '../customer-record';
import type { RemedyRecord } from '../remedy-record';
import { countedBy } from './counted-parts';
import { partOfLine } from './order-lines';

/** So many open commitments are closed at a time. */
export const mostClosedAtOnce = 20;

/**
 * The lines of open commitments whose remedies are recorded, each for what its record says. One that was just taken
 * anew waits for its record to say so.
 */
export function closable(
  { commitments }: CustomerRecord,
  records: ReadonlyMap<string, RemedyRecord>,
): ClosedCommitment[] {
  return commitments.flatMap((commitment) => {
    const record = records.get(commitment.remedyId);
    if (!record || (commitment.counted?.asOf ?? 0) > record.version) return [];
    const line = lineOf(commitment, record);
    // Whoever settles it gives back its share of the budgets, and finds it here.
    return record.unsettled && line.taken && !isGiving(line) ? [] : line;
  });
}

/**
 * The line of a commitment for what its record says, without what only those who carry it out need. What was issued
 * keeps its share of the budgets, and what gave nothing has given it back.
 */
export function lineOf(
  { remedyId, type, orderId, lineId, paymentId, paid, committedAt, releasedAt, taken, decision }: ClosedCommitment,
  record: RemedyRecord,
): ClosedCommitment {
  const counted = countedBy(record);
  const { covers, otherPaymentIds } = decision;
  const parts = counted.isHeld ? decision.parts.map(partOfLine) : [];
  return {
    ...{ remedyId, type, orderId, lineId, paymentId, paid, committedAt, releasedAt },
    taken: record.state === 'issued' ? undefined : taken,
    decision: { outcome: decision.outcome, parts, covers, otherPaymentIds },
    counted: { ...counted, parts: counted.parts.map(partOfLine) },
  };
}

/**
 * What later failures of the order have to know: what gives, what is held and would make good, what a person rejected,
 * what was known so far.
 */
export function linesToKeep(
  closed: readonly ClosedCommitment[],
  lines: readonly ClosedCommitment[],
  mostLines: number,
): ClosedCommitment[] {
  const known = new Set(lines.map(({ remedyId }) => remedyId));
  return closed.filter((line) => {
    if (isGiving(line) || known.has(line.remedyId)) return true;
    const makesGood = isHeld(line) && (line.decision.covers?.length ?? 0) > 0;
    return (makesGood || line.counted?.isRejected === true) && lines.length < mostLines;
  });
}

/** How many bytes the open commitments of a customer take, about. */
export function openBytes(customerRecord: CustomerRecord): number {
  return JSON.stringify(knownCommitments({ ...customerRecord, ofOrder: [] })).length;
}
