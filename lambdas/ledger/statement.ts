import type { Account } from './account';
import type { Entry } from './entry';

/** Everything the ledger holds about money, for the comparison with the provider. In no order, and as of while it is read. */
export interface LedgerStatement {
  records(): AsyncIterable<{ readonly account: Account } | { readonly entry: Entry }>;
}
