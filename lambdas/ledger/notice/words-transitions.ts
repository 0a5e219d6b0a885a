import { hourMs } from '../../model/durations';
import { escalatedAgainAt } from '../due';
import type { RemedyRecord, WriteStamp } from '../remedy-record';
import type { RecordedReason } from '../../model/judging/reason-code';
import { TransitionError } from '../transitions';
import type { HeldWords, Notice, WordsApproval } from './notice';
import { moveNotice, nextVersion, noticeAbout } from './notice-transitions';

/** The words of an apology that wait from now on, alone or with their incident. */
export function newWords(at: string, holdHours: number, incidentId: string | undefined): HeldWords {
  return { since: at, ...timesOf(at, holdHours), escalations: 0, incidentId };
}

function timesOf(at: string, hours: number): Pick<HeldWords, 'deadline' | 'escalateAt'> {
  const after = (share: number): string => new Date(Date.parse(at) + hours * share * hourMs).toISOString();
  return { deadline: after(1), escalateAt: after(0.75) };
}

/** The next version of the apology's notice, whose words wait for a person. */
export function holdWords(
  record: RemedyRecord,
  stored: Notice | undefined,
  words: HeldWords,
  stamp: WriteStamp,
): Notice {
  if (record.state !== 'issued') {
    throw new TransitionError(record.remedyId, `the apology for a ${record.state} remedy`, 'none', 'held');
  }
  const notice = { ...noticeAbout(record, 'apology', stored), words };
  return moveNotice(notice, { to: 'held', why: 'a person approves its words before it is sent' }, stamp);
}

/**
 * The next version of a notice whose words a person approved, for what this version of the record says. It is sent from
 * then on.
 */
export function approveWords(record: RemedyRecord, notice: Notice, approval: WordsApproval, stamp: WriteStamp): Notice {
  const own = approval.message ? ', with a message of their own' : '';
  const how = approval.verdict === undefined ? 'approved' : 'approved with their incident';
  const why = approval.isPlain ? approval.why : `its words are ${how} by ${approval.actor}${own}: ${approval.why}`;
  const approved = { ...wordsOf(notice), approval };
  return nextVersion({ ...notice, recordVersion: record.version, words: approved }, why, stamp);
}

/** The next version of a notice whose mail is never sent, because a person rejected its words. */
export function rejectWords(
  notice: Notice,
  { why, rejectedAs }: { readonly why: string; readonly rejectedAs?: RecordedReason | undefined },
  stamp: WriteStamp,
): Notice {
  wordsOf(notice);
  return moveNotice({ ...notice, rejectedAs }, { to: 'suppressed', why }, stamp);
}

/** The next version of a notice for whose words people have so many hours more, from now on. */
export function extendWords(notice: Notice, hours: number, why: string, stamp: WriteStamp): Notice {
  return nextVersion({ ...notice, words: { ...wordsOf(notice), ...timesOf(stamp.at, hours) } }, why, stamp);
}

/** The next version of a notice whose words nobody has approved yet. */
export function escalateWords(notice: Notice, stamp: WriteStamp): Notice {
  const words = wordsOf(notice);
  const isOverdue = areOverdue(words, stamp.at);
  const escalated = { escalations: words.escalations + 1, escalateAt: escalatedAgainAt(words, new Date(stamp.at)) };
  const why = isOverdue ? 'overdue: nobody approved its words before the deadline' : 'escalated: its words still wait';
  return nextVersion({ ...notice, words: { ...words, ...escalated } }, why, stamp);
}

/** The next version of a notice whose mail was approved, and is asked for once more. */
export function askOnceMore(notice: Notice, stamp: WriteStamp): Notice {
  wordsOf(notice);
  return nextVersion(notice, 'approved, and not on its way yet', stamp);
}

/** Whether people had until then to approve them. */
export function areOverdue({ deadline }: HeldWords, at: string): boolean {
  return Date.parse(at) >= Date.parse(deadline);
}

function wordsOf({ remedyId, state, words }: Notice): HeldWords {
  if (state === 'held' && words) return words;
  throw new TransitionError(remedyId, 'the words of the apology', state, 'held');
}
