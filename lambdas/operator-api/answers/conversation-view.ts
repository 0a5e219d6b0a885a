import type { Conversation, Said } from '../../conversation/conversation';
import type { Conversations } from '../../conversation/conversations';
import type { ConversationResult } from '../../flow/converse/operate-conversation';
import { referenceOf } from '../../model/remedy-id';
import type { ConversationSummaryView, ConversationView } from '../schemas/conversation-schemas';
import type { RemedyKey } from '../../ledger/port/ledger';
import { noConversation, ok, resultOf, type OperatorResponse } from './operator-response';

/** Those that wait for somebody, the longest first. */
export async function viewConversations(limit: number, conversations: Conversations): Promise<OperatorResponse> {
  const keys = await conversations.waiting(limit + 1);
  const read = await Promise.all(keys.slice(0, limit).map((key) => conversations.read(key)));
  const found = read.filter((conversation) => conversation !== undefined);
  return ok({ conversations: found.map(summaryOf), isComplete: keys.length <= limit });
}

/** One, with all that was said. */
export async function viewConversation(of: RemedyKey, conversations: Conversations): Promise<OperatorResponse> {
  const conversation = await conversations.read(of);
  if (!conversation) return noConversation;
  const spoken = await conversations.readSaid(
    of,
    conversation.lines.map(({ id }) => id),
  );
  return ok({ conversation: viewOf(conversation, spoken) });
}

export function changedConversation(result: ConversationResult): OperatorResponse {
  if (result.answer === 'missing') return noConversation;
  return result.answer === 'done' ? ok({ conversation: summaryOf(result.conversation) }) : resultOf(result);
}

function summaryOf(conversation: Conversation): ConversationSummaryView {
  const { customerId, remedyId, type: failureType, state, since, holder, lines, reopened, version } = conversation;
  const of = { customerId, remedyId, reference: referenceOf(remedyId), failureType, state, since };
  return { ...of, ...(holder !== undefined && { holder }), mails: lines.length, reopened, version };
}

function viewOf(conversation: Conversation, spoken: ReadonlyMap<string, Said>): ConversationView {
  const lines = conversation.lines.map(({ id, by, at, why, answer }) => {
    const { text = null, signedBy, subject, attached } = spoken.get(id) ?? {};
    const sent = answer && { state: answer.state, actor: answer.actor };
    return { id, by, at, why, text, signedBy, subject, attached, answer: sent };
  });
  return { ...summaryOf(conversation), lines, history: [...conversation.history] };
}
