import type { Envelope } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';

/**
 * Keeps a message to a customer. It is kept before the decision, so that the mail which follows finds it.
 *
 * @returns false where the address is not kept any more
 */
export async function keepMessage(
  { customerId, remedyId }: Pick<Envelope, 'customerId' | 'remedyId'>,
  message: string,
  ledger: Pick<Ledger, 'readEnvelope' | 'replaceEnvelope'>,
): Promise<boolean> {
  const envelope = await ledger.readEnvelope(customerId, remedyId);
  if (!envelope) return false;
  await ledger.replaceEnvelope({ ...envelope, message });
  return true;
}
