import * as z from 'zod/mini';
import { checkedMessage, instantOf, type ReadMessage } from '../port/checked-message';
import { vk, vkComments } from './rules';

/**
 * What is read of an event of a community. https://dev.vk.com/en/api/community-events/json-schema. Everything else is
 * let through, because a new version of the API adds fields.
 */
export const vkEventSchema = z.object({
  type: z.string(),
  group_id: z.number(),
  secret: z.optional(z.string()),
  object: z.optional(z.unknown()),
});

const messageSchema = z.object({
  message: z.object({
    date: z.number(),
    from_id: z.number(),
    peer_id: z.number(),
    conversation_message_id: z.number(),
    text: z.string(),
    attachments: z.optional(z.array(z.unknown())),
  }),
});

const commentSchema = z.object({
  id: z.number(),
  from_id: z.number(),
  post_id: z.number(),
  date: z.number(),
  text: z.string(),
  attachments: z.optional(z.array(z.unknown())),
});

/** The message of an event, or why it is none. Pure. */
export function messageOfEvent({ type, object }: z.infer<typeof vkEventSchema>, group: string): ReadMessage {
  if (type === 'message_new') return ofMessage(object, group);
  if (type === 'wall_reply_new') return ofComment(object, group);
  return `an event "${type.slice(0, 40)}", which is not read`;
}

function ofMessage(object: unknown, account: string): ReadMessage {
  const parsed = messageSchema.safeParse(object);
  if (!parsed.success) return 'a message that cannot be read';
  const {
    from_id: from,
    peer_id: peer,
    conversation_message_id: number,
    date,
    text,
    attachments,
  } = parsed.data.message;
  if (from < 0) return 'words of a community';
  if (peer !== from) return 'a message in a chat of several people';
  return checkedMessage({
    replyTo: {
      network: vk.network,
      account,
      messageId: `${peer}_${number}`,
      threadId: String(peer),
      writtenAt: instantOf(date * 1000),
    },
    place: vk.network,
    author: { handle: String(from) },
    text,
    isPublic: false,
    attachments: attachments?.length ?? 0,
  });
}

function ofComment(object: unknown, account: string): ReadMessage {
  const parsed = commentSchema.safeParse(object);
  if (!parsed.success) return 'a comment that cannot be read';
  const { id, from_id: from, post_id: post, date, text, attachments } = parsed.data;
  if (from < 0) return 'words of a community';
  return checkedMessage({
    replyTo: {
      network: vkComments.network,
      account,
      messageId: `${post}_${id}`,
      threadId: `${post}_${id}`,
      writtenAt: instantOf(date * 1000),
    },
    place: vk.network,
    author: { handle: String(from) },
    text,
    isPublic: true,
    attachments: attachments?.length ?? 0,
    url: `https://vk.com/wall-${account}_${post}?reply=${id}`,
  });
}
