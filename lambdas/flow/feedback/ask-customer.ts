import type { FeedbackLinks } from '../../feedback/feedback-links';
import { answerDays, askedNow, whyNotAskedAgain } from '../../feedback/feedback';
import type { FeedbackStore } from '../../feedback/feedback-store';
import type { Notice, Notices, NoticeTemplate } from '../../ledger/notice/notice';
import { suppressNotice } from '../../ledger/notice/notice-transitions';
import { askedUntil, putOffQuestion } from '../../ledger/notice/question-transitions';
import { failedSince, lastWordOf } from '../../ledger/notice/told-parts';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import type { Observer } from '../record/observer';
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
  readonly observer: Observer;
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
  const now = context.clock();
  if (!feedback?.question || Date.parse(feedback.question.at) > now.getTime()) return undefined;
  const ready = await readyOrNot(record, notices, context);
  if (!('why' in ready)) return { notice: askedUntil(feedback, answeredUntil(now)), pageUrl: ready.pageUrl };
  const { why, isForNow } = ready;
  const later = new Date(now.getTime() + lookAgainMs);
  await writeNotice(
    (stamp) =>
      isForNow
        ? putOffQuestion(feedback, later, why, stamp)
        : suppressNotice(record, 'feedback', feedback, stamp, { why }),
    context,
  );
  return undefined;
}

/** Why somebody is not asked, for now or at all. */
interface Hindrance {
  readonly why: string;
  readonly isForNow?: true;
}

/** The turn is taken last of all: whoever cannot be asked after all has not been asked. */
async function readyOrNot(
  record: RemedyRecord,
  notices: Notices,
  { asking, clock, observer }: AskContext,
): Promise<{ readonly pageUrl: string } | Hindrance> {
  if (!asking) return { why: 'nobody is asked here any more' };
  const lastMail = lastWordOf(notices);
  if (lastMail?.state !== 'delivered' || failedSince(lastMail, record).length > 0) {
    return { why: 'it is not certain that the customer was told what they were given' };
  }
  const { hasComplained, isTalking, isUnknown } = await asking.store.hindrancesOf(record.customerId);
  if (hasComplained) return { why: 'the customer called a mail of ours spam' };
  if (isUnknown) return { why: 'the customer has more remedies than could be looked at' };
  if (isTalking) return { why: 'somebody talks with the customer', isForNow: true };
  const pageUrl = await pageUrlOr(record, asking, clock(), observer);
  if (pageUrl === undefined) return { why: 'the secret that signs links cannot be read', isForNow: true };
  const why = await takeTurn(record, asking.store, clock());
  return why === undefined ? { pageUrl } : { why };
}

function answeredUntil(now: Date): Date {
  return new Date(now.getTime() + answerDays * dayMs);
}

/** A question is nothing that anybody waits for: without the secret it waits, and fails nothing. */
async function pageUrlOr(
  { customerId, remedyId }: RemedyRecord,
  { links, pageUrl }: Asking,
  now: Date,
  observer: Observer,
): Promise<string | undefined> {
  const expiresAt = Math.floor(answeredUntil(now).getTime() / 1_000);
  try {
    const link = await links.sign({ customerId, remedyId, expiresAt }, now);
    return `${pageUrl}?${new URLSearchParams({ l: link }).toString()}`;
  } catch (error) {
    observer.trouble(remedyId, 'nobody is asked whether it was made right', error);
    return undefined;
  }
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
