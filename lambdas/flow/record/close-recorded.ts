import { withClosed, type ClosedCommitment, type CustomerRecord } from '../../ledger/customer-record';
import { closable, linesToKeep, mostClosedAtOnce } from '../../ledger/given/closing';
import { linesBeforeHold, withLines, type OrderLines } from '../../ledger/given/order-lines';
import type { FlowContext } from './flow-context';

export type CloseContext = Pick<FlowContext, 'ledger' | 'clock'>;

/**
 * Closes the open commitments whose remedies are recorded, so that a customer record stays small: what they gave
 * becomes a line of its order, written before, and is in the sums of the customer record that is returned, for the
 * caller to write. Where that write is lost the lines do no harm: what is open is counted once, whatever lines there
 * are.
 */
export async function closeRecorded(
  customerRecord: CustomerRecord,
  days: { readonly keptDays: number; readonly timeZone?: string | undefined },
  { ledger, clock }: CloseContext,
): Promise<CustomerRecord> {
  const { customerId } = customerRecord;
  const open = customerRecord.commitments.slice(0, mostClosedAtOnce);
  if (open.length === 0) return customerRecord;
  const remedyIds = open.map(({ remedyId }) => remedyId);
  const orderIds = [...new Set(open.map(({ orderId }) => orderId))];
  const { records, orders } = await ledger.readForClosing(customerId, remedyIds, orderIds);
  const closed = closable({ ...customerRecord, commitments: open }, new Map(records.map((one) => [one.remedyId, one])));
  const written: ClosedCommitment[] = [];
  const lines: ClosedCommitment[] = [];
  for (const order of orders) {
    const ofOrder = closed.filter(({ orderId }) => orderId === order.orderId);
    const kept = linesToKeep(ofOrder, order.lines, linesBeforeHold);
    if (!(await writeLines(order, kept, clock(), ledger))) continue;
    written.push(...ofOrder);
    lines.push(...kept);
  }
  if (written.length === 0) return customerRecord;
  return withClosed(customerRecord, written, { now: clock(), ...days, lines });
}

async function writeLines(
  order: OrderLines,
  lines: readonly ClosedCommitment[],
  now: Date,
  ledger: CloseContext['ledger'],
): Promise<boolean> {
  if (lines.length === 0) return true;
  return (await ledger.saveOrderLines(withLines(order, lines, now))) === 'saved';
}
