import type { FeedbackLinks } from '../../feedback/feedback-links';
import { answerDays, askedNow, whyNotAskedAgain } from '../../feedback/feedback';
import type { FeedbackStore } from '../../feedback/feedback-store';
import type { Notice, Notices, NoticeTemplate } from '../../ledger/notice/notice';
import { suppressNotice } from '../../ledger/notice/notice-transitions';
import { askedUntil, putOffQuestion } from '../../ledger/notice/question-transitions';
import { failedSince, lastWordOf } from '../../ledger/notice/told-parts';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import { writeNotice } from '../record/notice-writer';
import type { WriteContext } from '../record/record-writer';

/** What is needed to ask customers whether it was made right. */
export interface Asking {
  readonly store: FeedbackStore;
  readonly links: Pick<FeedbackLinks, 'sign'>;
  /** Where the page is on which they answer. */
  readonly pageUrl: string;
}

export type AskContext = WriteContext & {
  /** @default - nobody is asked */
  readonly asking?: Asking | undefined;
};

/** Which notices say whether somebody may be asked. What is to be written is read first. */
export const noticesToAsk: readonly NoticeTemplate[] = ['feedback', 'resolution', 'apology', 'correction'];

/** The question may leave now: until when it is answered, and where. */
export interface Question {
  readonly notice: Notice;
  readonly pageUrl: string;
}

/** Somebody who talks with us is asked once that is over, looked at so often. */
const lookAgainMs = dayMs;

/** How often to look again where another remedy of the same customer is looked at. */
const mostReads = 4;

/**
 * Decides at the moment of asking whether this customer is asked about this remedy, and takes the one question that
 * they get in a month. Where they are not asked, the notice says why.
 *
 * @returns the question, or undefined where nothing is sent now
 */
export async function questionNow(
  record: RemedyRecord,
  notices: Notices,
  context: AskContext,
): Promise<Question | undefined> {
  const { feedback } = notices;
  if (!feedback?.question) return undefined;
  const now = context.clock();
  if (Date.parse(feedback.question.at) > now.getTime()) return undefined;
  const never = (why: string) =>
    writeNotice((stamp) => suppressNotice(record, 'feedback', feedback, stamp, { why }), context);
  const { asking } = context;
  if (!asking) return void (await never('nobody is asked here any more'));
  const lastMail = lastWordOf(notices);
  if (lastMail?.state !== 'delivered' || failedSince(lastMail, record).length > 0) {
    return void (await never('it is not certain that the customer was told what they were given'));
  }
  const { hasComplained, isTalking, isUnknown } = await asking.store.hindrancesOf(record.customerId);
  if (hasComplained) return void (await never('the customer called a mail of ours spam'));
  if (isUnknown) return void (await never('the customer has more remedies than could be looked at'));
  if (isTalking) {
    const later = new Date(now.getTime() + lookAgainMs);
    const why = 'somebody talks with the customer';
    return void (await writeNotice((stamp) => putOffQuestion(feedback, later, why, stamp), context));
  }
  const why = await takeTurn(record, asking.store, now);
  if (why !== undefined) return void (await never(why));
  const until = new Date(now.getTime() + answerDays * dayMs);
  const { customerId, remedyId } = record;
  const expiresAt = Math.floor(until.getTime() / 1_000);
  const link = await asking.links.sign({ customerId, remedyId, expiresAt }, now);
  const pageUrl = `${asking.pageUrl}?${new URLSearchParams({ l: link }).toString()}`;
  return { notice: askedUntil(feedback, until), pageUrl };
}

/** One question in a month: of two remedies that come to it at once, one has it. @returns why this one has not */
async function takeTurn(
  { customerId, remedyId }: RemedyRecord,
  store: FeedbackStore,
  now: Date,
): Promise<string | undefined> {
  for (let reads = 0; reads < mostReads; reads++) {
    const asked = await store.readAsked(customerId);
    const why = whyNotAskedAgain(asked, remedyId, now);
    // An attempt before this one may have taken it, and died.
    if (why !== undefined || asked?.remedyId === remedyId) return why;
    if ((await store.saveAsked(askedNow(asked, { customerId, remedyId }, now))) === 'saved') return undefined;
  }
  throw new Error(`whether ${customerId} was asked is being written by others; this has to come again`);
}
