import { FeedbackLinks } from '../../../lambdas/feedback/feedback-links';
import type { HearFeedback } from '../../../lambdas/flow/converse/hear-reply';
import { answerPage, type PageContext } from '../../../lambdas/flow/feedback/answer-page';
import { hearFeedbackIn } from '../../../lambdas/flow/feedback/hear-feedback';
import type { FeedbackAnswer, FeedbackQuestion } from '../../../lambdas/feedback/feedback-contract';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { FakeConversationEvents } from '../../fakes/fake-conversation-events';
import { FakeFeedbackEvents } from '../../fakes/fake-feedback-events';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';
import { plainOwners } from '../../conversation/owners/plain-owners';

export const dayMs = 24 * 60 * 60 * 1000;

/** The world, in which customers are asked whether it was made right. */
export class FeedbackWorld extends World {
  override daysAfterArrival: number | undefined = 2;
  secret = 'a-secret-with-which-links-of-mails-are-signed';
  readonly store = this.hindrances;
  readonly feedbackEvents = new FakeFeedbackEvents();
  readonly opened = new FakeConversationEvents();
  readonly links = new FeedbackLinks({ read: () => Promise.resolve(this.secret), forget: () => undefined });
  override asking: World['asking'] = {
    ...{ store: this.store, turns: this.turns, links: this.links },
    pageUrl: 'https://example.com/answer',
  };
  private attempts = 0;

  get pages(): PageContext {
    return {
      ledger: this.ledger,
      observer: this.observer,
      clock: this.clock,
      newToken: () => `answer-${++this.attempts}`,
      conversations: this.conversations,
      events: this.opened,
      owners: plainOwners,
      links: this.links,
      noting: { store: this.store, events: this.feedbackEvents },
    };
  }

  get hearFeedback(): HearFeedback {
    return hearFeedbackIn(this.pages);
  }

  /** A customer who was given something, was told so, and whose mail arrived. */
  async given(failure: Failure = filmFailure()): Promise<void> {
    await this.publishFailure(failure);
    await this.applyEmailEvent('apology', 'delivered');
  }

  /** Days go by, each with a run of the sweep and the mails after it. */
  async days(count: number): Promise<void> {
    await this.sweepEvery(dayMs, count);
  }

  /** The same for somebody who was asked. @returns the link in the mail */
  async asked(failure: Failure = filmFailure()): Promise<string> {
    await this.given(failure);
    await this.days(20);
    return this.linkInMail();
  }

  linkInMail(): string {
    const [, link = ''] = /https:\/\/example\.com\/answer\?l=([\w.-]+)/.exec(this.questions().at(-1)?.text ?? '') ?? [];
    return link;
  }

  questions() {
    return this.mailer.mails.filter(({ template }) => template === 'feedback');
  }

  page(question: FeedbackQuestion): Promise<FeedbackAnswer> {
    return answerPage(question, this.pages);
  }

  /** Answers as a person does: looks, chooses, reads it once more, and sends it. */
  async answers(link: string, answer: 'yes' | 'no', words = ''): Promise<FeedbackAnswer> {
    const checked = await this.page({ ask: 'check', link, answer, words });
    if (checked.is !== 'checked') return checked;
    this.now += 5_000;
    return this.page({ ask: 'send', link, answer, words, token: checked.token });
  }
}
