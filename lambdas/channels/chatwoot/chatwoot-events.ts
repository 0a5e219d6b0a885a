import * as z from 'zod/mini';
import { checkedMessage, instantOf } from '../port/checked-message';
import type { InboundMessage } from '../port/inbound-message';
import { placeOfInbox, rulesOfInbox, type ChatwootInbox } from './chatwoot-inboxes';
import { atChatwoot, type ChatwootSettings } from './chatwoot-settings';

const number = z.union([z.int(), z.string()]);

const text = z.optional(z.nullable(z.string()));

/** https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks. What is not read is let through. */
export const chatwootEventSchema = z.object({ event: z.string(), account: z.optional(z.object({ id: number })) });

const messageSchema = z.object({
  id: number,
  content: text,
  created_at: z.union([z.string(), z.number()]),
  /** A name in webhooks; a number in other places of the API. */
  message_type: z.union([z.string(), z.number()]),
  private: z.optional(z.nullable(z.boolean())),
  attachments: z.optional(z.nullable(z.array(z.unknown()))),
  sender: z.optional(z.nullable(z.object({ name: text }))),
  inbox: z.object({ id: number, name: text }),
  conversation: z.object({
    id: number,
    channel: text,
    contact_inbox: z.optional(z.nullable(z.object({ source_id: text }))),
    additional_attributes: z.optional(z.nullable(z.looseObject({ type: z.optional(z.unknown()) }))),
  }),
});

/** The message of an event, or why it is none. Pure. */
export function messageOfChatwoot(body: unknown, settings: ChatwootSettings): InboundMessage | string {
  const envelope = chatwootEventSchema.safeParse(body);
  if (!envelope.success) return 'an event that cannot be read';
  const { event, account } = envelope.data;
  if (event !== 'message_created') return `an event "${event.slice(0, 40)}", which is not read`;
  if (account === undefined || String(account.id) !== settings.account) return 'an event of another account';
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) return 'a message that cannot be read';
  const message = parsed.data;
  if (message.message_type !== 'incoming' && message.message_type !== 0) return 'what the company wrote';
  if (message.private === true) return 'a note of an agent';
  if (settings.inboxes && !settings.inboxes.includes(String(message.inbox.id))) return 'an inbox that is not read';
  return checkedMessage(read(message, settings));
}

/**
 * Whoever wrote is known by the id that their network has for them in this inbox. Chatwoot's own contact may be joined
 * by an address that somebody typed, so its id proves nothing.
 */
function read(message: z.infer<typeof messageSchema>, settings: ChatwootSettings): InboundMessage {
  const { id, content, created_at: createdAt, sender, inbox, conversation, attachments } = message;
  const handle = conversation.contact_inbox?.source_id ?? undefined;
  const { type } = conversation.additional_attributes ?? {};
  const of: ChatwootInbox = {
    channel: conversation.channel ?? '',
    name: inbox.name ?? '',
    handle,
    type: typeof type === 'string' ? type : undefined,
  };
  const rules = rulesOfInbox(of);
  return {
    replyTo: {
      network: rules.network,
      account: String(inbox.id),
      messageId: String(id),
      threadId: String(conversation.id),
      writtenAt: instantOf(typeof createdAt === 'number' ? createdAt * 1_000 : createdAt),
    },
    place: placeOfInbox(of),
    author: {
      ...(handle !== undefined && handle !== '' && { handle }),
      ...(sender?.name && { name: sender.name.slice(0, 200) }),
    },
    text: content ?? '',
    isPublic: rules.isPublic,
    attachments: attachments?.length ?? 0,
    url: atChatwoot(
      settings,
      `/app/accounts/${settings.account}/conversations/${encodeURIComponent(String(conversation.id))}`,
    ),
  };
}
