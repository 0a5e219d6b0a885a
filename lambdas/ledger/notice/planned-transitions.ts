import type { RemedyRecord, WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import type { Mended, Notice, NoticeTemplate, PlannedMail } from './notice';
import { moveNotice, nextVersion, noticeAbout } from './notice-transitions';

/** The first version of a notice whose mail is wanted later. */
export function planMail(
  record: RemedyRecord,
  template: NoticeTemplate,
  planned: PlannedMail,
  stamp: WriteStamp,
): Notice {
  const why = planned.from === undefined ? 'wanted once its incident is mended' : `wanted from ${planned.from} on`;
  return nextVersion({ ...noticeAbout(record, template, undefined), planned }, why, stamp);
}

/** The next version of a notice whose mail is wanted only from then on. */
export function planAnew(
  notice: Notice,
  times: { readonly from: string; readonly until?: string },
  why: string,
  stamp: WriteStamp,
): Notice {
  return nextVersion({ ...notice, planned: { ...plannedOf(notice), ...times } }, why, stamp);
}

/** The notice of a mail that is about to ask something. Answers count until then. */
export function askedUntil(notice: Notice, until: Date): Notice {
  return { ...notice, planned: { ...plannedOf(notice), until: until.toISOString() } };
}

/** The next version of a notice whose mail a person let go: it says what was behind it. It is asked for now. */
export function letGo(notice: Notice, mended: Mended, stamp: WriteStamp): Notice {
  const planned = { ...plannedOf(notice), mended, from: stamp.at };
  return nextVersion({ ...notice, planned }, 'its incident is mended, and a person lets it go', stamp);
}

/** The next version of a notice whose mail is asked for, now or once more. */
export function askForPlanned(notice: Notice, stamp: WriteStamp): Notice {
  plannedOf(notice);
  return nextVersion(notice, 'it is asked whether it is still wanted', stamp);
}

/** The next version of a notice whose mail nobody wants any more. It never leaves. */
export function dropPlanned(notice: Notice, why: string, stamp: WriteStamp): Notice {
  plannedOf(notice);
  return moveNotice(notice, { to: 'suppressed', why: `not sent: ${why}` }, stamp);
}

function plannedOf({ remedyId, template, state, planned }: Notice): PlannedMail {
  if (state === 'none' && planned) return planned;
  throw new TransitionError(remedyId, `the planned ${template}`, state, 'planned');
}
