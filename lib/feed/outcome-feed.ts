import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { isServiceUrl } from '../options/service-endpoint';

/** Where customers see what was given, and how soon. */
export interface OutcomeFeedOptions {
  /**
   * The secret with which your shop signs the links that it gives its customers: a line of 32 characters or more, or
   * two while it is rotated, the new one first. It is no other secret's.
   */
  readonly linkSecret: ISecret;
  /**
   * The origins of your pages that ask by a script, such as `https://shop.example.com`.
   *
   * @default - none: customers have the page of all that was given, and your servers may ask
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * How often such a page asks while somebody looks at it, from 2 to 300 seconds. A mail waits as long and two seconds
   * more for a page that is open, but never more than ten seconds.
   *
   * @default 5
   */
  readonly pollSeconds?: number | undefined;
}

/** The same, checked. */
export type OutcomeFeedConfig = Required<{ readonly [Name in keyof OutcomeFeedOptions]: OutcomeFeedOptions[Name] }> & {
  readonly allowedOrigins: readonly string[];
  readonly pollSeconds: number;
};

const [leastSeconds, mostSeconds] = [2, 300];

/** A mail waits no longer for a page, however seldom that asks. */
const longestWaitMs = 10_000;

/** What a page takes beside the time between two questions: to be answered, and to say that it shows it. */
const spareMs = 2_000;

/** What was given, for the pages on which it happened. */
export class OutcomeFeed {
  /**
   * At an address of its own, which opens nothing but by links that your shop signs.
   *
   * @throws Error where an origin is none, or the seconds are no whole number from 2 to 300
   */
  static at({ linkSecret, allowedOrigins = [], pollSeconds = 5 }: OutcomeFeedOptions): OutcomeFeed {
    if (!Number.isInteger(pollSeconds) || pollSeconds < leastSeconds || pollSeconds > mostSeconds) {
      throw new Error(
        `feed.pollSeconds is a whole number from ${leastSeconds} to ${mostSeconds}, and not ${pollSeconds}.`,
      );
    }
    for (const origin of allowedOrigins) {
      if (isServiceUrl(origin) && new URL(origin).origin === origin) continue;
      throw new Error(`feed: an allowed origin is one such as https://shop.example.com, and not ${origin}.`);
    }
    return new OutcomeFeed({ linkSecret, allowedOrigins: [...allowedOrigins], pollSeconds });
  }

  private constructor(
    /** @internal */
    readonly config: OutcomeFeedConfig,
  ) {}
}

/** How long a mail waits for a page that is open, for its function's environment. */
export function pageFirstText(feed: OutcomeFeed | undefined): { readonly PAGE_FIRST_MS?: string } {
  if (!feed) return {};
  return { PAGE_FIRST_MS: String(Math.min(feed.config.pollSeconds * 1_000 + spareMs, longestWaitMs)) };
}
