import { unreachable } from '../model/unreachable';
import { dueOf } from './due';
import type { Approval, Entry, EntryState, HistoryLine, Moment, Notice, NoticeState, NoticeTemplate } from './remedy-record';

/**
 * Which state may follow which. What is missing here cannot happen. `rejected` and `manual` end there; `paid` ends too,
 * but for a provider that takes its success back. `approved → manual` is for an approval that came when the order had been
 * given back in another way already, and `pending → manual` for a refund that a bank never ends.
 */
const mayBecome: Record<EntryState, readonly EntryState[]> = {
  held: ['approved', 'rejected'],
  approved: ['executing', 'manual'],
  executing: ['paid', 'pending', 'declined', 'unknown'],
  unknown: ['paid', 'pending', 'declined', 'executing', 'manual'],
  pending: ['paid', 'late-failed', 'manual'],
  declined: ['fallback', 'manual'],
  paid: ['late-failed'],
  'late-failed': ['fallback', 'manual'],
  fallback: ['executing', 'manual'],
  rejected: [],
  manual: [],
};

/**
 * `sending → none` is the way back after a mail service that certainly did not take the mail, `none → suppressed` is for a
 * customer whose address is not kept any more.
 */
const noticeMayBecome: Record<NoticeState, readonly NoticeState[]> = {
  none: ['sending', 'suppressed'],
  sending: ['sent', 'none', 'unknown'],
  sent: ['delivered', 'bounced', 'complained', 'suppressed', 'unknown'],
  unknown: ['sent', 'delivered', 'bounced', 'complained', 'suppressed'],
  delivered: ['bounced', 'complained'],
  bounced: [],
  complained: [],
  suppressed: [],
};

/** Somebody asked for a step that the tables do not have. It is a defect; nothing was written. */
export class TransitionError extends Error {
  override readonly name = 'TransitionError';
  constructor(remedyId: string, what: string, from: string, to: string) {
    super(`${remedyId}: ${what} cannot go from ${from} to ${to}`);
  }
}

export function canBecome(from: EntryState, to: EntryState): boolean {
  return mayBecome[from].includes(to);
}

export function noticeCanBecome(from: NoticeState, to: NoticeState): boolean {
  return noticeMayBecome[from].includes(to);
}

/** A step to another state, and what of the entry changes with it. */
export interface Move {
  readonly to: EntryState;
  readonly why: string;
  readonly parts?: Entry['parts'] | undefined;
  /** Given with `executing` only. Every other state ends the execution. */
  readonly execution?: Entry['execution'];
}

/** The entry's next version, in another state. */
export function moveEntry(entry: Entry, { to, why, parts = entry.parts, execution }: Move, moment: Moment): Entry {
  if (!canBecome(entry.state, to)) throw new TransitionError(entry.remedyId, 'the remedy', entry.state, to);
  const untold = isTold(to) || undefined;
  return nextVersion({ ...entry, state: to, parts, execution, looks: looksAfter(entry, to), untold }, moment, { why });
}

/** Asking again with the same key is a look like another: while nothing comes of it, the next one is later. */
function looksAfter({ state, looks }: Entry, to: EntryState): number {
  if (state === 'unknown' && to === 'executing') return looks + 1;
  return state === 'executing' && to === 'unknown' ? looks : 0;
}

/** States that others hear of. The rest are steps on the way. */
function isTold(state: EntryState): boolean {
  switch (state) {
    case 'paid':
    case 'pending':
    case 'declined':
    case 'late-failed':
    case 'rejected':
    case 'manual':
    case 'unknown':
      return true;
    case 'held':
    case 'approved':
    case 'executing':
    case 'fallback':
      return false;
    default:
      return unreachable(state);
  }
}

/** The entry's next version, once its state was told on the bus. */
export function markTold(entry: Entry, moment: Moment): Entry {
  return nextVersion({ ...entry, untold: undefined }, moment, { why: `told that it is ${entry.state}` });
}

/** The entry's next version, after a look that changed nothing. The next look is later. */
export function lookLater(entry: Entry, why: string, moment: Moment): Entry {
  return nextVersion({ ...entry, looks: entry.looks + 1 }, moment, { why });
}

/** The entry's next version, with news of a part that leaves the whole where it is. */
export function withParts(entry: Entry, parts: Entry['parts'], why: string, moment: Moment): Entry {
  return nextVersion({ ...entry, parts }, moment, { why });
}

/** The entry's next version, in the hands of another attempt, after one that did not come back. */
export function takeExecution(entry: Entry, execution: NonNullable<Entry['execution']>, moment: Moment): Entry {
  if (entry.state !== 'executing') {
    throw new TransitionError(entry.remedyId, 'the execution', entry.state, 'executing');
  }
  return nextVersion({ ...entry, execution }, moment, { why: 'taken over from an attempt that did not come back' });
}

/** The entry's next version, with one more person's approval, and approved if that was the last one needed. */
export function withApproval(entry: Entry, approval: Approval, moment: Moment): Entry {
  const { hold } = entry;
  if (entry.state !== 'held' || !hold) {
    throw new TransitionError(entry.remedyId, 'the remedy', entry.state, 'approved');
  }
  const approvals = [...hold.approvals, approval];
  const approved = { ...entry, hold: { ...hold, approvals } };
  const why = `approved by ${approval.by}`;
  if (approvals.length >= hold.approvalsNeeded) return moveEntry(approved, { to: 'approved', why }, moment);
  return nextVersion(approved, moment, { why: `${why}; another person has to approve too` });
}

/** The entry's next version, released by what was waited for, or by the end of the wait that was decided beforehand. */
export function withRelease(entry: Entry, why: string, moment: Moment): Entry {
  if (entry.state !== 'held' || !entry.hold?.awaits) {
    throw new TransitionError(entry.remedyId, 'what is waited for', entry.state, 'approved');
  }
  return moveEntry(entry, { to: 'approved', why }, moment);
}

/** The entry's next version, once somebody was told that the time within which it is owed runs out. */
export function withOwed(entry: Entry, why: string, moment: Moment): Entry {
  const { owed } = entry;
  if (!owed) throw new TransitionError(entry.remedyId, 'a date by which it is owed', entry.state, 'escalated');
  return nextVersion({ ...entry, owed: { ...owed, escalations: owed.escalations + 1 } }, moment, { why });
}

/** The entry's next version, with its hold otherwise: extended, or escalated. */
export function withHold(
  entry: Entry,
  change: Partial<NonNullable<Entry['hold']>>,
  why: string,
  moment: Moment,
): Entry {
  if (entry.state !== 'held' || !entry.hold) {
    throw new TransitionError(entry.remedyId, 'the hold', entry.state, 'held');
  }
  return nextVersion({ ...entry, hold: { ...entry.hold, ...change } }, moment, { why });
}

/** The entry's next version, with a mail in another state. */
export function moveNotice(entry: Entry, template: NoticeTemplate, notice: Notice, why: string, by: string): Entry {
  const from = entry.notices[template]?.state ?? 'none';
  if (!noticeCanBecome(from, notice.state)) {
    throw new TransitionError(entry.remedyId, `the ${template}`, from, notice.state);
  }
  if (notice.state === 'sending' && template !== 'correction' && entry.state !== stateToldBy[template]) {
    throw new TransitionError(entry.remedyId, `the ${template} for a ${entry.state} remedy`, from, notice.state);
  }
  const moved = { ...entry, notices: { ...entry.notices, [template]: notice } };
  return nextVersion(moved, { at: notice.at, by }, { why, notice: { template, state: notice.state } });
}

/** A mail is only begun while what it says is so. That something failed is true for ever. */
const stateToldBy: Record<Exclude<NoticeTemplate, 'correction'>, EntryState> = {
  apology: 'paid',
  resolution: 'paid',
  refusal: 'rejected',
};

function nextVersion(entry: Entry, { at, by }: Moment, line: Pick<HistoryLine, 'why' | 'notice'>): Entry {
  const version = entry.version + 1;
  const history = [...entry.history, { version, at, state: entry.state, ...line }];
  const next = { ...entry, writtenBy: by, version, history };
  return { ...next, dueAt: dueOf(next, at) };
}
