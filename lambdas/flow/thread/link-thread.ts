import type { Conversation } from '../../conversation/conversation';
import type { ThreadLink } from '../../conversation/threads/thread';
import { linkedTo } from '../../conversation/threads/thread-transitions';
import { isErased } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import { mostReads, writeConversation, type ConverseContext } from '../converse/converse-context';

/** Whether what a customer wrote then was erased since. Of somebody whom nobody knows it was not. */
export async function isCustomerErased(
  customerId: string | undefined,
  writtenAt: string,
  { ledger }: Pick<ConverseContext, 'ledger'>,
): Promise<boolean> {
  if (customerId === undefined) return false;
  return isErased((await ledger.read(customerId, '')).customerRecord.tombstone, writtenAt);
}

/**
 * Writes down whose conversation it is, once somebody knows. The conversation says so.
 *
 * @param how how somebody knows, and who
 * @returns the conversation as it is then
 */
export async function linkThread(
  of: RemedyKey,
  link: ThreadLink,
  how: string,
  context: ConverseContext,
): Promise<Conversation | undefined> {
  for (let reads = 0; reads < mostReads; reads++) {
    const stored = await context.conversations.read(of);
    const stamp = { at: context.clock().toISOString(), token: context.newToken() };
    const next = stored && linkedTo(stored, link, how, stamp);
    if (!next) return stored;
    const written = await writeConversation(() => next, context);
    if (written) return written;
  }
  throw new Error(`the conversation ${of.remedyId} is being written by others; this has to come again`);
}
