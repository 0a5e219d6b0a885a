import { dayMs, minuteMs } from '../../model/durations';
import type { RemedyRecord, WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import type { Notice, PlannedQuestion } from './notice';
import { nextVersion, noticeAbout } from './notice-transitions';

/** So soon after it was wanted, the question is on its way, or is wanted again. */
const askedWithinMs = 10 * minuteMs;

/** Who could not be asked for so long is not asked any more: nobody remembers by then. */
const askableDays = 14;

/** The next version of the notice that asks whether it was made right, and is to leave then. */
export function planQuestion(record: RemedyRecord, stored: Notice | undefined, at: Date, stamp: WriteStamp): Notice {
  const notice = noticeAbout(record, 'feedback', stored);
  if (notice.state !== 'none') throw new TransitionError(record.remedyId, 'the feedback', notice.state, 'none');
  const until = new Date(at.getTime() + askableDays * dayMs).toISOString();
  const question = { at: at.toISOString(), until, lookAt: at.toISOString() };
  return nextVersion({ ...notice, question }, 'the customer is asked once it had the time to arrive', stamp);
}

/** The same while whoever writes to customers is asked for it. */
export function wantQuestion(notice: Notice, stamp: WriteStamp): Notice {
  const lookAt = new Date(Date.parse(stamp.at) + askedWithinMs).toISOString();
  return nextVersion({ ...notice, question: { ...questionOf(notice), lookAt } }, 'it is to be asked now', stamp);
}

/** The same where it is not the time for it. */
export function putOffQuestion(notice: Notice, until: Date, why: string, stamp: WriteStamp): Notice {
  const at = until.toISOString();
  return nextVersion(
    { ...notice, question: { ...questionOf(notice), at, lookAt: at } },
    `not asked yet: ${why}`,
    stamp,
  );
}

/** The notice as it is about to be asked. Answers count until then. */
export function askedUntil(notice: Notice, until: Date): Notice {
  return { ...notice, question: { ...questionOf(notice), until: until.toISOString() } };
}

function questionOf({ remedyId, question, state }: Notice): PlannedQuestion {
  if (question) return question;
  throw new TransitionError(remedyId, 'the feedback that nobody planned', state, 'none');
}
