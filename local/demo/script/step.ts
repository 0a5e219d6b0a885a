import type { PublishedEntry } from './published-entry';

/** One event of an evening. */
export interface Scene {
  /** What happened, in a sentence, where it is a story of its own. */
  readonly title?: string | undefined;
  readonly entry: PublishedEntry;
}

/** What a person says about everything that waits with an incident. */
export interface Approval {
  /** The access key id of whoever says it. */
  readonly by: string;
  readonly incidentId: string;
  readonly why: string;
  /** The message to the customers. */
  readonly message: string;
}

/** Events that are published together. The next act begins when all of them came to something. */
export interface DemoStep {
  readonly heading?: string | undefined;
  readonly scenes: readonly Scene[];
  /** Given once all of them came to something, where one of them waits for it. */
  readonly approval?: Approval | undefined;
}

/** What product systems publish, and how what failed was paid for. */
export interface Demo {
  readonly steps: readonly DemoStep[];
  /** The test card with which an order, or a line of it (`order/line`), was paid, where not with an ordinary one. */
  readonly cards: Readonly<Record<string, string>>;
  /** What there is none left of at the order system, by sku. */
  readonly soldOut: readonly string[];
}

/** An evening without a plot: all of it at once. */
export function oneStep(entries: readonly PublishedEntry[]): Demo {
  return { steps: [{ scenes: entries.map((entry) => ({ entry })) }], cards: {}, soldOut: [] };
}
