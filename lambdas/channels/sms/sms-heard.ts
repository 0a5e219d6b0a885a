import * as z from 'zod/mini';
import { inboundMessageSchema, longestText } from '../port/inbound-message';
import type { HeardFromTopic, MessageReport } from '../port/topic-channel';
import { sms } from './send/rules';
import { tagKey } from './send/tag-key';

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html */
const inboundSchema = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
});

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html */
const eventSchema = z.object({
  eventType: z.string(),
  eventTimestamp: z.number(),
  isFinal: z.optional(z.boolean()),
  messageId: z.string(),
  messageStatus: z.optional(z.string()),
  messageStatusDescription: z.optional(z.string()),
  destinationPhoneNumber: z.optional(z.string()),
  context: z.optional(z.record(z.string(), z.string())),
});

/** The carrier took it. In some countries that is all that anybody hears. */
const arrived: ReadonlySet<string> = new Set(['TEXT_DELIVERED', 'TEXT_SUCCESSFUL']);

/**
 * Nothing comes after these. `TEXT_UNKNOWN` is none of them: after three days it says that nobody knows, and the
 * message most likely arrived.
 */
const failed: ReadonlySet<string> = new Set([
  'TEXT_INVALID',
  'TEXT_INVALID_MESSAGE',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_SPAM',
  'TEXT_TTL_EXPIRED',
  'TEXT_PROTECT_BLOCKED',
]);

/** What AWS tells of SMS: what somebody wrote, or what became of what we wrote. Pure. */
export function heardOfSms(payload: unknown, _: unknown, at: string): HeardFromTopic {
  const inbound = inboundSchema.safeParse(payload);
  if (inbound.success) return messageOf(inbound.data, at);
  const event = eventSchema.safeParse(payload);
  if (!event.success) return ignored('what is neither a message nor an event of one');
  const report = reportOf(event.data);
  return typeof report === 'string' ? ignored(report) : { items: [report], ignored: [] };
}

function messageOf(
  { originationNumber: from, destinationNumber: account, messageBody, inboundMessageId }: z.infer<typeof inboundSchema>,
  at: string,
): HeardFromTopic {
  const message = {
    replyTo: { network: sms.network, account, messageId: inboundMessageId, threadId: from, writtenAt: at },
    place: sms.network,
    author: { handle: from },
    text: messageBody.slice(0, longestText),
    isPublic: false,
    attachments: 0,
  };
  const parsed = inboundMessageSchema.safeParse(message);
  if (!parsed.success) return ignored('a message whose number, id or time cannot be read');
  return { items: [{ type: 'message', message: parsed.data }], ignored: [] };
}

function reportOf(event: z.infer<typeof eventSchema>): MessageReport | string {
  const { eventType, eventTimestamp, messageId: reference, context, destinationPhoneNumber } = event;
  const { messageStatus = '', messageStatusDescription = '' } = event;
  const state = arrived.has(eventType) ? 'delivered' : failed.has(eventType) ? 'bounced' : undefined;
  if (!state) return `an event "${eventType.slice(0, 40)}", after which others come or nobody knows`;
  const hasStopped = state === 'bounced' && /opt(?:ed)?[ _-]?out|unsubscribed/i.test(messageStatusDescription);
  return {
    type: 'report',
    network: sms.network,
    tag: context?.[tagKey],
    state,
    reference,
    reason: state === 'bounced' ? (termIn(messageStatus) ?? termIn(eventType)) : undefined,
    stopped: hasStopped ? destinationPhoneNumber : undefined,
    at: new Date(eventTimestamp).toISOString(),
  };
}

/** One term of AWS, which is the same for everybody. Descriptions may repeat a number. */
function termIn(text: string): string | undefined {
  return /^\w{1,60}$/.test(text) ? text : undefined;
}

function ignored(why: string): HeardFromTopic {
  return { items: [], ignored: [why] };
}
