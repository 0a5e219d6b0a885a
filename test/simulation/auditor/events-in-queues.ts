import { at, textAt, type Plain } from '../stored';
import type { StoredCommitment } from './stored-items';

/** Whether the failure that a commitment answers is among the events that wait in queues. */
export function waitsInQueue(queued: readonly Plain[], commitment: StoredCommitment | undefined): boolean {
  if (!commitment) return false;
  return queued.some((event) => {
    const purchase = at(event, 'detail', 'purchase');
    const isOfLine =
      textAt(purchase, 'orderId') === commitment.orderId && textAt(purchase, 'lineId') === commitment.lineId;
    // The ledger has it composed, however it was published.
    return isOfLine && textAt(event, 'detail', 'customer', 'id').normalize() === commitment.customerId;
  });
}

/** Whether any event that waits in a queue names the remedy. */
export function isNamedInQueue(queued: readonly Plain[], remedyId: string): boolean {
  return queued.some((event) => JSON.stringify(event).includes(remedyId));
}
