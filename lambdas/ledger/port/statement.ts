import type { CustomerRecord } from '../customer-record';
import type { RemedyRecord } from '../remedy-record';

/** What an erasure left in the place of an envelope. */
export interface Erasure {
  readonly customerId: string;
  /** When it was done. ISO 8601. */
  readonly at: string;
}

export type LedgerItem =
  { readonly customer: CustomerRecord } | { readonly remedy: RemedyRecord } | { readonly erasure: Erasure };

/**
 * Everything the ledger holds about money, and what erasures left, for the comparison with the provider. In no order,
 * and as of while it is read.
 */
export interface LedgerStatement {
  items(): AsyncIterable<LedgerItem>;
}
