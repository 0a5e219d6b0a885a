import { withCounted } from '../../ledger/customer-record';
import { countedParts } from '../../ledger/given/counted-parts';
import type { Ledger } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';

/** How often to read a customer record again after somebody else wrote it first. */
const recordReads = 8;

/**
 * Has a remedy counted for what its record says that it gave, and nothing more: what certainly gave nothing gives back
 * its refundable amount and its share of the customer's limits. It may be done any number of times, and late: a customer
 * record that knows of something newer stays as it is.
 *
 * @returns false where others were quicker every time
 */
export async function settle(
  record: RemedyRecord,
  ledger: Pick<Ledger, 'read' | 'saveCustomerRecord'>,
): Promise<boolean> {
  const { customerId, remedyId } = record;
  const isHeld = record.state === 'held' || undefined;
  const counted = { asOf: record.version, isHeld, parts: countedParts(record) };
  for (let reads = 0; reads < recordReads; reads++) {
    const { customerRecord } = await ledger.read(customerId, remedyId);
    const next = withCounted(customerRecord, remedyId, counted);
    if (!next || (await ledger.saveCustomerRecord(next)) === 'saved') return true;
  }
  return false;
}
