import type { RemedyRecord, WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import { surelyUnread, type Notice, type NoticeTemplate, type NoticeTrouble } from './notice';
import { checkAnnounced, moveNotice, nextVersion, noticeAbout } from './notice-transitions';
import { partsToldBy } from './told-parts';

/** Whether it may be said on another channel by itself: nobody has read it, and no person looks after it. */
export function mayGoOn({ state, trouble, resend, seen }: Notice): boolean {
  if (seen) return false;
  const isUnread = state === 'bounced' || state === 'suppressed';
  return isUnread && resend === undefined && (surelyUnread as readonly unknown[]).includes(trouble);
}

/** Whether the last that became of it is that the network on which it was being said takes it never. */
export function isJustRefused({ state, by, history }: Notice): boolean {
  return state === 'suppressed' && by !== undefined && history.at(-2)?.state === 'sending';
}

/** The next version of a notice that this attempt is about to say on a channel, for what the record says now. */
export function beginOnChannel(
  record: RemedyRecord,
  template: NoticeTemplate,
  stored: Notice,
  network: string,
  stamp: WriteStamp,
): Notice {
  checkAnnounced(record, template, stored);
  const { tried = [] } = stored;
  if (!mayGoOn(stored) || tried.includes(network)) {
    throw new TransitionError(record.remedyId, `the ${template} by ${network}`, stored.state, 'sending');
  }
  const notice = noticeAbout(record, template, stored);
  const message = {
    ...notice,
    saidGiven: partsToldBy(template, record),
    messageId: undefined,
    keptHash: undefined,
    by: network,
    tried: [...tried, network],
  };
  return moveNotice(message, { to: 'sending', why: `it is being sent by ${network}` }, stamp);
}

/** The next version of one that certainly did not leave, and is tried there once more. */
export function notYetOnChannel(
  marked: Notice,
  { why, trouble }: { readonly why: string; readonly trouble: NoticeTrouble | undefined },
  stamp: WriteStamp,
): Notice {
  const tried = marked.tried?.filter((network) => network !== marked.by);
  return moveNotice({ ...marked, by: undefined, tried }, { to: 'suppressed', why, trouble }, stamp);
}

/** The next version of one that waits until it is day where the customer is. */
export function waitForDay(notice: Notice, until: Date, network: string, stamp: WriteStamp): Notice {
  const waitsUntil = until.toISOString();
  return nextVersion({ ...notice, waitsUntil }, `it waits until it is day, to be sent by ${network}`, stamp);
}

/** The next version of one for which it is day. */
export function endNight(notice: Notice, stamp: WriteStamp): Notice {
  return nextVersion({ ...notice, waitsUntil: undefined }, 'it is day', stamp);
}

/** The next version of one for which there is no other way, with the reasons, for the person who looks for one. */
export function withoutWay(notice: Notice, why: string, stamp: WriteStamp): Notice {
  return nextVersion(notice, why, stamp);
}
