import { FeedLinks } from '../../../lambdas/feed/feed-links';
import { signedFeedLink } from '../../../lambdas/feed/feed-link';
import type { FeedAnswer, FeedQuestion } from '../../../lambdas/feed/feed-contract';
import type { Presence } from '../../../lambdas/feed/page-first';
import { answerFeed, type FeedContext } from '../../../lambdas/flow/feed/answer-feed';
import type { CustomerHistories } from '../../../lambdas/ledger/port/customer-history';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { readerOf } from '../../../lambdas/runtime/feed/feed-wiring';
import { exampleBrands } from '../../fakes/brands';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { World } from '../../fakes/world';

const secret = 'a-secret-with-which-the-shop-signs-what-was-given';

/** The world, in which pages of the shop ask what was given. */
export class FeedWorld extends World {
  readonly links = new FeedLinks({ read: () => Promise.resolve(secret), forget: () => undefined });
  /** Who is on a page, until when. */
  readonly here = new Map<string, number>();
  /** How long mails have waited for a page, in ms. */
  waitedMs = 0;
  /** What happens while a mail waits. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();
  private shows = 0;

  readonly presence: Presence = {
    note: async (customerId, now) => void this.here.set(customerId, now.getTime() + 60_000),
    isHere: async (customerId, now) => (this.here.get(customerId) ?? 0) > now.getTime(),
  };

  override pageFirst = {
    presence: this.presence,
    longestMs: 7_000,
    wait: async (ms: number) => {
      this.now += ms;
      this.waitedMs += ms;
      await this.meanwhile();
    },
  };

  private readonly histories: CustomerHistories = {
    historyOf: async (customerId, limit) => {
      const remedies = [...this.ledger.records.values()].filter((record) => record.customerId === customerId);
      return { remedies: remedies.slice(0, limit), notices: [], isComplete: true };
    },
  };

  get feed(): FeedContext {
    return {
      links: this.links,
      histories: this.histories,
      presence: this.presence,
      ledger: this.ledger,
      observer: this.observer,
      clock: this.clock,
      newToken: () => `see-${++this.shows}`,
      brands: exampleBrands,
      read: readerOf([this.definition]),
    };
  }

  linkOf(customerId: string = filmFailure().customer.id, seconds = 3_600): string {
    return signedFeedLink({ customerId, expiresAt: Math.floor(this.now / 1_000) + seconds }, secret);
  }

  ask(question: FeedQuestion): Promise<FeedAnswer> {
    return answerFeed(question, this.feed);
  }

  async fresh(link = this.linkOf()) {
    const answer = await this.ask({ ask: 'fresh', link });
    if (answer.is !== 'fresh') throw new Error(`it was answered with ${answer.is}`);
    return answer;
  }

  async all(link = this.linkOf(), locale?: string) {
    const answer = await this.ask({ ask: 'all', link, locale });
    if (answer.is !== 'all') throw new Error(`it was answered with ${answer.is}`);
    return answer;
  }

  /** As the component does: asks, and shows what it may. @returns the titles that it shows */
  async pageAsks(by = 'a-page-of-the-shop', link = this.linkOf()): Promise<string[]> {
    const shown: string[] = [];
    for (const { remedyId, title } of (await this.fresh(link)).items) {
      const answer = await this.ask({ ask: 'see', link, remedyId, by });
      if (answer.is === 'seen' && answer.show) shown.push(title);
    }
    return shown;
  }

  /** A failure whose money is back, and of which nobody has heard. */
  async givenOnly(failure: Failure = filmFailure()): Promise<void> {
    await this.deliver(failure, new Life());
  }

  /** What failed late is written of. */
  async late(): Promise<void> {
    const outcome = this.outcomes.published.findLast(({ state }) => state === 'late-failed');
    if (outcome) await this.apologise(outcome);
  }

  get subjects(): string[] {
    return this.mailer.mails.map(({ subject }) => subject);
  }
}
