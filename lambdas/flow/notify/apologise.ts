import { isOneAddress } from '../../failures/definition/mail-address';
import { envelopeOf, keptEmail, type PersonsMessage } from '../../ledger/envelope';
import {
  hasLeft,
  noticeTemplates,
  type FollowUpTemplate,
  type Notice,
  type Notices,
  type NoticeTemplate,
} from '../../ledger/notice/notice';
import { beginNotice, fenceNotice, suppressNotice, type NoticeMove } from '../../ledger/notice/notice-transitions';
import { askedUntil } from '../../ledger/notice/planned-transitions';
import { dropResend } from '../../ledger/notice/resend-transitions';
import type { MailView, SaveResult } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { unreachable } from '../../model/unreachable';
import { unknownBrand } from '../../email/brand';
import { judgeFollowUp } from '../follow/judge-follow-up';
import { planFollowUps } from '../follow/plan-follow-ups';
import { chooseForCheck } from '../check/choose-for-check';
import { writeNotice, type LostNoticeWrite, type NoticeWrite } from '../record/notice-writer';
import {
  ApologyInProgressError,
  type ApologyContext,
  type ApologyDelivery,
  type ApologyResult,
  type WantedMail,
} from './apology-delivery';
import { isUsual, noticesAbout, nothingToSay, wantedEmail, type WantedEmail } from './email-for';
import { mailOf } from './mail-of';
import { markUnknown, observe, sendMail, undo } from './send-mail';
import { keepInterimUnsent, keepTurn, keepUnsent, mayBeToldIn } from './keep-turn';
import { tellOwner } from './tell-owner';
import { waitForPage } from '../../feed/page-first';
import { answeredUntil } from '../follow/ask-customer';
import { isSaidToMany } from '../words/customer-message';
import { isTooLate } from '../words/late-call';
import { keepBackWords, wordsStateOf, type WordsState } from '../words/hold-words';

/** How long an attempt at sending is left alone. Longer than the function runs, shorter than Lambda's first wait. */
export const sendingLeaseMs = 45_000;

/** How often to read again after somebody else wrote first: another delivery, or a mail that comes before this one. */
const mostReads = 4;

/**
 * Sends one mail for one outcome, and never moves money. The notice is marked before and after sending, so that an
 * event that is delivered again does not send again. A crash between the marks leaves it unknown whether the mail left,
 * and it is marked so: a second apology is worse than a late one.
 *
 * @throws where the event has to be delivered again
 */
export async function apologise(delivery: ApologyDelivery, context: ApologyContext): Promise<ApologyResult> {
  const { remedyId, state } = delivery.outcome;
  for (let reads = 0; reads < mostReads; reads++) {
    const view = reads === 0 ? await readFirst(delivery, context) : await read(delivery, context);
    if (!view.record) throw new Error(`${remedyId} was published as ${state}, but the ledger has no record of it`);
    // What was erased is not written to any more, whatever an event that was on its way still says.
    const heeding = view.isErased ? { ...delivery, failure: undefined } : delivery;
    const result = await answer({ ...view, record: view.record }, heeding, context);
    if (result.result === 'lost') continue;
    if (state === 'issued') await chooseForCheck(view.record, context.checks);
    return result;
  }
  throw new ApologyInProgressError(`${remedyId} is being written by others; this delivery has to come again`);
}

/** What the ledger says of a remedy that is recorded. */
type RecordedView = MailView & { readonly record: RemedyRecord };

/**
 * Most mails are the first of their remedy, whose record nobody has changed since it was issued. Then only the record
 * is read: where something was written of a mail before, the first write on top of it is lost, and all is read.
 */
async function readFirst(delivery: ApologyDelivery, context: ApologyContext): Promise<MailView> {
  const { outcome, customerId } = delivery;
  if (outcome.state !== 'issued' || outcome.followUp) return read(delivery, context);
  const record = await context.ledger.readRemedy(customerId, outcome.remedyId);
  const isUntouched = record?.state === 'issued' && record.version === 1;
  return isUntouched ? { record, envelope: undefined, notices: {} } : read(delivery, context);
}

/** Most remedies have an apology and no other mail, so the others are read only where there may be others. */
async function read({ outcome, customerId }: ApologyDelivery, { ledger }: ApologyContext): Promise<MailView> {
  const { remedyId, state, followUp } = outcome;
  if (followUp) return ledger.readMails({ customerId, remedyId }, noticeTemplates);
  const view = await ledger.readMails({ customerId, remedyId }, noticesAbout(state, { isUsual: true }));
  if (state !== 'issued' || !view.record || isUsual(view.record, view.notices.apology)) return view;
  return ledger.readMails({ customerId, remedyId }, noticesAbout(state, { isUsual: false }));
}

async function answer(
  view: RecordedView,
  delivery: ApologyDelivery,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const { record, notices } = view;
  const { remedyId } = record;
  // Whoever noted what is wrong with a mail may have died before the owner was told.
  for (const notice of Object.values(notices)) await tellOwner(notice, context);
  if (delivery.outcome.followUp) return followUp(view, delivery.outcome.followUp, delivery, context);
  const { state } = delivery.outcome;
  const wanted = wantedEmail(state, record, notices, (notice) => isUnderWay(notice, context));
  await settleDead(view, wanted, delivery, context);
  if ('after' in wanted) throw inProgress(wanted.after, remedyId);
  if ('template' in wanted && wanted.template === 'call-accepted' && isTooLate(record, context.clock())) {
    return { result: 'too-late', remedyId };
  }
  if ('template' in wanted) return sendOnce(view, { template: wanted.template, delivery }, context);
  if (wanted.none === 'unpublished') {
    for (const template of mayBeToldIn(record)) {
      const kept = await keepUnsent(template, record, notices, context);
      if (kept.result === 'lost') return kept;
    }
  }
  if ((await keepAddress(view, delivery, context)) === 'stale') return outpaced;
  return { result: wanted.none, remedyId };
}

/** A mail that nobody waits for leaves only where nothing speaks against it. */
async function followUp(
  view: RecordedView,
  template: FollowUpTemplate,
  delivery: ApologyDelivery,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const email = delivery.failure?.customer.email;
  const judged = await judgeFollowUp({ ...view, template, email }, context);
  if (judged.result !== 'wanted') return judged;
  return sendOnce(view, { template, delivery, pageUrl: judged.pageUrl }, context);
}

/**
 * An attempt that died is found by the next delivery of its event. That may want another mail by then, or none: what
 * was given has failed meanwhile.
 */
async function settleDead(
  { notices }: RecordedView,
  wanted: WantedEmail,
  delivery: ApologyDelivery,
  context: ApologyContext,
): Promise<void> {
  const next = 'template' in wanted ? wanted.template : undefined;
  for (const notice of Object.values(notices)) {
    if (notice.state !== 'sending' || notice.template === next || isUnderWay(notice, context)) continue;
    await markUnknown(notice, { template: notice.template, delivery }, attemptLost, context);
  }
}

function isUnderWay(notice: Notice | undefined, { clock }: ApologyContext): boolean {
  return notice?.state === 'sending' && clock().getTime() - Date.parse(notice.at) < sendingLeaseMs;
}

function inProgress(template: NoticeTemplate, remedyId: string): ApologyInProgressError {
  const what = `another attempt is sending the ${template} of ${remedyId}`;
  return new ApologyInProgressError(`${what}; this delivery has to come again`);
}

async function sendOnce(
  view: RecordedView,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const { remedyId, version } = view.record;
  const notice = view.notices[wanted.template];
  // The parts of one request may be read one after the other.
  if (notice && notice.recordVersion > version) return { result: 'lost', stored: notice };
  if (!notice) return begin(view, wanted, context);
  switch (notice.state) {
    case 'none':
    case 'held':
      return begin(view, wanted, context);
    case 'sending':
      if (isUnderWay(notice, context)) throw inProgress(wanted.template, remedyId);
      return markUnknown(notice, wanted, attemptLost, context);
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'suppressed':
    case 'unknown':
      if (notice.resend) return begin(view, wanted, context);
      return repeated(wanted, view, context);
    case 'sent':
      return repeated(wanted, view, context);
    default:
      return unreachable(notice.state);
  }
}

async function repeated(
  wanted: WantedMail,
  { record, notices }: RecordedView,
  context: ApologyContext,
): Promise<ApologyResult> {
  observe('apology-repeated', wanted, context);
  // Whoever sent it may have died before they planned what follows up on it.
  const notice = notices[wanted.template];
  if (hasLeft(notice)) await planFollowUps(notice, record, context);
  return { result: 'repeated', remedyId: record.remedyId };
}

const attemptLost = { why: 'an attempt to send did not come back', trouble: 'attempt-lost' } as const;

async function begin(
  view: RecordedView,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const { record, notices } = view;
  const { remedyId } = record;
  const { template, delivery } = wanted;
  const { failure } = delivery;
  if (!failure) return endUnsent(view, wanted, { why: 'the address is not kept any more' }, context);
  const wordsState = template === 'apology' ? await wordsStateOf(record, notices.apology, context) : 'free';
  const again = notices[template]?.resend;
  if (wordsState !== 'free' && !again) return waitForWords(wordsState, view, wanted, context);
  // The words of what has left once were approved. What never left is not sent for being wanted.
  if (wordsState !== 'free' && again?.from === 'suppressed') {
    return endUnsent(view, wanted, { why: 'its words were not approved; it was not sent' }, context);
  }
  const message = await messageFor(record, notices, template, context);
  if (!message && again) return endUnsent(view, wanted, { why: nothingToSay }, context);
  if (!message) return { result: 'no-email', remedyId };
  const ended = await keepInterimUnsent(template, record, notices, context);
  if (ended.result === 'lost') return ended;
  if ((await keepAddress(view, delivery, context)) === 'stale') return outpaced;
  // What is kept may have been corrected by a person since this event was published.
  const email = keptEmail(view.envelope) ?? failure.customer.email;
  if (email === undefined || !isOneAddress(email)) return withoutAddress(email, view, wanted, context);
  if (template === 'apology' && !again) await waitForPage(record, notices.apology, context);
  // Before the mark, so that a text that cannot be made leaves no doubt about a mail that was never tried.
  const { isPlain } = notices[template]?.words?.approval ?? {};
  const isForMany = message.text !== '' && isSaidToMany(record, notices[template]);
  const mail = mailOf(
    { ...delivery, record, notices, failure, template, email },
    { message, isPlain, isForMany, pageUrl: wanted.pageUrl },
  );
  const stored = asAsked(notices[template], wanted, context);
  const author = authorOf(record, stored, message.text);
  const marked = await writeNotice((at) => beginNotice(record, template, stored, at, author), context);
  if (marked.result === 'lost') return marked;
  const unknown = unknownBrand(failure, wanted.delivery.brands);
  if (unknown) context.observer.trouble(remedyId, 'its event names a brand that is none', unknown);
  const turn = template === 'correction' ? await turnOf(marked.notice, view, context) : marked;
  if (turn.result === 'lost') return turn;
  const sent = await sendMail(marked.notice, mail, wanted, context);
  if (sent.result === 'sent') await planFollowUps(marked.notice, record, context);
  return sent;
}

/** Where its customer is asked something, it says until when they answer. */
function asAsked(notice: Notice | undefined, { pageUrl }: WantedMail, { clock }: ApologyContext): Notice | undefined {
  return notice && pageUrl !== undefined ? askedUntil(notice, answeredUntil(clock())) : notice;
}

/** The money has moved all the same, and the customer has to be told in another way. */
async function withoutAddress(
  email: string | undefined,
  view: RecordedView,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const what = email === undefined ? 'no mail address is known' : 'what is known as the mail address is none';
  const end = { why: `${what}; it was not sent, and waits for another way`, trouble: 'no-address' } as const;
  return endUnsent(view, wanted, end, context);
}

/** Writes down that a mail cannot be sent, or not once more. */
async function endUnsent(
  { record, notices }: RecordedView,
  wanted: WantedMail,
  end: Pick<NoticeMove, 'why' | 'trouble'>,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const { template } = wanted;
  const stored = notices[template];
  const marked = await writeNotice(
    (stamp) =>
      stored?.resend ? dropResend(stored, end.why, stamp) : suppressNotice(record, template, stored, stamp, end),
    context,
  );
  if (marked.result === 'lost') return marked;
  if (end.trouble !== undefined) observe('mail-failed', wanted, context);
  await tellOwner(marked.notice, context);
  return { result: 'no-email', remedyId: record.remedyId };
}

/** The address is kept for as long as the words may wait: only this event has it. */
async function waitForWords(
  wordsState: Exclude<WordsState, 'free'>,
  view: RecordedView,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostNoticeWrite> {
  const { record, notices } = view;
  const { remedyId } = record;
  const notice = notices.apology;
  if (wordsState === 'outdated') {
    const fenced = await writeNotice((stamp) => fenceNotice(record, 'apology', notice, stamp), context);
    return fenced.result === 'lost' ? fenced : { result: 'lost', stored: fenced.notice };
  }
  if (notice?.state === 'held') return { result: 'held', remedyId };
  if ((await keepAddress(view, wanted.delivery, context)) === 'stale') return outpaced;
  const held = await keepBackWords(record, notice, context);
  if (held.result === 'lost') return held;
  observe('words-held', wanted, context);
  return { result: 'held', remedyId };
}

/**
 * A refund that fails, be it weeks later, has to be corrected or announced once it is given again, and only this event
 * has the address.
 *
 * @returns `stale` where one is kept that was not read, or was erased meanwhile
 */
async function keepAddress(
  { record, envelope }: RecordedView,
  { failure, outcome: { detectedAt } }: ApologyDelivery,
  { ledger, clock }: ApologyContext,
): Promise<SaveResult> {
  if (!failure || envelope) return 'saved';
  return ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt }, clock()));
}

/** Something is written that was not read. */
const outpaced: LostNoticeWrite = { result: 'lost', stored: undefined };

/** Nothing is to be corrected any more once the customer is written that it has been put right. */
async function turnOf(
  correction: Notice,
  { record, notices }: RecordedView,
  context: ApologyContext,
): Promise<NoticeWrite> {
  try {
    const turn = await keepTurn(record, notices, context);
    if (turn === 'kept') return { result: 'won', notice: correction };
    await undo(correction, 'it has been put right meanwhile', context);
    return { result: 'lost', stored: undefined };
  } catch (error) {
    await undo(correction, 'it was not sent', context);
    throw error;
  }
}

/**
 * A refusal is the message of the person who refused. Without one it is sent only to a customer who was told that a
 * person looks. An approved apology has the message of the approver, if any.
 */
/** What a person wrote in this mail. Undefined where there is nothing to say without it, or it is not kept any more. */
export async function messageFor(
  { customerId, remedyId, hold }: RemedyRecord,
  notices: Notices,
  template: NoticeTemplate,
  { ledger }: { readonly ledger: Pick<ApologyContext['ledger'], 'readMessage'> },
): Promise<PersonsMessage | undefined> {
  if (template !== 'refusal' && template !== 'apology') return unwritten;
  const written = notices[template]?.words?.approval?.message;
  // Whoever approved only their own words did not approve others.
  if (written) return ledger.readMessage(customerId, remedyId, written.messageId);
  // The record names the message of the verdict that won. Another one may be kept beside it.
  const kept = hold?.message && (await ledger.readMessage(customerId, remedyId, hold.message.messageId));
  const isAwaited = template === 'apology' || hasLeft(notices.waiting);
  return isAwaited ? (kept ?? unwritten) : kept;
}

const unwritten: PersonsMessage = { text: '' };

/** Whose words the customer reads, where they are not the failure type's own. */
function authorOf({ hold }: RemedyRecord, notice: Notice | undefined, message: string): string | undefined {
  return message === '' ? undefined : (notice?.words?.approval?.message ?? hold?.message)?.actor;
}
