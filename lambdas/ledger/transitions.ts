import { isDeepStrictEqual } from 'node:util';
import { peopleAmong } from './decider';
import { hourMs } from '../model/durations';
import { unreachable } from '../model/unreachable';
import { dueOf } from './due';
import { countedParts, isDisbelieved } from './given/counted-parts';
import { contentOfRecord } from './seal/sealed-content';
import type { Approval, MessageRef, RemedyRecord, RemedyState, HistoryLine, WriteStamp } from './remedy-record';

/**
 * Which state may follow which. What is missing here cannot happen. A remedy goes back to `held` where nothing was
 * attempted, or the provider certainly did nothing: a switch or the trouble of a whole account stopped it.
 * `needs-attention → executing` is a person's retry, and `executing → needs-attention` is for one of what its payment
 * cannot give. `approved → needs-attention` is for an approval that came when
 * the order had been given back in another way already, and `pending → needs-attention` for a refund that a bank never
 * ends.
 */
export const remedyTransitions: Record<RemedyState, readonly RemedyState[]> = {
  held: ['approved', 'rejected'],
  approved: ['executing', 'held', 'needs-attention'],
  executing: ['issued', 'pending', 'declined', 'unknown', 'held', 'needs-attention'],
  unknown: ['issued', 'pending', 'declined', 'executing', 'needs-attention'],
  pending: ['issued', 'late-failed', 'needs-attention'],
  declined: ['fallback', 'needs-attention'],
  issued: ['late-failed'],
  'late-failed': ['fallback', 'needs-attention'],
  fallback: ['executing', 'held', 'needs-attention'],
  rejected: [],
  'needs-attention': ['executing'],
};

/** Somebody asked for a step that the tables do not have. It is a defect; nothing was written. */
export class TransitionError extends Error {
  override readonly name = 'TransitionError';
  constructor(remedyId: string, what: string, from: string, to: string) {
    super(`${remedyId}: ${what} cannot go from ${from} to ${to}`);
  }
}

export function canBecome(from: RemedyState, to: RemedyState): boolean {
  return remedyTransitions[from].includes(to);
}

/** A step to another state, and what of the record changes with it. */
export interface Move {
  readonly to: RemedyState;
  readonly why: string;
  readonly parts?: RemedyRecord['parts'] | undefined;
  /** Given with `executing` only. Every other state ends the execution. */
  readonly execution?: RemedyRecord['execution'];
  /** Why it waits, given with `held`. */
  readonly hold?: RemedyRecord['hold'];
  /** What the person who rejects it writes to the customer, given with `rejected`. */
  readonly message?: MessageRef | undefined;
  /** Whether it is published. @default true */
  readonly isNews?: boolean | undefined;
}

/** The record's next version, in another state. */
export function moveRemedy(
  record: RemedyRecord,
  { to, why, parts = record.parts, execution, hold: held = record.hold, message, isNews = true }: Move,
  stamp: WriteStamp,
): RemedyRecord {
  if (!canBecome(record.state, to)) throw new TransitionError(record.remedyId, 'the remedy', record.state, to);
  // Whoever approved before wrote of a remedy that is given. A customer reads the words of the verdict that won.
  const hold = to === 'rejected' && held ? { ...held, message } : held;
  const unpublished = (isNews && isPublished(to)) || undefined;
  const reasons = to === 'held' ? reasonsHeld(record, hold?.why) : reasonsReleased(record);
  return nextVersion(
    record,
    { ...record, state: to, parts, reasons, execution, hold, pollCount: pollCountAfter(record, to), unpublished },
    stamp,
    { why },
  );
}

function reasonsHeld(record: RemedyRecord, why: string | undefined): readonly string[] {
  const others = reasonsReleased(record);
  return why === undefined ? others : [why, ...others.filter((reason) => reason !== why)];
}

/** What kept a remedy back is no reason of its decision, and is not so any more once it goes on. */
function reasonsReleased({ reasons, hold }: RemedyRecord): readonly string[] {
  return hold?.why === undefined ? reasons : reasons.filter((reason) => reason !== hold.why);
}

/** Asking again with the same key is a poll like any other: while nothing comes of it, the next one is later. */
function pollCountAfter({ state, pollCount }: RemedyRecord, to: RemedyState): number {
  if (state === 'unknown' && to === 'executing') return pollCount + 1;
  return state === 'executing' && to === 'unknown' ? pollCount : 0;
}

/** States that are published. The rest are steps on the way. */
function isPublished(state: RemedyState): boolean {
  switch (state) {
    case 'issued':
    case 'pending':
    case 'declined':
    case 'late-failed':
    case 'rejected':
    case 'needs-attention':
    case 'unknown':
    case 'held':
      return true;
    case 'approved':
    case 'executing':
    case 'fallback':
      return false;
    default:
      return unreachable(state);
  }
}

/** The record's next version, once its state was published and the customer record says what it gave. */
export function markPublished(record: RemedyRecord, stamp: WriteStamp, isSettled = true): RemedyRecord {
  const why = record.unpublished ? `published as ${record.state}` : 'what it gave is counted anew';
  const unsettled = isSettled ? undefined : record.unsettled;
  return nextVersion(record, { ...record, unpublished: undefined, unsettled }, stamp, { why });
}

/** The record's next version, after a poll that changed nothing. The next poll is later. */
export function withNextPoll(record: RemedyRecord, why: string, stamp: WriteStamp): RemedyRecord {
  return nextVersion(record, { ...record, pollCount: record.pollCount + 1 }, stamp, { why });
}

/** The record's next version, with an update of a part that does not change the remedy's state. */
export function withParts(
  record: RemedyRecord,
  parts: RemedyRecord['parts'],
  why: string,
  stamp: WriteStamp,
): RemedyRecord {
  return nextVersion(record, { ...record, parts }, stamp, { why });
}

/** The record's next version, in the hands of another attempt, after one that did not come back. */
export function takeExecution(
  record: RemedyRecord,
  execution: NonNullable<RemedyRecord['execution']>,
  stamp: WriteStamp,
): RemedyRecord {
  if (record.state !== 'executing') {
    throw new TransitionError(record.remedyId, 'the execution', record.state, 'executing');
  }
  return nextVersion(record, { ...record, execution }, stamp, {
    why: 'taken over from an attempt that did not come back',
  });
}

/** The record's next version, with one more person's approval, and approved if that was the last one needed. */
export function withApproval(
  record: RemedyRecord,
  approval: Approval,
  stamp: WriteStamp,
  message?: MessageRef,
): RemedyRecord {
  const { hold } = record;
  if (record.state !== 'held' || !hold) {
    throw new TransitionError(record.remedyId, 'the remedy', record.state, 'approved');
  }
  const approvals = [...hold.approvals, approval];
  const approved = { ...record, hold: { ...hold, approvals, message: message ?? hold.message } };
  const why = `approved by ${approval.actor}${message ? ', with a message to the customer' : ''}: ${approval.why}`;
  if (peopleAmong(approvals) >= hold.approvalsNeeded) return moveRemedy(approved, { to: 'approved', why }, stamp);
  return nextVersion(record, approved, stamp, { why: `${why}; another person has to approve too` });
}

/**
 * The record's next version, released by what was waited for, or by the end of the wait that was decided beforehand.
 */
export function withRelease(record: RemedyRecord, why: string, stamp: WriteStamp): RemedyRecord {
  if (record.state !== 'held' || !record.hold?.awaits) {
    throw new TransitionError(record.remedyId, 'what is waited for', record.state, 'approved');
  }
  return moveRemedy(record, { to: 'approved', why }, stamp);
}

/**
 * The record's next version, once it was found that somebody else wrote it. Nothing of it is published or counted. What
 * is held stays so, with its people; everything else that may still give needs a person.
 */
export function setAside(record: RemedyRecord, why: string, stamp: WriteStamp): RemedyRecord {
  const nothingToDo = { execution: undefined, retry: undefined, unpublished: undefined, owed: undefined };
  const state = stateAside(record.state);
  const escalateAt = new Date(Date.parse(stamp.at) + foreignHoldHours * hourMs).toISOString();
  const hold = record.hold && { ...record.hold, awaits: undefined, withIncident: false, why, escalateAt };
  const aside = { ...record, ...nothingToDo, state, hold, reasons: reasonsHeld(record, why) };
  const dueAt = state === 'held' ? escalateAt : undefined;
  return { ...nextVersion(record, aside, stamp, { why }), unsettled: undefined, dueAt };
}

/** How long it is before people hear again of something held that we have not written. */
const foreignHoldHours = 12;

function stateAside(state: RemedyState): RemedyState {
  switch (state) {
    case 'approved':
    case 'executing':
    case 'unknown':
    case 'pending':
    case 'declined':
    case 'late-failed':
    case 'fallback':
      return 'needs-attention';
    case 'held':
    case 'issued':
    case 'rejected':
    case 'needs-attention':
      return state;
    default:
      return unreachable(state);
  }
}

/** The record's next version, once it was escalated because the time within which it is owed runs out. */
export function withOwed(record: RemedyRecord, why: string, stamp: WriteStamp): RemedyRecord {
  const { owed } = record;
  if (!owed) throw new TransitionError(record.remedyId, 'a date by which it is owed', record.state, 'escalated');
  return nextVersion(record, { ...record, owed: { ...owed, escalations: owed.escalations + 1 } }, stamp, { why });
}

/** The record's next version, with its hold otherwise: extended, or escalated. */
export function withHold(
  record: RemedyRecord,
  change: Partial<NonNullable<RemedyRecord['hold']>>,
  why: string,
  stamp: WriteStamp,
): RemedyRecord {
  if (record.state !== 'held' || !record.hold) {
    throw new TransitionError(record.remedyId, 'the hold', record.state, 'held');
  }
  const hold = { ...record.hold, ...change };
  return nextVersion(record, { ...record, hold, reasons: reasonsHeld(record, hold.why) }, stamp, { why });
}

/**
 * The record's next version, of which the customer is told that it takes longer. It is published once more, because
 * whoever writes to customers hears of it so.
 */
export function withAnnounced(
  record: RemedyRecord,
  announceAgainAt: string | undefined,
  stamp: WriteStamp,
): RemedyRecord {
  if (record.state !== 'held' && record.state !== 'pending') {
    throw new TransitionError(record.remedyId, 'the customer', record.state, 'told that it takes longer');
  }
  const hold = record.hold && { ...record.hold, announceAt: announceAgainAt };
  const announced = record.announced === undefined ? 1 : 2;
  const why =
    announced === 1 ? 'the customer is told that it takes longer' : 'the customer is told that it still waits';
  return nextVersion(record, { ...record, hold, announced, unpublished: true }, stamp, { why });
}

function nextVersion(
  before: RemedyRecord,
  changed: RemedyRecord,
  { at, token, isSealing }: WriteStamp,
  line: Pick<HistoryLine, 'why'>,
): RemedyRecord {
  const version = before.version + 1;
  const history = [...before.history, { version, at, state: changed.state, ...line }];
  const unsettled =
    changed.unsettled || changesWhatCounts(before, changed) || isRejectedNow(before, changed) || undefined;
  const revision = isSealing ? revisionAfter(before, changed) : before.revision;
  const next = { ...changed, unsettled, revision, writtenBy: token, version, history };
  return { ...next, dueAt: dueOf(next, at) };
}

/** What was read in doubt is not sealed anew, and may bear the seal of a key that is not known here yet. */
function revisionAfter(before: RemedyRecord, changed: RemedyRecord): number | undefined {
  const { revision = 0, doubt } = before;
  const isSame = contentOfRecord(before) === contentOfRecord({ ...changed, revision: before.revision });
  return doubt || isSame ? before.revision : revision + 1;
}

/** Later reports of the same line have to find it. */
function isRejectedNow(before: RemedyRecord, after: RemedyRecord): boolean {
  return before.state !== 'rejected' && isDisbelieved(after);
}

/** Whoever sends a remedy on its way takes what it gives before; all other steps are counted after. */
function changesWhatCounts(before: RemedyRecord, after: RemedyRecord): boolean {
  const isOnItsWay = after.state === 'approved' || after.state === 'executing' || after.state === 'fallback';
  return !isOnItsWay && !isDeepStrictEqual(countedParts(before), countedParts(after));
}
