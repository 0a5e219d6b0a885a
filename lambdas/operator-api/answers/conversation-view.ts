import type { ContactStore } from '../../channels/consent/contact';
import { isOpen, lastHeard, type Conversation, type Said } from '../../conversation/conversation';
import type { Conversations } from '../../conversation/conversations';
import { waysNow } from '../../conversation/threads/answer-there';
import { windowOf } from '../../conversation/threads/window';
import { careOf, type ConversationOwners } from '../../conversation/owners/conversation-owners';
import type { ConversationOwner } from '../../conversation/owners/owner-rules';
import type { ConversationResult } from '../../flow/converse/operate-conversation';
import { referenceOf } from '../../model/remedy-id';
import type { ConversationSummaryView, ConversationView } from '../schemas/conversation-schemas';
import type { RemedyKey } from '../../ledger/port/ledger';
import { noConversation, ok, resultOf, type OperatorResponse } from './operator-response';

/** What a list needs of the ports. */
interface ListPorts {
  readonly conversations: Conversations;
  readonly owners: ConversationOwners;
}

/** What a view of one needs of them. */
interface ViewPorts extends ListPorts {
  readonly contacts?: Pick<ContactStore, 'find'> | undefined;
  readonly clock: () => Date;
}

/** Those that wait for somebody, the longest first. @param owner whose; without it all */
export async function viewConversations(
  { limit, owner }: { readonly limit: number; readonly owner?: ConversationOwner | undefined },
  { conversations, owners }: ListPorts,
): Promise<OperatorResponse> {
  // Whose one is stands in it, and not in the list: others may wait for longer, and are read on the way.
  const most = owner === undefined ? limit : Math.max(limit, mostRead);
  const keys = await conversations.waiting(most + 1);
  const theirs: ConversationSummaryView[] = [];
  let read = 0;
  while (theirs.length <= limit && read < Math.min(keys.length, most)) {
    const some = keys.slice(read, Math.min(read + limit, most));
    read += some.length;
    const found = await Promise.all(some.map((key) => conversations.read(key)));
    const shown = found.flatMap((conversation) => (conversation ? [summaryOf(conversation, owners)] : []));
    // What is of both is also of each of them.
    theirs.push(...shown.filter((one) => owner === undefined || one.owner === owner || one.owner === 'both'));
  }
  return ok({ conversations: theirs.slice(0, limit), isComplete: theirs.length <= limit && read === keys.length });
}

/** So many are looked through for those of one owner. */
const mostRead = 500;

/** One, with all that was said. */
export async function viewConversation(of: RemedyKey, ports: ViewPorts): Promise<OperatorResponse> {
  const { conversations, owners } = ports;
  const conversation = await conversations.read(of);
  if (!conversation) return noConversation;
  const spoken = await conversations.readSaid(
    of,
    conversation.lines.map(({ id }) => id),
  );
  const there = conversation.place ? await waysNow(conversation, spoken, ports) : {};
  return ok({ conversation: { ...viewOf(conversation, spoken, owners), ...there } });
}

export function changedConversation(
  result: ConversationResult,
  { owners }: Pick<ViewPorts, 'owners'>,
): OperatorResponse {
  if (result.answer === 'missing') return noConversation;
  return result.answer === 'done' ? ok({ conversation: summaryOf(result.conversation, owners) }) : resultOf(result);
}

function summaryOf(conversation: Conversation, owners: ConversationOwners): ConversationSummaryView {
  const { customerId, remedyId, type: failureType, state, since, holder, lines, reopened, version } = conversation;
  const { waitedMinutes, escalatedAt } = conversation;
  const of = { customerId, remedyId, reference: referenceOf(remedyId), failureType, state, since };
  const { owner, answerBy } = careOf(conversation, owners);
  const { place, link } = conversation;
  const window = windowOf(conversation);
  return {
    ...of,
    owner,
    ...(isOpen(conversation) && { answerBy: answerBy.toISOString() }),
    ...(escalatedAt !== undefined && { escalatedAt }),
    ...(waitedMinutes !== undefined && { waitedMinutes }),
    ...(holder !== undefined && { holder }),
    ...(place && { channel: { ...place, isPublic: lastHeard(conversation)?.on?.isPublic === true } }),
    ...(window && { windowEndsAt: window.endsAt.toISOString(), windowWarnsAt: window.warnAt.toISOString() }),
    ...(link && { linked: link }),
    mails: lines.length,
    reopened,
    version,
  };
}

function viewOf(
  conversation: Conversation,
  spoken: ReadonlyMap<string, Said>,
  owners: ConversationOwners,
): ConversationView {
  const lines = conversation.lines.map(({ id, by, at, why, feedback, answer, on }) => {
    const { text = null, signedBy, subject, attached, heardOn } = spoken.get(id) ?? {};
    const sent = answer && { state: answer.state, actor: answer.actor, why: answer.why };
    const { name, url, attachments = 0 } = heardOn ?? {};
    const there = on && { isPublic: on.isPublic, name, url, attachments };
    return { id, by, at, why, feedback, text, signedBy, subject, attached, answer: sent, there };
  });
  return { ...summaryOf(conversation, owners), lines, history: [...conversation.history] };
}
