import type { CustomerRecord } from '../customer-record';
import type { RemedyRecord } from '../remedy-record';

export type LedgerItem = { readonly customer: CustomerRecord } | { readonly remedy: RemedyRecord };

/**
 * Everything the ledger holds about money, for the comparison with the provider. In no order, and as of while it is
 * read.
 */
export interface LedgerStatement {
  items(): AsyncIterable<LedgerItem>;
}
