import type { Reference } from '../definition/detector';

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

/** The shop, as far as it knows whose a tracking number or a session is. */
export interface Purchases {
  /** @throws where it gave no answer, and may give one later */
  find(reference: Reference): Promise<PurchaseAnswer>;
}

/** The shop gave no answer. The signal is delivered again. */
export class PurchaseNotReadError extends Error {
  override readonly name = 'PurchaseNotReadError';
  constructor(why: string, options?: ErrorOptions) {
    super(`The shop did not say whose it is: ${why}. The signal is delivered again`, options);
  }
}
