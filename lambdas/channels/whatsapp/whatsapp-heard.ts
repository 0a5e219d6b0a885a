import * as z from 'zod/mini';
import { inboundMessageSchema, longestText } from '../port/inbound-message';
import type { TopicItem, HeardFromTopic, MessageReport } from '../port/topic-channel';
import { whatsapp } from './send/rules';
import { meaningOfFailure } from './whatsapp-failures';
import { jsonOf } from '../../model/written/json-of';

/** https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html */
const eventSchema = z.object({ whatsAppWebhookEntry: z.string() });

const messageSchema = z.object({
  from: z.string(),
  id: z.string(),
  timestamp: z.string(),
  type: z.string(),
  text: z.optional(z.object({ body: z.string() })),
  button: z.optional(z.object({ text: z.string() })),
  image: z.optional(z.object({ caption: z.optional(z.string()) })),
  video: z.optional(z.object({ caption: z.optional(z.string()) })),
  document: z.optional(z.object({ caption: z.optional(z.string()) })),
});

const statusSchema = z.object({
  status: z.string(),
  timestamp: z.string(),
  recipient_id: z.optional(z.string()),
  biz_opaque_callback_data: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ code: z.number() }))),
});

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples */
const entrySchema = z.object({
  changes: z.array(
    z.object({
      field: z.string(),
      value: z.object({
        metadata: z.optional(z.object({ display_phone_number: z.string() })),
        contacts: z.optional(
          z.array(z.object({ wa_id: z.string(), profile: z.optional(z.object({ name: z.string() })) })),
        ),
        messages: z.optional(z.array(z.unknown())),
        statuses: z.optional(z.array(z.unknown())),
      }),
    }),
  ),
});

type Value = z.infer<typeof entrySchema>['changes'][number]['value'];

/** Written by a machine, or by nobody: what a phone says of itself, and thumbs. */
const notWritten: ReadonlySet<string> = new Set(['reaction', 'system', 'unsupported', 'ephemeral', 'request_welcome']);

/** What AWS tells of WhatsApp, as Meta tells it. Pure. */
export function heardOfWhatsApp(payload: unknown): HeardFromTopic {
  const event = eventSchema.safeParse(payload);
  const entry = event.success ? entrySchema.safeParse(jsonOf(event.data.whatsAppWebhookEntry)) : event;
  if (!entry.success) return { items: [], ignored: ['what is no entry of a webhook of WhatsApp'] };
  const read = entry.data.changes.flatMap(({ field, value }) =>
    field === 'messages' ? heardIn(value) : [`a change of "${field.slice(0, 40)}", which is not read`],
  );
  return {
    items: read.filter((one) => typeof one !== 'string'),
    ignored: read.filter((one) => typeof one === 'string'),
  };
}

function heardIn(value: Value): (TopicItem | string)[] {
  const { messages = [], statuses = [] } = value;
  return [...messages.map((message) => messageOf(message, value)), ...statuses.map(reportOf)];
}

function messageOf(given: unknown, { metadata, contacts = [] }: Value): TopicItem | string {
  const parsed = messageSchema.safeParse(given);
  if (!parsed.success || !metadata) return 'a message that cannot be read';
  const { from, id, timestamp, type, text, button, image, video, document } = parsed.data;
  if (notWritten.has(type)) return `a message of the type "${type}"`;
  const name = contacts.find(({ wa_id: waId }) => waId === from)?.profile?.name;
  const written = text?.body ?? button?.text ?? image?.caption ?? video?.caption ?? document?.caption ?? '';
  const message = inboundMessageSchema.safeParse({
    replyTo: {
      network: whatsapp.network,
      account: metadata.display_phone_number,
      messageId: id,
      threadId: from,
      writtenAt: instant(timestamp),
    },
    place: whatsapp.network,
    author: { handle: from, ...(name !== undefined && { name: name.slice(0, 200) }) },
    text: written.slice(0, longestText),
    isPublic: false,
    attachments: text || button ? 0 : 1,
  });
  return message.success
    ? { type: 'message', message: message.data }
    : 'a message whose id, number or time cannot be read';
}

function reportOf(given: unknown): MessageReport | string {
  const parsed = statusSchema.safeParse(given);
  if (!parsed.success) return 'a status that cannot be read';
  const { status, timestamp, recipient_id: recipient, biz_opaque_callback_data: tag, errors = [] } = parsed.data;
  const at = instant(timestamp);
  const common = { type: 'report', network: whatsapp.network, tag, at } as const;
  if (status === 'delivered' || status === 'read') return { ...common, state: 'delivered' };
  if (status !== 'failed') return `a status "${status.slice(0, 40)}", after which others come`;
  const { why, isStop } = meaningOfFailure(errors[0]?.code);
  return { ...common, state: 'bounced', reason: why, stopped: isStop ? recipient : undefined };
}

/** Seconds, as text. What is no number makes a text that is no time. */
function instant(seconds: string): string {
  const date = new Date(Number(seconds) * 1_000);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString();
}
