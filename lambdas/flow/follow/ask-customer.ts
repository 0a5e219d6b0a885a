import type { FeedbackLinks } from '../../feedback/feedback-links';
import { answerDays, askedNow, whyNotAskedAgain } from '../../feedback/feedback';
import type { FeedbackStore } from '../../feedback/feedback-store';
import type { FollowUpTurns } from '../../ledger/follow/follow-up-turn';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import type { Observer } from '../record/observer';

/** What is needed to ask customers whether it was made right. */
export interface Asking {
  readonly store: FeedbackStore;
  /** Whose turn it is, with all mails that follow up. */
  readonly turns: FollowUpTurns;
  readonly links: Pick<FeedbackLinks, 'sign'>;
  /** Where the page is on which they answer. */
  readonly pageUrl: string;
}

export interface AskContext {
  readonly observer: Observer;
  /** @default - nobody is asked */
  readonly asking?: Asking | undefined;
}

/** How often to look again where another remedy of the same customer is looked at. */
const mostReads = 4;

/** Until when an answer counts to what is asked now. */
export function answeredUntil(now: Date): Date {
  return new Date(now.getTime() + answerDays * dayMs);
}

/**
 * Where this customer answers. A question is nothing that anybody waits for: without the secret it waits, and fails
 * nothing.
 *
 * @returns undefined where no link can be signed now
 */
export async function pageUrlFor(
  { customerId, remedyId }: RemedyKey,
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

/** Whether this customer has had the one question of a month, or has said no. @returns why they are not asked */
export async function whyNotThisMonth(
  { customerId, remedyId }: RemedyKey,
  { store }: Pick<Asking, 'store'>,
  now: Date,
): Promise<string | undefined> {
  return whyNotAskedAgain(await store.readAsked(customerId), remedyId, now);
}

/** One question in a month: of two remedies that come to it at once, one has it. @returns why this one has not */
export async function takeMonth(
  { customerId, remedyId }: RemedyKey,
  { store }: Pick<Asking, 'store'>,
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
