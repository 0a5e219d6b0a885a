import type { LedgerItem, LedgerStatement } from '../port/statement';
import { judgedCommitment, judgedRecord } from './judged';
import type { SealVerifier } from './seals';

/** All that the ledger holds about money, each with the doubt there is of its seal. */
export class JudgedStatement implements LedgerStatement {
  constructor(
    private readonly inner: LedgerStatement,
    private readonly verifier: SealVerifier,
  ) {}

  async *items(): AsyncGenerator<LedgerItem> {
    for await (const item of this.inner.items()) yield this.judged(item);
  }

  private judged(item: LedgerItem): LedgerItem {
    if ('erasure' in item) return item;
    if ('remedy' in item) return { remedy: judgedRecord(item.remedy, this.verifier) };
    const { customer } = item;
    const commitments = customer.commitments.map((one) => judgedCommitment(customer.customerId, one, this.verifier));
    return { customer: { ...customer, commitments } };
  }
}
