import { isErased } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { ConverseContext } from './converse-context';

/**
 * An erasure that came between a read and the write of what was said has not seen what was written. It has written its
 * tombstone before, so whoever looks afterwards takes back what they wrote.
 *
 * @returns whether it was taken back
 */
export async function wasErasedMeanwhile(
  { customerId, remedyId }: RemedyKey,
  lineId: string,
  { ledger, clock }: Pick<ConverseContext, 'ledger' | 'clock'>,
): Promise<boolean> {
  const [{ customerRecord }, envelope] = await Promise.all([
    ledger.read(customerId, ''),
    ledger.readEnvelope(customerId, remedyId),
  ]);
  // An erasure of long ago left this remedy, which is newer, as it is.
  if (envelope && !isErased(customerRecord.tombstone, envelope.detectedAt)) return false;
  await ledger.eraseMessage({ customerId, remedyId, messageId: lineId }, clock().toISOString());
  return true;
}
