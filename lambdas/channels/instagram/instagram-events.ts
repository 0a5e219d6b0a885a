import * as z from 'zod/mini';
import { inboundMessageSchema, longestText, type InboundMessage } from '../port/inbound-message';
import { instagram, instagramComments } from './rules';

/**
 * What is read of a webhook of an account. https://developers.facebook.com/docs/instagram-platform/webhooks/examples and
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/instagram. Everything else is let through, because
 * Meta adds fields without a version.
 */
export const accountEventSchema = z.object({
  object: z.literal('instagram'),
  entry: z.array(
    z.object({
      id: z.string(),
      /** When Meta sent it. Comments have no other time. */
      time: z.optional(z.number()),
      changes: z.optional(z.array(z.object({ field: z.string(), value: z.optional(z.unknown()) }))),
      messaging: z.optional(z.array(z.unknown())),
    }),
  ),
});

type OfAccount = z.infer<typeof accountEventSchema>['entry'][number];

const commentSchema = z.object({
  id: z.string(),
  from: z.optional(z.object({ id: z.string(), username: z.optional(z.string()) })),
  text: z.optional(z.string()),
});

const messagingSchema = z.object({
  sender: z.object({ id: z.string() }),
  timestamp: z.number(),
  message: z.object({
    mid: z.string(),
    text: z.optional(z.string()),
    is_echo: z.optional(z.boolean()),
    is_deleted: z.optional(z.boolean()),
    attachments: z.optional(z.array(z.unknown())),
  }),
});

/** One thing of a webhook: a message to us, or why it is none. */
type Read = InboundMessage | string;

/** The messages of a webhook for one account, and why the rest are none. Pure. */
export function messagesIn(
  body: z.infer<typeof accountEventSchema>,
  account: string,
): { readonly messages: readonly InboundMessage[]; readonly ignored: readonly string[] } {
  const read = body.entry.flatMap((entry): Read[] =>
    entry.id === account ? ofEntry(entry, account) : ['an event of another account'],
  );
  return {
    messages: read.filter((each) => typeof each !== 'string'),
    ignored: read.filter((each) => typeof each === 'string'),
  };
}

function ofEntry({ time, changes = [], messaging = [] }: OfAccount, account: string): Read[] {
  return [
    ...changes.map(({ field, value }) =>
      field === 'comments' ? ofComment(value, time, account) : `a change of "${field.slice(0, 40)}", which is not read`,
    ),
    ...messaging.map((each) => ofMessaging(each, account)),
  ];
}

function ofComment(value: unknown, time: number | undefined, account: string): Read {
  const parsed = commentSchema.safeParse(value);
  if (!parsed.success || time === undefined) return 'a comment without its id or its time';
  const { id, from, text = '' } = parsed.data;
  if (from?.id === account) return 'words of the account itself';
  return checked({
    replyTo: {
      network: instagramComments.network,
      account,
      messageId: id,
      threadId: id,
      writtenAt: instant(time),
    },
    place: instagram.network,
    author: {
      ...(from && { handle: from.id }),
      ...(from?.username !== undefined && { name: from.username.slice(0, 200) }),
    },
    text: text.slice(0, longestText),
    isPublic: true,
    attachments: 0,
  });
}

function ofMessaging(value: unknown, account: string): Read {
  const parsed = messagingSchema.safeParse(value);
  if (!parsed.success) return 'an event of a conversation that is no message';
  const { sender, timestamp, message } = parsed.data;
  if (message.is_echo || sender.id === account) return 'words of the account itself';
  if (message.is_deleted) return 'a message that its author took back';
  return checked({
    replyTo: {
      network: instagram.network,
      account,
      messageId: message.mid,
      threadId: sender.id,
      writtenAt: instant(timestamp),
    },
    place: instagram.network,
    author: { handle: sender.id },
    text: (message.text ?? '').slice(0, longestText),
    isPublic: false,
    attachments: message.attachments?.length ?? 0,
  });
}

/** Meta gives seconds in some events and milliseconds in others: no second of this millennium is so long a number. */
function instant(time: number): string {
  const date = new Date(time < 100_000_000_000 ? time * 1_000 : time);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString();
}

/** Ids with characters that nobody sees, or a time that is none, are no message of a person. */
function checked(message: InboundMessage): Read {
  const parsed = inboundMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : 'a message whose id, author or time cannot be read';
}
