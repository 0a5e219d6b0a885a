import type { Account } from '../customer-record';
import type { Entry } from '../remedy-record';

/** Everything the ledger holds about money, for the comparison with the provider. In no order, and as of while it is read. */
export interface LedgerStatement {
  records(): AsyncIterable<{ readonly account: Account } | { readonly entry: Entry }>;
}
