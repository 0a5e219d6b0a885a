import { dueForOwed, dueForPart } from '../../ledger/due';
import { standingParts, stateOf, type Entry, type EntryPart } from '../../ledger/remedy-record';
import { moveEntry, withOwed, withParts } from '../../ledger/transitions';
import type { Step } from '../record/observer';
import { moment } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndTell, type TellPorts } from '../record/publish';

/** How long a call that is late may still come, once somebody was told that it is. */
const callGraceMs = 60 * 60 * 1000;

/** Meets what a remedy promised to whoever it is for, and what somebody promised to it, where the time for it is over. */
export async function meetOverdue(entry: Entry, ports: TellPorts): Promise<Entry | 'stale'> {
  const told = await tellOwed(entry, ports);
  return told === 'stale' ? told : meetParts(told, ports);
}

/** Escalates before a deadline passes, also while a remedy is held, and when it has passed. */
async function tellOwed(entry: Entry, ports: TellPorts): Promise<Entry | 'stale'> {
  const due = dueForOwed(entry);
  const now = ports.clock().toISOString();
  if (due === undefined || due > now || !entry.owed) return entry;
  const isOver = entry.owed.by <= now;
  const why = isOver ? `it was owed by ${entry.owed.by}` : `it is owed by ${entry.owed.by}, and time runs out`;
  const escalated = withOwed(entry, why, moment(ports));
  if ((await saveOwn(escalated, ports.ledger)) === 'stale') return 'stale';
  observe(isOver ? 'owed-overdue' : 'owed-soon', entry, ports);
  return escalated;
}

async function meetParts(entry: Entry, ports: TellPorts): Promise<Entry | 'stale'> {
  const now = ports.clock();
  const overdue = standingParts(entry).filter((part) => isOverdue(entry, part, now));
  if (overdue.length === 0) return entry;
  const parts = entry.parts.map((part) => (overdue.includes(part) ? afterItsTime(part, now) : part));
  for (const part of overdue) observe(part.returned ? 'unreturned' : 'part-overdue', entry, ports);
  const why = overdue.map(overdueWhy).join('; ');
  const state = stateOf(standingParts({ parts }));
  if (state !== 'declined') {
    const met = withParts(entry, parts, why, moment(ports));
    return (await saveOwn(met, ports.ledger)) === 'saved' ? met : 'stale';
  }
  return saveAndTell(moveEntry(entry, { to: 'late-failed', parts, why }, moment(ports)), ports);
}

/** Of what is pending, only calls are met here: everything else is asked about first. */
function isOverdue(entry: Entry, part: EntryPart, now: Date): boolean {
  const due = dueForPart(entry, part);
  if (due === undefined || Date.parse(due) > now.getTime()) return false;
  return part.outcome.state !== 'pending' || part.kind === 'callback';
}

function afterItsTime(part: EntryPart, now: Date): EntryPart {
  if (part.returned) {
    const state = part.kind === 'replacement' && part.unreturned === 'person' ? 'person' : 'let-go';
    return { ...part, returned: { ...part.returned, state } };
  }
  if (part.outcome.state !== 'pending') return part;
  const { providerRef } = part.outcome;
  if (part.overdueSince !== undefined) {
    return { ...part, outcome: { state: 'declined', reason: 'no-answer', providerRef } };
  }
  const answerBy = new Date(now.getTime() + callGraceMs).toISOString();
  return { ...part, overdueSince: now.toISOString(), outcome: { ...part.outcome, answerBy } };
}

function overdueWhy(part: EntryPart): string {
  if (part.returned) return `the old one of part ${part.number} did not come back`;
  return `nobody has said that the customer was called for part ${part.number}`;
}

function observe(step: Step, { remedyId, type: failureType }: Entry, ports: TellPorts): void {
  ports.observer.step({ step, remedyId, failureType });
}
