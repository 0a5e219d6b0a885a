import { dueAt } from './entry';
import type { Entry, EntryState, Notice, NoticeState } from './entry';

/**
 * Which state may follow which. What is missing here cannot happen. `rejected` and `manual` end there; `paid` ends too,
 * but for a provider that takes its success back.
 */
const mayBecome: Record<EntryState, readonly EntryState[]> = {
  held: ['approved', 'rejected'],
  approved: ['executing'],
  executing: ['paid', 'pending', 'declined', 'unknown'],
  unknown: ['paid', 'pending', 'declined', 'executing', 'manual'],
  pending: ['paid', 'late-failed'],
  declined: ['fallback', 'manual'],
  paid: ['late-failed'],
  'late-failed': ['fallback', 'manual'],
  fallback: ['executing', 'manual'],
  rejected: [],
  manual: [],
};

/** `sending → none` is the way back after a mail service that certainly did not take the mail. */
const noticeMayBecome: Record<NoticeState, readonly NoticeState[]> = {
  none: ['sending'],
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

/** The entry's next version, in another state. */
export function moveEntry(entry: Entry, to: EntryState, at: string, why: string): Entry {
  if (!mayBecome[entry.state].includes(to)) throw new TransitionError(entry.remedyId, 'the remedy', entry.state, to);
  return nextVersion({ ...entry, state: to, dueAt: dueAt(to, at) }, at, why);
}

/** The entry's next version, with the apology in another state. An apology that may or may not have left waits for a look. */
export function moveNotice(entry: Entry, notice: Notice, why: string): Entry {
  const from = entry.notice.state;
  if (!noticeMayBecome[from].includes(notice.state)) {
    throw new TransitionError(entry.remedyId, 'the apology', from, notice.state);
  }
  if (notice.state === 'sending' && entry.state !== 'paid') {
    throw new TransitionError(entry.remedyId, `an apology for a ${entry.state} remedy`, from, notice.state);
  }
  const due = notice.state === 'unknown' ? notice.at : dueAt(entry.state, notice.at);
  return nextVersion({ ...entry, notice, dueAt: due }, notice.at, why);
}

function nextVersion(entry: Entry, at: string, why: string): Entry {
  const version = entry.version + 1;
  const line = { version, at, state: entry.state, notice: entry.notice.state, why };
  return { ...entry, version, history: [...entry.history, line] };
}
