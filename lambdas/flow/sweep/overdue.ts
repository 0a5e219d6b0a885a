import { dueForOwed, dueForPart } from '../../ledger/due';
import { liveParts, stateOf, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { moveRemedy, withOwed, withParts } from '../../ledger/transitions';
import type { Step } from '../record/observer';
import { stamp } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndPublish, type PublishPorts } from '../record/publish';

/** How long a call that is late may still come, once somebody was told that it is. */
const callGraceMs = 60 * 60 * 1000;

/** Meets what a remedy promised to whoever it is for, and what somebody promised to it, where the time for it is over. */
export async function handleOverdue(record: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | 'stale'> {
  const told = await escalateOwed(record, ports);
  return told === 'stale' ? told : meetParts(told, ports);
}

/** Escalates before a deadline passes, also while a remedy is held, and when it has passed. */
async function escalateOwed(record: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | 'stale'> {
  const due = dueForOwed(record);
  const now = ports.clock().toISOString();
  if (due === undefined || due > now || !record.owed) return record;
  const isOver = record.owed.by <= now;
  const why = isOver ? `it was owed by ${record.owed.by}` : `it is owed by ${record.owed.by}, and time runs out`;
  const escalated = withOwed(record, why, stamp(ports));
  if ((await saveOwn(escalated, ports.ledger)) === 'stale') return 'stale';
  observe(isOver ? 'owed-overdue' : 'owed-soon', record, ports);
  return escalated;
}

async function meetParts(record: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | 'stale'> {
  const now = ports.clock();
  const overdue = liveParts(record).filter((part) => isOverdue(record, part, now));
  if (overdue.length === 0) return record;
  const parts = record.parts.map((part) => (overdue.includes(part) ? afterItsTime(part, now) : part));
  for (const part of overdue) observe(part.returned ? 'unreturned' : 'part-overdue', record, ports);
  const why = overdue.map(overdueWhy).join('; ');
  const state = stateOf(liveParts({ parts }));
  if (state !== 'declined') {
    const met = withParts(record, parts, why, stamp(ports));
    return (await saveOwn(met, ports.ledger)) === 'saved' ? met : 'stale';
  }
  return saveAndPublish(moveRemedy(record, { to: 'late-failed', parts, why }, stamp(ports)), ports);
}

/** Of what is pending, only calls are met here: everything else is asked about first. */
function isOverdue(record: RemedyRecord, recorded: PartRecord, now: Date): boolean {
  const due = dueForPart(record, recorded);
  if (due === undefined || Date.parse(due) > now.getTime()) return false;
  return recorded.outcome.state !== 'pending' || recorded.part.kind === 'callback';
}

function afterItsTime(recorded: PartRecord, now: Date): PartRecord {
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

function observe(step: Step, { remedyId, type: failureType }: RemedyRecord, ports: PublishPorts): void {
  ports.observer.step({ step, remedyId, failureType });
}
