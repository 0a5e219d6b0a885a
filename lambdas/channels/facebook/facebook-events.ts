import * as z from 'zod/mini';
import { checkedMessage, instantOf, sortedOut, type ReadMessage } from '../port/checked-message';
import { facebookComments, messenger } from './rules';

/**
 * What is read of a webhook of a page. https://developers.facebook.com/docs/graph-api/webhooks/reference/page and
 * https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages. Everything else is let
 * through, because Meta adds fields without a version.
 */
export const pageEventSchema = z.object({
  object: z.literal('page'),
  entry: z.array(
    z.object({
      id: z.string(),
      time: z.optional(z.number()),
      changes: z.optional(z.array(z.object({ field: z.string(), value: z.optional(z.unknown()) }))),
      messaging: z.optional(z.array(z.unknown())),
    }),
  ),
});

type OfPage = z.infer<typeof pageEventSchema>['entry'][number];

const feedSchema = z.object({
  item: z.string(),
  verb: z.string(),
  from: z.optional(z.object({ id: z.string(), name: z.optional(z.string()) })),
  comment_id: z.optional(z.string()),
  post_id: z.optional(z.string()),
  message: z.optional(z.string()),
  created_time: z.optional(z.number()),
  photo: z.optional(z.string()),
  video: z.optional(z.string()),
  post: z.optional(z.object({ permalink_url: z.optional(z.string()) })),
});

const messagingSchema = z.object({
  sender: z.object({ id: z.string() }),
  timestamp: z.number(),
  message: z.object({
    mid: z.string(),
    text: z.optional(z.string()),
    is_echo: z.optional(z.boolean()),
    attachments: z.optional(z.array(z.unknown())),
  }),
});

/** What visitors put on a page by themselves. */
const posts: ReadonlySet<string> = new Set(['status', 'post', 'photo', 'video']);

/** The messages of a webhook for one page, and why the rest are none. Pure. */
export function messagesIn(body: z.infer<typeof pageEventSchema>, page: string): ReturnType<typeof sortedOut> {
  return sortedOut(
    body.entry.flatMap((entry): ReadMessage[] =>
      entry.id === page ? ofEntry(entry, page) : ['an event of another page'],
    ),
  );
}

function ofEntry({ changes = [], messaging = [] }: OfPage, page: string): ReadMessage[] {
  return [
    ...changes.map(({ field, value }) =>
      field === 'feed' ? ofFeed(value, page) : `a change of "${field.slice(0, 40)}", which is not read`,
    ),
    ...messaging.map((each) => ofMessaging(each, page)),
  ];
}

function ofFeed(value: unknown, page: string): ReadMessage {
  const parsed = feedSchema.safeParse(value);
  if (!parsed.success) return 'a change of the feed that cannot be read';
  const { item, verb, from, comment_id: commentId, post_id: postId, message = '', post } = parsed.data;
  if (item !== 'comment' && !posts.has(item)) return `a "${item.slice(0, 40)}" of the feed`;
  if (verb !== 'add') return `a ${item} that was not added but "${verb.slice(0, 40)}"`;
  if (from?.id === page) return 'words of the page itself';
  const id = item === 'comment' ? commentId : postId;
  if (id === undefined || parsed.data.created_time === undefined) return `a ${item} without its id or its time`;
  return checkedMessage({
    replyTo: {
      network: facebookComments.network,
      account: page,
      messageId: id,
      threadId: id,
      writtenAt: instantOf(parsed.data.created_time * 1000),
    },
    place: facebookComments.network,
    // Without the permission to read it Meta leaves the author out. Somebody has to read the words all the same.
    author: {
      ...(from && { handle: from.id }),
      ...(from?.name !== undefined && { name: from.name.slice(0, 200) }),
    },
    text: message,
    isPublic: true,
    attachments: [parsed.data.photo, parsed.data.video].filter((each) => each !== undefined).length,
    ...(post?.permalink_url !== undefined && URL.canParse(post.permalink_url) && { url: post.permalink_url }),
  });
}

function ofMessaging(value: unknown, page: string): ReadMessage {
  const parsed = messagingSchema.safeParse(value);
  if (!parsed.success) return 'an event of Messenger that is no message';
  const { sender, timestamp, message } = parsed.data;
  if (message.is_echo || sender.id === page) return 'words of the page itself';
  return checkedMessage({
    replyTo: {
      network: messenger.network,
      account: page,
      messageId: message.mid,
      threadId: sender.id,
      writtenAt: instantOf(timestamp),
    },
    place: messenger.network,
    author: { handle: sender.id },
    text: message.text ?? '',
    isPublic: false,
    attachments: message.attachments?.length ?? 0,
  });
}
