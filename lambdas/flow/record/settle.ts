import {
  commitmentOf,
  isGiving,
  knownCommitments,
  withReopened,
  type Commitment,
  type Counted,
} from '../../ledger/customer-record';
import { countedBy } from '../../ledger/given/counted-parts';
import type { Ledger } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';

/** How often to read a customer record again after somebody else wrote it first. */
const recordReads = 8;

/**
 * Has a remedy counted for what its record says that it gave, and nothing more: what certainly gave nothing gives back
 * its refundable amount and its share of the customer's limits. It may be done any number of times, and late: a
 * customer record that knows of something newer stays as it is.
 *
 * @returns false where others were quicker every time
 */
export async function settle(
  record: RemedyRecord,
  ledger: Pick<Ledger, 'read' | 'saveCustomerRecord'>,
): Promise<boolean> {
  const { customerId, remedyId, orderId } = record;
  const counted = countedBy(record);
  for (let reads = 0; reads < recordReads; reads++) {
    const { customerRecord } = await ledger.read(customerId, remedyId, { orderId });
    const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
    if ((known?.counted?.asOf ?? 0) >= counted.asOf) return true;
    if (!known && !counted.isGiven) return true;
    const open = commitmentOf(customerRecord, remedyId);
    const releasedAt = known && isGiving(known) ? known.releasedAt : undefined;
    const commitment = open ? { ...open, counted } : { ...commitmentIn(record, counted), releasedAt };
    if ((await ledger.saveCustomerRecord(withReopened(customerRecord, commitment))) === 'saved') return true;
  }
  return false;
}

/** The commitment of a remedy that is recorded, as its record has it. Nobody carries it out. */
export function commitmentIn(record: RemedyRecord, counted: Counted): Commitment {
  const { remedyId, type, orderId, lineId, paymentId, paid, incidentId, committedAt } = record;
  const { parts, reasons, policyVersion, covers } = record;
  const decided = parts.filter(({ insteadOf }) => insteadOf === undefined).map(({ part }) => part);
  const decision = { outcome: 'give', parts: decided, covers, reasons, policyVersion } as const;
  const ids = { remedyId, type, orderId, lineId, paymentId, paid, incidentId };
  return { ...ids, decision, counted, committedAt, token: 'settled', leaseUntil: committedAt };
}
