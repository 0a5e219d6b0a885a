import type { ContactStore } from '../../channels/consent/contact';
import { isAwaited, type Conversation } from '../../conversation/conversation';
import type { Conversations } from '../../conversation/conversations';
import { ownerOfType, type ConversationOwners } from '../../conversation/owners/conversation-owners';
import { waitedMinutes } from '../../conversation/owners/owner-of';
import { windowOf } from '../../conversation/threads/window';
import type { WriteStamp } from '../../ledger/remedy-record';
import type { ConversationEvents, ConversationHappening } from '../../outcomes/conversation-event';
import type { FlowContext } from '../record/flow-context';

/** What everybody works with who goes on with a conversation. */
export type ConverseContext = Pick<FlowContext, 'ledger' | 'observer' | 'clock' | 'newToken'> & {
  readonly conversations: Conversations;
  readonly events: ConversationEvents;
  /** Who looks after conversations. */
  readonly owners: ConversationOwners;
  /** Who has said STOP on a network. @default - nobody is asked */
  readonly contacts?: Pick<ContactStore, 'find'> | undefined;
};

/** How often to read again after somebody else wrote first. */
export const mostReads = 6;

/**
 * Writes the next version, unless somebody else wrote first. A write that was applied and whose reply was lost is known
 * by its token.
 */
export async function writeConversation(
  change: (stamp: WriteStamp) => Conversation,
  { conversations, clock, newToken }: Pick<ConverseContext, 'conversations' | 'clock' | 'newToken'>,
): Promise<Conversation | undefined> {
  const next = change({ at: clock().toISOString(), token: newToken() });
  if ((await conversations.save(next)) === 'saved') return next;
  const stored = await conversations.read(next);
  return stored?.token === next.token ? stored : undefined;
}

export async function publishConversation(
  what: ConversationHappening,
  conversation: Conversation,
  { events, observer, owners }: Pick<ConverseContext, 'events' | 'observer' | 'owners'>,
): Promise<void> {
  const { remedyId, customerId, type: failureType, state, lines, reopened, version, at, since } = conversation;
  const ownerRole = conversation.owner ?? ownerOfType(owners, failureType);
  const { place, link } = conversation;
  const there = {
    ...(place && { channel: place.network }),
    ...(link && { linkedCustomerId: link.customerId }),
    ...(link?.remedyId !== undefined && { linkedRemedyId: link.remedyId }),
  };
  const about = {
    remedyId,
    customerId,
    failureType,
    state,
    ownerRole,
    mails: lines.length,
    reopened,
    version,
    at,
    ...there,
  };
  const isWaitedFor = what === 'answered' && isAwaited(conversation);
  const waited = waitedMinutes(new Date(since), new Date(at), ownerRole, owners.rules);
  const ending = what === 'window-ending' ? { windowEndsAt: windowOf(conversation)?.endsAt.toISOString() } : {};
  await events.publish(what, { ...about, ...(isWaitedFor && { waitedMinutes: waited }), ...ending });
  observer.step({ step: `conversation-${what}`, remedyId, failureType });
}
