import type { PublishedEntry } from './published-entry';

/** One event of a demo. */
export interface DemoEvent {
  /** What happened, in a sentence, where the event is a story of the catalog. */
  readonly title?: string | undefined;
  readonly entry: PublishedEntry;
  /** Why the purchase was never paid. Then nothing was bought, and there is nothing to publish. */
  readonly declined?: string | undefined;
}

/** An operator's approval of everything that is held for an incident. */
export interface Approval {
  /** The operator's access key id. */
  readonly operator: string;
  readonly incidentId: string;
  readonly why: string;
  /** The message in the customers' mails. */
  readonly message: string;
}

/** Events that are published together. The next step begins when all of them have settled. */
export interface DemoStep {
  readonly heading?: string | undefined;
  readonly events: readonly DemoEvent[];
  /** Given once all events have settled, if one of them is held. */
  readonly approval?: Approval | undefined;
}

/** What the product systems publish, and how the purchases were paid. */
export interface Demo {
  readonly steps: readonly DemoStep[];
  /** The Stripe test card of an order, or of an order line (`order/line`), unless it is the usual one. */
  readonly cards: Readonly<Record<string, string>>;
  /** Items that are out of stock at the order system, by sku. */
  readonly soldOut: readonly string[];
  /** Orders of which an event breaks its contract, so that it ends where a person has to look. */
  readonly brokenOrders?: readonly string[] | undefined;
  /** What looks like a fault in its report and is none, in a sentence. */
  readonly onPurpose?: string | undefined;
}

/** A demo that publishes all entries at once. */
export function singleStepDemo(entries: readonly PublishedEntry[]): Demo {
  return { steps: [{ events: entries.map((entry) => ({ entry })) }], cards: {}, soldOut: [] };
}
