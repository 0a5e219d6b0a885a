import { dueForOwed, dueForPart } from '../../ledger/due';
import { liveParts, stateOf, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { moveRemedy, withOwed, withParts } from '../../ledger/transitions';
import type { RemedyStep } from '../record/observer';
import { unchanged, write, writeAndPublish, type PublishContext, type Write } from '../record/record-writer';
import { hourMs } from '../../model/durations';

/** How long a late call may still be made after it was reported as late. */
const callGraceMs = hourMs;

/**
 * Handles what is overdue: what a customer is owed by now, and parts that a partner or a customer has not answered in
 * time.
 */
export async function handleOverdue(record: RemedyRecord, context: PublishContext): Promise<Write> {
  const escalated = await escalateOwed(record, context);
  return escalated.result === 'lost' ? escalated : handleOverdueParts(escalated.record, context);
}

/** Escalates before a deadline passes, also while a remedy is held, and when it has passed. */
async function escalateOwed(record: RemedyRecord, context: PublishContext): Promise<Write> {
  const due = dueForOwed(record);
  const now = context.clock().toISOString();
  if (due === undefined || due > now || !record.owed) return unchanged(record);
  const isOver = record.owed.by <= now;
  const why = isOver ? `it was owed by ${record.owed.by}` : `it is owed by ${record.owed.by}, and time runs out`;
  const escalated = await write((stamp) => withOwed(record, why, stamp), context);
  if (escalated.result === 'won') observe(isOver ? 'owed-overdue' : 'owed-soon', record, context);
  return escalated;
}

async function handleOverdueParts(record: RemedyRecord, context: PublishContext): Promise<Write> {
  const now = context.clock();
  const overdue = liveParts(record).filter((part) => isOverdue(record, part, now));
  if (overdue.length === 0) return unchanged(record);
  const parts = record.parts.map((part) => (overdue.includes(part) ? afterDue(part, now) : part));
  for (const part of overdue) observe(part.returned ? 'unreturned' : 'part-overdue', record, context);
  const why = overdue.map(overdueWhy).join('; ');
  const state = stateOf(liveParts({ parts }));
  if (state !== 'declined') return write((stamp) => withParts(record, parts, why, stamp), context);
  return writeAndPublish((stamp) => moveRemedy(record, { to: 'late-failed', parts, why }, stamp), context);
}

/** Of what is pending, only calls are handled here: of everything else, the partner is asked first. */
function isOverdue(record: RemedyRecord, recorded: PartRecord, now: Date): boolean {
  const due = dueForPart(record, recorded);
  if (due === undefined || Date.parse(due) > now.getTime()) return false;
  return recorded.outcome.state !== 'pending' || recorded.part.kind === 'callback';
}

function afterDue(recorded: PartRecord, now: Date): PartRecord {
  const { part, returned, outcome, overdueSince } = recorded;
  if (returned) {
    const state = part.kind === 'replacement' && part.unreturned === 'person' ? 'person' : 'let-go';
    return { ...recorded, returned: { ...returned, state } };
  }
  if (outcome.state !== 'pending') return recorded;
  const { providerRef } = outcome;
  if (overdueSince !== undefined) {
    return { ...recorded, outcome: { state: 'declined', reason: 'no-answer', providerRef } };
  }
  const answerBy = new Date(now.getTime() + callGraceMs).toISOString();
  return { ...recorded, overdueSince: now.toISOString(), outcome: { ...outcome, answerBy } };
}

function overdueWhy(part: PartRecord): string {
  if (part.returned) return `the old one of part ${part.number} did not come back`;
  return `nobody has said that the customer was called for part ${part.number}`;
}

function observe(step: RemedyStep, { remedyId, type: failureType }: RemedyRecord, context: PublishContext): void {
  context.observer.step({ step, remedyId, failureType });
}
