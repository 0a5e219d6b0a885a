import type { Conversation } from '../../conversation/conversation';
import { isQuotedIn } from '../../conversation/threads/quoted-in';
import { isOfThread, threadEnvelope } from '../../conversation/threads/thread-keys';
import { keptHandle } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { ConverseContext } from '../converse/converse-context';
import type { ConversationResult, Operated } from '../converse/operate-conversation';
import { refused, refusedAsChanged } from '../operate/refused';
import { isCustomerErased, linkThread } from './link-thread';

/** Whose what somebody has quoted is. */
export type WhoseIt = (quoted: string) => Promise<RemedyKey | { readonly why: string }>;

/**
 * Links a conversation on a network to the customer whose order, payment or reference they have quoted, in private and
 * in this conversation: whatever stands where everybody reads it, anybody may have read.
 */
export async function linkConversation(
  { customerId, remedyId, actor, expectedVersion }: Operated,
  { quoted, why, whoseIt }: { readonly quoted: string; readonly why: string; readonly whoseIt: WhoseIt },
  context: ConverseContext,
): Promise<ConversationResult> {
  const conversation = await context.conversations.read({ customerId, remedyId });
  if (!conversation) return { answer: 'missing' };
  if (!isOfThread(conversation)) return refused('it is about a remedy, whose customer is known');
  const changed = refusedAsChanged(conversation, expectedVersion);
  if (changed) return changed;
  if (!(await wroteInPrivate(quoted, conversation, context))) {
    return refused(`they have not written ${quoted} in private here: ask them for it in private`);
  }
  const found = await whoseIt(quoted);
  if ('why' in found) return refused(found.why);
  const now = context.clock();
  const at = now.toISOString();
  const envelope = await context.ledger.readEnvelope(customerId, remedyId);
  const handle = keptHandle(envelope);
  if (!envelope || handle === undefined) return refused('who wrote it is not kept any more');
  const pointer = { customerId: found.customerId, remedyId };
  const { detectedAt: writtenAt } = envelope;
  if (await isCustomerErased(found.customerId, writtenAt, context)) return refused('this customer was erased since');
  // It stands before the link, so that whoever erases the customer finds what they wrote here.
  const kept = threadEnvelope(pointer, { handle }, { writtenAt, now });
  await context.ledger.keepEnvelope(kept);
  if (await isCustomerErased(found.customerId, writtenAt, context)) {
    await context.ledger.replaceEnvelope({ ...kept, failure: {} });
    return refused('this customer was erased since');
  }
  const link = { customerId: found.customerId, remedyId: found.remedyId, at, by: 'person' } as const;
  const linked = await linkThread({ customerId, remedyId }, link, `${actor} has asked them: ${why}`, context);
  return linked ? { answer: 'done', conversation: linked } : { answer: 'missing' };
}

async function wroteInPrivate(
  quoted: string,
  conversation: Conversation,
  { conversations }: ConverseContext,
): Promise<boolean> {
  const ids = conversation.lines.flatMap(({ id, by, on }) => (by === 'customer' && on?.isPublic === false ? [id] : []));
  const spoken = await conversations.readSaid(conversation, ids);
  return [...spoken.values()].some(({ text }) => isQuotedIn(text, quoted));
}
