import type { Envelope } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';

/**
 * Keeps what a customer is to be told. Before the decision, so that a mail which follows on it finds the word.
 *
 * @returns false where the address is not kept any more
 */
export async function keepMessage(
  { customerId, remedyId }: Pick<Envelope, 'customerId' | 'remedyId'>,
  word: string,
  ledger: Pick<Ledger, 'readEnvelope' | 'replaceEnvelope'>,
): Promise<boolean> {
  const envelope = await ledger.readEnvelope(customerId, remedyId);
  if (!envelope) return false;
  await ledger.replaceEnvelope({ ...envelope, word });
  return true;
}
