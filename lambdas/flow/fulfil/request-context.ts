import type { RemedyRecord } from '../../ledger/remedy-record';
import type { Ledger } from '../../ledger/port/ledger';
import type { RequestContext } from './fulfil';

/** Whose remedy an entry is. The failure is looked up only where somebody beside the payment provider needs to know it. */
export async function requestContextOf(
  record: RemedyRecord,
  ledger: Pick<Ledger, 'readEnvelope'>,
): Promise<RequestContext> {
  const { remedyId, customerId, type, orderId } = record;
  if (record.parts.every(({ part }) => part.kind === 'refund')) {
    return { remedyId, customerId, type, orderId, failure: undefined };
  }
  const kept = (await ledger.readEnvelope(customerId, remedyId))?.failure;
  const failure = typeof kept === 'object' && kept !== null ? kept : undefined;
  return { remedyId, customerId, type, orderId, failure };
}
