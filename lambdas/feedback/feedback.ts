import type { FeedbackSaid } from '../conversation/feedback-said';
import type { RemedyKey } from '../ledger/port/ledger';
import { dayMs } from '../model/durations';

/** Where they said it. */
export const feedbackWays = ['mail', 'page'] as const;

export type FeedbackWay = (typeof feedbackWays)[number];

/** So long after it was asked an answer counts, and the last one counts. */
export const answerDays = 14;

/** Nobody is asked again within so many days, whatever happens to them. */
export const quietDays = 30;

/** So often somebody changes their mind, and whoever still does is no person. */
const mostAnswers = 20;

/** The longest that somebody writes on the page. */
export const longestWords = 2_000;

/** What a customer said, without their words. It lies under the envelope of its remedy, and is erased with it. */
export interface Feedback extends RemedyKey {
  readonly answer: FeedbackSaid;
  readonly by: FeedbackWay;
  /** Of what they wrote beside it. Missing where they wrote nothing. */
  readonly wordsHash?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
  /** 1 when first written, and one more with every answer that says something else. */
  readonly version: number;
  /** ISO 8601. After it the item is gone. */
  readonly expiresAt: string;
}

/** Whether somebody may be asked: one item for each customer, erased with what is known of them. */
export interface AskedCustomer {
  readonly customerId: string;
  /** The remedy about which they were asked last. */
  readonly remedyId: string;
  /** When. ISO 8601. */
  readonly at: string;
  /** They said no, and are not asked again. ISO 8601. */
  readonly refusedAt?: string | undefined;
  /** 1 when first written, and one more with every write. */
  readonly version: number;
}

/** Why somebody is not asked about this remedy now. Undefined where they are. */
export function whyNotAskedAgain(asked: AskedCustomer | undefined, remedyId: string, now: Date): string | undefined {
  if (!asked) return undefined;
  if (asked.refusedAt !== undefined) return 'the customer said no when they were asked before';
  if (asked.remedyId === remedyId) return undefined;
  const isQuiet = now.getTime() - Date.parse(asked.at) < quietDays * dayMs;
  return isQuiet ? `the customer was asked about something else within ${quietDays} days` : undefined;
}

/** The next version of the item of a customer who is asked now. */
export function askedNow(
  stored: AskedCustomer | undefined,
  { customerId, remedyId }: RemedyKey,
  now: Date,
): AskedCustomer {
  return { customerId, remedyId, at: now.toISOString(), version: (stored?.version ?? 0) + 1 };
}

/** The same once they have answered. Who takes a no back may be asked again some day. */
export function askedAfter(stored: AskedCustomer, answer: FeedbackSaid, now: Date): AskedCustomer {
  const refusedAt = answer === 'no' ? now.toISOString() : undefined;
  return { ...stored, refusedAt, version: stored.version + 1 };
}

/** An answer as it came. */
export interface GivenAnswer {
  readonly answer: FeedbackSaid;
  readonly by: FeedbackWay;
  readonly wordsHash?: string | undefined;
}

/** What comes of an answer: a version to write, or that nothing changes. */
export type TakenAnswer =
  { readonly is: 'taken'; readonly feedback: Feedback } | { readonly is: 'known' | 'too-late' | 'too-many' };

/**
 * The last answer within its time counts, and the same once more changes nothing. What nobody can tell apart from a
 * question or a thank-you does not take the place of a yes or a no.
 *
 * @param until when answers stop counting. ISO 8601
 */
export function takenAnswer(
  stored: Feedback | undefined,
  of: RemedyKey,
  { answer, by, wordsHash }: GivenAnswer,
  { now, until, keptDays }: { readonly now: Date; readonly until: string; readonly keptDays: number },
): TakenAnswer {
  if (now.getTime() > Date.parse(until)) return { is: 'too-late' };
  if (stored && stored.answer === answer && stored.wordsHash === wordsHash) return { is: 'known' };
  if (stored && stored.answer !== 'unclear' && answer === 'unclear') return { is: 'known' };
  if ((stored?.version ?? 0) >= mostAnswers) return { is: 'too-many' };
  const { customerId, remedyId } = of;
  const expiresAt = new Date(now.getTime() + keptDays * dayMs).toISOString();
  const version = (stored?.version ?? 0) + 1;
  return {
    is: 'taken',
    feedback: { customerId, remedyId, answer, by, wordsHash, at: now.toISOString(), version, expiresAt },
  };
}
