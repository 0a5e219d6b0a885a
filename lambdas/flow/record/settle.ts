import {
  commitmentOf,
  isGiving,
  knownCommitments,
  withReopened,
  type Commitment,
  type Counted,
} from '../../ledger/customer-record';
import { countedBy, countedNext } from '../../ledger/given/counted-parts';
import type { Taken } from '../../ledger/budget';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { FlowContext } from './flow-context';

export type SettleContext = Pick<FlowContext, 'budgets' | 'observer'> & {
  readonly ledger: Pick<FlowContext['ledger'], 'read' | 'saveCustomerRecord'>;
};

/** How often to read a customer record again after somebody else wrote it first. */
const recordReads = 8;

/**
 * Has a remedy counted for what its record says that it gave, and nothing more: what certainly gave nothing gives back
 * its refundable amount, its share of the customer's limits, and what it took out of budgets. It may be done any number
 * of times, and late: a customer record that knows of something newer stays as it is.
 *
 * @returns false where others were quicker every time
 */
export async function settle(record: RemedyRecord, context: SettleContext): Promise<boolean> {
  return count(record, countedBy(record), context);
}

/**
 * Has the customer record know of the next version of a remedy that is on its way, before it is written. Whoever puts
 * back what was before it is seen from then on.
 *
 * @returns false where others were quicker every time
 */
export async function noteNext(record: RemedyRecord, context: SettleContext): Promise<boolean> {
  return count(record, countedNext(record), context);
}

async function count(record: RemedyRecord, counted: Counted, context: SettleContext): Promise<boolean> {
  const { ledger } = context;
  const { customerId, remedyId, orderId } = record;
  for (let reads = 0; reads < recordReads; reads++) {
    const { customerRecord } = await ledger.read(customerId, remedyId, { orderId });
    const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
    const taken = counted.isGiven ? undefined : known?.taken;
    const knownAsOf = known?.counted?.asOf ?? 0;
    if (knownAsOf > counted.asOf || (knownAsOf === counted.asOf && !taken)) return true;
    if (!known && !counted.isGiven && !counted.isRejected) return true;
    const open = commitmentOf(customerRecord, remedyId);
    const releasedAt = known && isGiving(known) ? known.releasedAt : undefined;
    const commitment = open ? { ...open, counted } : { ...commitmentIn(record, counted), releasedAt };
    const left = { ...commitment, taken: taken ? undefined : known?.taken };
    if ((await ledger.saveCustomerRecord(withReopened(customerRecord, left))) === 'stale') continue;
    if (taken) await giveBack(taken, record, context);
    return true;
  }
  return false;
}

/**
 * Whoever wrote that it has nothing of budgets any more gives it back, and nobody after. A reply of that write that is
 * lost, or a death here, leaves money unspent.
 */
async function giveBack({ from, spending }: Taken, record: RemedyRecord, context: SettleContext): Promise<void> {
  const { remedyId, version } = record;
  try {
    for (const name of from) await context.budgets.giveBack(name, spending, `${remedyId}/${version}`);
  } catch (error) {
    context.observer.trouble(remedyId, 'its share of the limits was not given back', error);
  }
}

/** The commitment of a remedy that is recorded, as its record has it. Nobody carries it out. */
export function commitmentIn(record: RemedyRecord, counted: Counted): Commitment {
  const { remedyId, type, orderId, lineId, paymentId, paid, incidentId, committedAt } = record;
  const { parts, reasons, policyVersion, covers, otherPaymentIds } = record;
  const decided = parts.filter(({ insteadOf }) => insteadOf === undefined).map(({ part }) => part);
  const decision = { outcome: 'give', parts: decided, covers, otherPaymentIds, reasons, policyVersion } as const;
  const ids = { remedyId, type, orderId, lineId, paymentId, paid, incidentId };
  return { ...ids, decision, counted, committedAt, token: 'settled', leaseUntil: committedAt };
}
