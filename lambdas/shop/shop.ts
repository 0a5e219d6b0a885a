import type { Orders } from './order';

/**
 * What a signal says of the purchase that it is about, in ids of whoever sent it: a carrier and a tracking number, a
 * session of a player. The shop knows whose it is.
 */
export type Reference = Readonly<Record<string, string>>;

/** What the shop says of a reference. */
export type PurchaseAnswer =
  /** Exactly one purchase. What it says of it is checked by whoever asked. */
  | { readonly type: 'found'; readonly found: unknown }
  /** It knows none. */
  | { readonly type: 'unknown' }
  /** It knows several, and cannot say which. */
  | { readonly type: 'ambiguous' }
  /** It says what it must not. `why` is a sentence, and repeats no value. */
  | { readonly type: 'broken'; readonly why: string };

/** The shop gave no answer that can be used, and may give one later. */
export class ShopSilentError extends Error {
  override readonly name = 'ShopSilentError';
  constructor(readonly why: string) {
    super(`The shop does not say what was bought: ${why}`);
  }
}

/** The shop: whoever knows what was bought, and by whom. */
export interface Shop {
  /**
   * One order of a customer, or the latest ones. An order of somebody else is none of theirs.
   *
   * @throws {@link ShopSilentError}
   */
  ordersOf(customerId: string, orderId: string | undefined): Promise<Orders>;
  /**
   * The purchase that a signal is about.
   *
   * @throws {@link ShopSilentError}
   */
  purchaseOf(reference: Reference): Promise<PurchaseAnswer>;
}
