import * as z from 'zod/mini';
import { checkedMessage, instantOf, type ReadMessage } from '../port/checked-message';
import { odnoklassniki } from './rules';

/**
 * What is read of a chat event. https://apiok.ru/dev/graph_api/methods/graph.user/graph.user.subscribe/post. Everything
 * else is let through, because OK adds fields.
 */
export const okEventSchema = z.object({
  webhookType: z.optional(z.string()),
  sender: z.optional(z.object({ user_id: z.optional(z.string()), name: z.optional(z.string()) })),
  recipient: z.optional(z.object({ chat_id: z.optional(z.string()) })),
  message: z.optional(
    z.object({
      text: z.optional(z.string()),
      mid: z.string(),
      attachments: z.optional(z.array(z.unknown())),
    }),
  ),
  timestamp: z.optional(z.number()),
});

/** The message of an event, or why it is none. Pure. */
export function messageOfEvent(
  { webhookType: type = 'MESSAGE_CREATED', sender, recipient, message, timestamp }: z.infer<typeof okEventSchema>,
  group: string,
): ReadMessage {
  if (type !== 'MESSAGE_CREATED') return `an event "${type.slice(0, 40)}", which is not read`;
  if (!message) return 'an event of a chat that is no message';
  const [, user] = /^user:(\d{1,20})$/.exec(sender?.user_id ?? '') ?? [];
  if (user === undefined) return 'words that no person wrote';
  const chat = recipient?.chat_id;
  if (chat === undefined || timestamp === undefined) return 'a message without its chat or its time';
  return checkedMessage({
    replyTo: {
      network: odnoklassniki.network,
      account: group,
      messageId: message.mid,
      threadId: chat,
      writtenAt: instantOf(timestamp),
    },
    place: odnoklassniki.network,
    author: { handle: user, ...(sender?.name !== undefined && { name: sender.name.slice(0, 200) }) },
    text: message.text ?? '',
    isPublic: false,
    attachments: message.attachments?.length ?? 0,
  });
}
