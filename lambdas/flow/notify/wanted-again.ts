import { keptFailure } from '../../ledger/envelope';
import {
  hasLeft,
  isFollowUp,
  noticeTemplates,
  type Notice,
  type Notices,
  type NoticeTemplate,
} from '../../ledger/notice/notice';
import type { MailView, RemedyKey } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { OutcomeState } from '../../outcomes/outcome';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext, WriteContext } from '../record/record-writer';
import { isTooLate, leftWithoutCall } from '../words/late-call';
import { nothingToSay, wantedEmail } from './email-for';

/** A mail that is to be sent once more, with all that it is made of. */
export interface MailAgain {
  readonly record: RemedyRecord;
  readonly notice: Notice;
  /** All of the same remedy. */
  readonly notices: Notices;
  readonly envelope: NonNullable<MailView['envelope']>;
  readonly failure: object;
  /** The outcome that calls for it. */
  readonly state: OutcomeState;
}

/**
 * What is needed to send a mail once more.
 *
 * @returns why it cannot be sent, in a sentence for the person who wants it
 */
export async function readMailAgain(
  of: RemedyKey & { readonly template: NoticeTemplate },
  { ledger, clock }: Pick<WriteContext, 'ledger' | 'clock'>,
): Promise<MailAgain | string> {
  if (of.template === 'feedback') return 'nobody is asked twice whether it was made right';
  if (isFollowUp(of.template))
    return 'it followed up on another mail, and is not sent once more: write to the customer';
  const read = await ledger.readMails(of, noticeTemplates);
  // The parts of one request may be read one after the other. Whoever reads again finds what a mail speaks of.
  const { record, envelope, notices } = speaksOfLater(read, of.template)
    ? await ledger.readMails(of, noticeTemplates)
    : read;
  const notice = notices[of.template];
  if (!record || !notice) return `there was never a ${of.template} of that remedy`;
  // Otherwise it would be asked for again and again, and whoever sends mails waits for what never comes.
  if (speaksOfLater({ record, notices }, of.template)) {
    return `its remedy is version ${record.version}, and that mail speaks of version ${notice.recordVersion}: somebody put an older one back`;
  }
  const failure = keptFailure(envelope);
  if (!envelope || !failure) return 'the address of the customer is not kept any more';
  if (of.template === 'refusal' && !record.hold?.message && !hasLeft(notices.waiting)) return nothingToSay;
  const state = of.template === 'waiting' && record.state === 'pending' ? 'pending' : outcomeOfMail[of.template];
  const wanted = wantedEmail(state, record, notices, () => false);
  const isTrue = 'template' in wanted && saysSo(of.template, wanted.template, record, notices) && isSettled(record);
  if (!isTrue) return `the remedy is ${record.state} now, so that mail would not be true`;
  if (of.template === 'call-accepted' && isTooLate(record, clock())) return 'the call is due by now, or is over';
  return { record, notice, notices, envelope, failure, state };
}

/** A mail that left before a call was accepted promises it too, where it is sent once more. */
function saysSo(template: NoticeTemplate, wanted: NoticeTemplate, record: RemedyRecord, notices: Notices): boolean {
  return template === wanted || (wanted === 'call-accepted' && leftWithoutCall(record, notices)?.template === template);
}

function speaksOfLater({ record, notices }: Pick<MailView, 'record' | 'notices'>, template: NoticeTemplate): boolean {
  return (notices[template]?.recordVersion ?? 0) > (record?.version ?? Infinity);
}

/**
 * The function that writes to customers alone may send mail. It hears of the outcome as of the first time, and finds
 * the mail wanted.
 */
export async function askForMailAgain(
  { record, failure, state }: Pick<MailAgain, 'record' | 'failure' | 'state'>,
  context: Pick<PublishContext, 'outcomes'>,
): Promise<void> {
  await context.outcomes.publish({ ...outcomeOf(record, failure), state, isForMail: true });
}

const outcomeOfMail = {
  apology: 'issued',
  resolution: 'issued',
  correction: 'late-failed',
  refusal: 'rejected',
  waiting: 'held',
  delay: 'held',
  partial: 'needs-attention',
  'missed-call': 'late-failed',
  'call-accepted': 'issued',
  'wait-over': 'held',
  'refund-there': 'issued',
  'replacement-there': 'issued',
  mended: 'issued',
  feedback: 'issued',
} as const satisfies Record<NoticeTemplate, OutcomeState>;

/** While it is carried out, nobody knows yet what there is to say. */
function isSettled({ state }: RemedyRecord): boolean {
  return state !== 'approved' && state !== 'executing' && state !== 'unknown' && state !== 'fallback';
}
