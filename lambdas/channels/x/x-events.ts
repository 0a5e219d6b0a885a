import * as z from 'zod/mini';
import { checkedMessage, instantOf, sortedOut, type ReadMessage } from '../port/checked-message';
import { x, xMessages } from './send/rules';

/**
 * What is read of an event of the X Activity API. https://docs.x.com/x-api/activity/event-payloads. Everything else is
 * let through, because X adds fields.
 */
export const activitySchema = z.object({
  data: z.object({
    event_type: z.string(),
    filter: z.optional(z.object({ user_id: z.optional(z.string()) })),
    payload: z.optional(z.unknown()),
    includes: z.optional(z.object({ users: z.optional(z.array(z.unknown())) })),
  }),
});

type Activity = z.infer<typeof activitySchema>['data'];

const userSchema = z.object({ id: z.string(), name: z.optional(z.string()) });

const postSchema = z.object({
  id: z.string(),
  author_id: z.string(),
  text: z.string(),
  /** All of a post that is longer than 280: `text` has its beginning. */
  note_tweet: z.optional(z.object({ text: z.string() })),
  created_at: z.string(),
  attachments: z.optional(z.object({ media_keys: z.optional(z.array(z.unknown())) })),
});

const directSchema = z.object({
  direct_message_events: z.array(z.unknown()),
  users: z.optional(z.record(z.string(), z.unknown())),
});

const messageSchema = z.object({
  type: z.literal('message_create'),
  id: z.string(),
  created_timestamp: z.string(),
  message_create: z.object({
    target: z.object({ recipient_id: z.string() }),
    sender_id: z.string(),
    message_data: z.object({ text: z.string(), attachment: z.optional(z.unknown()) }),
  }),
});

/** A post may come as all three: a reply that mentions the account and quotes it. It is one message by its id. */
const posts: ReadonlySet<string> = new Set(['post.mention.create', 'post.reply.create', 'post.quote.create']);

/** The messages of an event for one account, and why the rest are none. Pure. */
export function messagesIn(activity: Activity, user: string): ReturnType<typeof sortedOut> {
  return sortedOut(readOf(activity, user));
}

function readOf(activity: Activity, user: string): readonly ReadMessage[] {
  const { event_type: type, filter } = activity;
  if (filter?.user_id !== user) return ['an event of another account'];
  if (posts.has(type)) return [ofPost(activity, user)];
  if (type === 'dm.received') return ofDirect(activity, user);
  // It is encrypted for people, and no server of ours can read it.
  if (type === 'chat.received') return ['an encrypted message, which a person reads on X'];
  return [`an event "${type.slice(0, 40)}", which is not read`];
}

function ofPost({ payload, includes }: Activity, user: string): ReadMessage {
  const parsed = postSchema.safeParse(payload);
  if (!parsed.success) return 'a post that cannot be read';
  const { id, author_id: author, text, note_tweet: long, created_at: createdAt, attachments } = parsed.data;
  if (author === user) return 'words of the account itself';
  const named = includes?.users?.map((each) => userSchema.safeParse(each).data).find((each) => each?.id === author);
  return checkedMessage({
    replyTo: { network: x.network, account: user, messageId: id, threadId: id, writtenAt: instantOf(createdAt) },
    place: x.network,
    author: { handle: author, ...nameOf(named?.name) },
    text: unescaped(long?.text ?? text),
    isPublic: true,
    attachments: attachments?.media_keys?.length ?? 0,
    url: `https://x.com/i/web/status/${encodeURIComponent(id)}`,
  });
}

function ofDirect({ payload }: Activity, user: string): readonly ReadMessage[] {
  const parsed = directSchema.safeParse(payload);
  if (!parsed.success) return ['a message that cannot be read'];
  return parsed.data.direct_message_events.map((event) => ofMessage(event, parsed.data.users?.[senderOf(event)], user));
}

function ofMessage(event: unknown, sender: unknown, user: string): ReadMessage {
  const parsed = messageSchema.safeParse(event);
  if (!parsed.success) return 'a message that cannot be read';
  const { id, created_timestamp: at, message_create: message } = parsed.data;
  if (message.sender_id === user) return 'words of the account itself';
  if (message.target.recipient_id !== user) return 'a message to another account';
  return checkedMessage({
    replyTo: {
      network: xMessages.network,
      account: user,
      messageId: id,
      threadId: message.sender_id,
      writtenAt: instantOf(/^\d{1,16}$/.test(at) ? Number(at) : 'never'),
    },
    place: x.network,
    author: { handle: message.sender_id, ...nameOf(z.object({ data: userSchema }).safeParse(sender).data?.data.name) },
    text: unescaped(message.message_data.text),
    isPublic: false,
    attachments: message.message_data.attachment === undefined ? 0 : 1,
  });
}

function senderOf(event: unknown): string {
  return messageSchema.safeParse(event).data?.message_create.sender_id ?? '';
}

function nameOf(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name: name.slice(0, 200) };
}

/** X escapes these three in what people wrote, and nothing else. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
