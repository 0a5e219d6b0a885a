import type { Envelope, PersonsMessage } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';
import type { Notice } from '../../ledger/notice/notice';
import type { MessageRef, RemedyRecord } from '../../ledger/remedy-record';
import type { FlowContext } from '../record/flow-context';

export type MessageContext = Pick<FlowContext, 'clock'> & {
  readonly ledger: Pick<Ledger, 'readEnvelope' | 'keepMessage' | 'eraseMessage'>;
};

/**
 * Keeps a message to a customer beside the envelope. It is kept before the verdict, so that the mail which follows
 * finds it, and under an id of its own, so that it is used only if the verdict that names it is the one that won.
 *
 * @returns undefined where the address is not kept any more
 */
export async function keepMessage(
  { customerId, remedyId }: Pick<Envelope, 'customerId' | 'remedyId'>,
  { text, locale, signedBy, signedRole, messageId, actor }: MessageRef & PersonsMessage,
  { ledger, clock }: MessageContext,
): Promise<MessageRef | undefined> {
  const envelope = await ledger.readEnvelope(customerId, remedyId);
  if (!envelope) return undefined;
  const { expiresAt } = envelope;
  await ledger.keepMessage({ customerId, remedyId, messageId, text, locale, signedBy, signedRole, expiresAt });
  if (await ledger.readEnvelope(customerId, remedyId)) return { messageId, actor };
  // The customer was erased at the same moment, and the message may have come too late for that.
  await ledger.eraseMessage({ customerId, remedyId, messageId }, clock().toISOString());
  return undefined;
}

/** Whether what a person wrote was written to all whom an incident let down: of the mail alone, or of the money too. */
export function isSaidToMany({ hold }: Pick<RemedyRecord, 'hold'>, notice: Notice | undefined): boolean {
  const approval = notice?.words?.approval;
  if (approval?.verdict !== undefined) return true;
  if (approval?.message || !hold?.message) return false;
  const { actor: writer } = hold.message;
  return hold.approvals.some(({ actor, verdict }) => verdict !== undefined && actor === writer);
}
