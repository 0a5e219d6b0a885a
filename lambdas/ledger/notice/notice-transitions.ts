import { minuteMs } from '../../model/durations';
import { unreachable } from '../../model/unreachable';
import type { RemedyRecord, RemedyState, WriteStamp } from '../remedy-record';
import { TransitionError } from '../transitions';
import { partsToldBy } from './told-parts';
import type { Notice, NoticeState, NoticeTemplate, NoticeTrouble, PlannedMail, Resend } from './notice';

/**
 * Which state of a mail may follow which. `sending → none` is the way back after a mail service that certainly did not
 * take the mail, `none → suppressed` is for a customer who has no address, or whose address is not kept any more. `held
 * → suppressed` is also for words that a person rejected, and `held → none` for what failed before the customer was
 * written of it. `sending → suppressed` is for an address that the mail service refuses. From an end a mail goes back
 * to `sending` only because a person wants it sent once more.
 */
export const noticeTransitions: Record<NoticeState, readonly NoticeState[]> = {
  none: ['held', 'sending', 'suppressed'],
  held: ['sending', 'suppressed', 'none'],
  sending: ['sent', 'none', 'unknown', 'suppressed'],
  sent: ['delivered', 'bounced', 'complained', 'suppressed', 'unknown'],
  unknown: ['sent', 'delivered', 'bounced', 'complained', 'suppressed', 'sending'],
  delivered: ['bounced', 'complained', 'sending'],
  bounced: ['sending'],
  complained: ['sending'],
  suppressed: ['sending'],
};

/** So soon after its words were approved, or it was wanted once more, a mail is on its way, or is asked for again. */
const mailedWithinMs = 10 * minuteMs;

/** What is kept of a history: more than any mail needs, unless the mail service refuses it over and over. */
const linesKept = 12;

export function noticeCanBecome(from: NoticeState, to: NoticeState): boolean {
  return noticeTransitions[from].includes(to);
}

/** A step of a notice to another state. */
export interface NoticeMove {
  readonly to: NoticeState;
  readonly why: string;
  readonly messageId?: string | undefined;
  /** What the mail that has this id is kept as. */
  readonly keptHash?: string | undefined;
  /** @default - nothing is wrong */
  readonly trouble?: NoticeTrouble | undefined;
  /** A wish to send it once more that is still to be carried out. */
  readonly resend?: Resend | undefined;
}

/** The notice's next version, in another state. A wish to send it once more ends with the mail that it brought. */
export function moveNotice(notice: Notice, move: NoticeMove, stamp: WriteStamp): Notice {
  const { to, why, messageId = notice.messageId, keptHash = notice.keptHash, trouble } = move;
  if (!noticeCanBecome(notice.state, to)) {
    throw new TransitionError(notice.remedyId, `the ${notice.template}`, notice.state, to);
  }
  const resend = to === 'sending' || to === 'none' ? notice.resend : move.resend;
  // Who was asked in vain has missed nothing that somebody would have to tell them in another way.
  const listed = notice.template === 'feedback' ? undefined : trouble;
  const moved = { ...notice, state: to, messageId, keptHash, trouble: listed, resend, waitsUntil: undefined };
  return nextVersion(moved, why, stamp);
}

/**
 * The next version of a notice whose mail this attempt is about to send, for what the record says now.
 *
 * @param author whose words the customer reads, where a person wrote them
 */
export function beginNotice(
  record: RemedyRecord,
  template: NoticeTemplate,
  stored: Notice | undefined,
  stamp: WriteStamp,
  author?: string,
): Notice {
  checkAnnounced(record, template, stored);
  const notice = noticeAbout(record, template, stored);
  const isEnd = !['none', 'held'].includes(notice.state);
  if (isEnd && !notice.resend) throw new TransitionError(record.remedyId, `the ${template}`, notice.state, 'sending');
  const again = notice.resend ? `it is being sent once more, as ${notice.resend.actor} wants` : 'it is being sent';
  const why = author === undefined ? again : `${again}, in the words of ${author}`;
  const saidGiven = partsToldBy(template, record);
  // The id of a mail that came before is not the id of this one.
  const mail = { ...notice, saidGiven, messageId: undefined, keptHash: undefined, by: undefined };
  return moveNotice(mail, { to: 'sending', why }, stamp);
}

/** @throws TransitionError where the record does not say what the mail would say */
export function checkAnnounced(record: RemedyRecord, template: NoticeTemplate, stored: Notice | undefined): void {
  if (statesAnnouncedBy[template]?.includes(record.state) !== false) return;
  const what = `the ${template} for a ${record.state} remedy`;
  throw new TransitionError(record.remedyId, what, stored?.state ?? 'none', 'sending');
}

/**
 * The next version of a notice whose mail cannot be sent.
 *
 * @param reason of it. @default the address is not kept any more, and there is nothing that anybody could do
 */
export function suppressNotice(
  record: RemedyRecord,
  template: NoticeTemplate,
  stored: Notice | undefined,
  stamp: WriteStamp,
  { why, trouble }: Pick<NoticeMove, 'why' | 'trouble'> = { why: 'the address is not kept any more' },
): Notice {
  return moveNotice(noticeAbout(record, template, stored), { to: 'suppressed', why, trouble }, stamp);
}

/**
 * The next version of a notice whose mail nobody has begun to send. Whoever read an older version of the record cannot
 * begin any more: their write comes on top of an older version of the notice.
 */
export function fenceNotice(
  record: RemedyRecord,
  template: NoticeTemplate,
  stored: Notice | undefined,
  stamp: WriteStamp,
): Notice {
  const about = noticeAbout(record, template, stored);
  // What a person wants once more stays wanted, in the words that were approved.
  if (isToBeSentAgain(about)) return nextVersion(about, notSent, stamp);
  const notice = { ...about, words: undefined };
  if (notice.state === 'held') return moveNotice(notice, { to: 'none', why: notSent }, stamp);
  if (notice.state !== 'none') throw new TransitionError(record.remedyId, `the ${template}`, notice.state, 'none');
  return nextVersion(notice, notSent, stamp);
}

/** A mail that never left, and that a person wants to be sent. */
function isToBeSentAgain({ state, resend }: Notice): boolean {
  return state === 'suppressed' && resend !== undefined;
}

/** Whether nobody may begin to send this mail, as it stands. */
export function staysUnsent(notice: Notice | undefined): boolean {
  return notice?.state === 'suppressed' && !isToBeSentAgain(notice);
}

const notSent = 'not sent before the remedy changed';

/** A mail is only begun while what it says is so. That something failed is true for ever. */
const statesAnnouncedBy: Readonly<Record<NoticeTemplate, readonly RemedyState[] | undefined>> = {
  apology: ['issued'],
  resolution: ['issued'],
  refusal: ['rejected'],
  waiting: ['held', 'pending'],
  delay: ['held'],
  partial: ['needs-attention'],
  correction: undefined,
  'missed-call': undefined,
  'call-accepted': ['issued'],
  'wait-over': ['held'],
  'refund-there': ['issued'],
  'replacement-there': ['issued'],
  mended: ['issued'],
  feedback: ['issued'],
};

/** The notice as it is stored, or version 0 of one that is not, about this version of the record. */
export function noticeAbout(record: RemedyRecord, template: NoticeTemplate, stored: Notice | undefined): Notice {
  const { remedyId, customerId, type, version: recordVersion, committedAt } = record;
  const unwritten = { state: 'none', at: committedAt, token: '', version: 0, history: [] } as const;
  return { ...(stored ?? unwritten), remedyId, customerId, type, template, recordVersion };
}

/** Once it is wanted, it is on its way soon, or is asked for again. */
function dueOfPlanned({ from }: PlannedMail, at: string): string | undefined {
  if (from === undefined || from > at) return from;
  return new Date(Date.parse(at) + mailedWithinMs).toISOString();
}

export function nextVersion(notice: Notice, why: string, { at, token }: WriteStamp): Notice {
  const history = [...notice.history, { at, state: notice.state, why }].slice(-linesKept);
  return { ...notice, at, token, version: notice.version + 1, history, dueAt: dueOfNotice(notice, at) };
}

/**
 * A mail on its usual way waits for nobody to look: an attempt at sending that died is found when its event is
 * delivered again, and what becomes of a mail is reported by the mail service. An item on the index costs two write
 * units.
 */
function dueOfNotice({ state, words, resend, planned, waitsUntil }: Notice, at: string): string | undefined {
  if (resend && state !== 'sending') return new Date(Date.parse(at) + mailedWithinMs).toISOString();
  if (state === 'none' && planned) return dueOfPlanned(planned, at);
  if (waitsUntil !== undefined) return waitsUntil;
  switch (state) {
    case 'held':
      return words?.approval ? new Date(Date.parse(at) + mailedWithinMs).toISOString() : words?.escalateAt;
    case 'none':
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'suppressed':
    case 'unknown':
      return undefined;
    default:
      return unreachable(state);
  }
}
