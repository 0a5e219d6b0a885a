import type { UnrecordedRefund } from '../../books/provider-books';
import { commitmentOf } from '../../ledger/customer-record';
import { withFound } from '../../ledger/given/found-refund';
import type { Ledger } from '../../ledger/port/ledger';

/** How often a customer record is read again after somebody else wrote it first. */
const tries = 5;

/**
 * Notes refunds of which the ledger knows nothing with their customers, as after it was restored to an earlier time:
 * the same failure, published again, is then held for a person, who sees the refund. Without it the provider would be
 * asked with a key that it has forgotten after a day, and would pay again.
 *
 * @returns how many were noted now
 */
export async function holdUnrecorded(
  refunds: readonly UnrecordedRefund[],
  ledger: Pick<Ledger, 'read' | 'saveCustomerRecord'>,
): Promise<number> {
  let noted = 0;
  for (const refund of refunds) if (await note(refund, ledger)) noted++;
  return noted;
}

async function note(
  { customerId, ...refund }: UnrecordedRefund,
  ledger: Pick<Ledger, 'read' | 'saveCustomerRecord'>,
): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    // The comparison reads what may be seconds old; this reads what is there.
    const { customerRecord, record } = await ledger.read(customerId, refund.remedyId);
    if (record || commitmentOf(customerRecord, refund.remedyId)) return false;
    const next = withFound(customerRecord, refund);
    if (!next) return false;
    if ((await ledger.saveCustomerRecord(next)) === 'saved') return true;
  }
  // The next run finds it again.
  return false;
}
