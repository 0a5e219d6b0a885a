import type { Orders } from './order';

/** The shop gave no answer that can be used. Nothing was reported. */
export class ShopSilentError extends Error {
  override readonly name = 'ShopSilentError';
  constructor(readonly why: string) {
    super(`The shop does not say what was bought: ${why}`);
  }
}

/** The shop, as far as it says what a customer has bought. */
export interface ShopOrders {
  /**
   * One order of a customer, or the latest ones. An order of somebody else is none of theirs.
   *
   * @throws {@link ShopSilentError}
   */
  ordersOf(customerId: string, orderId: string | undefined): Promise<Orders>;
}
