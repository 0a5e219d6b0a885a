import type { WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import type { Notice, NoticeState, Resend } from './notice';
import { nextVersion, noticeCanBecome } from './notice-transitions';

/** Whether a mail that stands there can be sent once more, because a person wants it. */
export function canBeResent(state: NoticeState): boolean {
  return state !== 'none' && state !== 'held' && noticeCanBecome(state, 'sending');
}

/** The next version of a notice whose mail a person wants to be sent once more. */
export function wantAgain(
  notice: Notice,
  { actor, why, corrected }: Pick<Resend, 'actor' | 'why' | 'corrected'>,
  stamp: WriteStamp,
): Notice {
  const { remedyId, template, state, trouble } = notice;
  if (!canBeResent(state) || notice.resend) {
    throw new TransitionError(remedyId, `the ${template} that is sent once more`, state, 'sending');
  }
  const line = `to be sent once more${corrected ? ' to a corrected address' : ''}, as ${actor} wants: ${why}`;
  const resend = { actor, why, at: stamp.at, corrected, from: state, trouble };
  return nextVersion({ ...notice, resend, waitsUntil: undefined }, line, stamp);
}

/** The next version of a notice whose mail is wanted once more, and is asked for again. */
export function remindOfResend(notice: Notice, stamp: WriteStamp): Notice {
  return nextVersion(notice, 'wanted once more, and not on its way yet', stamp);
}

/**
 * The next version of a notice whose mail cannot be sent once more. What was wrong before still is: where the mail
 * service had not taken it, the mail is again where it was before somebody wanted it.
 */
export function dropResend(notice: Notice, why: string, stamp: WriteStamp): Notice {
  const { resend } = notice;
  const state = notice.state === 'none' && resend ? resend.from : notice.state;
  const trouble = notice.trouble ?? resend?.trouble;
  return nextVersion({ ...notice, state, trouble, resend: undefined }, why, stamp);
}

/** The next version of a notice whose customer was told in another way, or need not be told. */
export function toldOtherwise(
  notice: Notice,
  { actor, why }: Pick<Resend, 'actor' | 'why'>,
  stamp: WriteStamp,
): Notice {
  return nextVersion(
    { ...notice, trouble: undefined, waitsUntil: undefined },
    `off the list, as ${actor} says: ${why}`,
    stamp,
  );
}
