import * as z from 'zod/mini';

/** What the contact center tells on the default bus of its account. */
export const contactEventSource = 'aws.connect';
export const contactEventType = 'Amazon Connect Contact Event';

/** Of all that happens to a contact, this matters to a call. */
export const contactHappenings = ['CONNECTED_TO_AGENT', 'DISCONNECTED', 'COMPLETED'] as const;

/** How the contacts began that we begin, and those into which agents pass them on. */
export const contactBeginnings = ['API', 'TRANSFER', 'QUEUE_TRANSFER'] as const;

const text = z.string().check(z.minLength(1), z.maxLength(2_048));
const instant = z.string().check(
  z.maxLength(40),
  z.refine((at) => !Number.isNaN(Date.parse(at))),
);

/**
 * An event about a contact, as far as we read it: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html.
 * Connect adds fields and kinds of events; what is not here is left alone.
 */
const contactEventSchema = z.object({
  eventType: text,
  contactId: text,
  initialContactId: z.optional(text),
  relatedContactId: z.optional(text),
  channel: text,
  instanceArn: text,
  initiationMethod: z.optional(text),
  initiationTimestamp: z.optional(instant),
  connectedToSystemTimestamp: z.optional(instant),
  disconnectTimestamp: z.optional(instant),
  agentInfo: z.optional(z.object({ agentArn: z.optional(text), connectedToAgentTimestamp: z.optional(instant) })),
});

/** What an event says about one of our contacts. */
export interface ContactFact {
  /** `ended` also where the agent's work after it has ended. */
  readonly kind: 'joined' | 'ended';
  readonly isTask: boolean;
  readonly contactId: string;
  /** The ids by which its call is found, the likeliest first. */
  readonly ids: readonly string[];
  /** The agent who had it, if one did. */
  readonly agent?: { readonly arn: string | undefined; readonly at: string } | undefined;
  /** The first contact of those into which it was passed on: itself, if it was not. */
  readonly firstId: string;
  /** For how long somebody who had answered was there. Undefined where nobody answered. */
  readonly answeredForMs?: number | undefined;
  /** When it began. ISO 8601. */
  readonly begunAt: string | undefined;
}

/** Undefined where it is nothing that matters to a call. */
export function contactFactOf(detail: unknown, instanceId: string): ContactFact | undefined {
  const parsed = contactEventSchema.safeParse(detail);
  if (!parsed.success) return undefined;
  const { eventType, channel, instanceArn, contactId, relatedContactId, initialContactId } = parsed.data;
  const seen = contactHappenings.find((known) => known === eventType);
  const isTask = channel.toUpperCase() === 'TASK';
  if (seen === undefined || !instanceArn.endsWith(`:instance/${instanceId}`)) return undefined;
  if (!isTask && channel.toUpperCase() !== 'VOICE') return undefined;
  const { agentArn: arn, connectedToAgentTimestamp: at } = parsed.data.agentInfo ?? {};
  const ids = [contactId, ...(isTask ? [] : [relatedContactId]), initialContactId].filter((id) => id !== undefined);
  return {
    kind: seen === 'CONNECTED_TO_AGENT' ? 'joined' : 'ended',
    isTask,
    contactId,
    // What it is only related to is another contact.
    firstId: initialContactId === undefined || initialContactId === relatedContactId ? contactId : initialContactId,
    answeredForMs: isTask ? undefined : answeredForMs(parsed.data),
    ids: [...new Set(ids)],
    agent: at === undefined ? undefined : { arn, at: new Date(at).toISOString() },
    begunAt: parsed.data.initiationTimestamp,
  };
}

/** The customer is connected to the system when they answer. Without an end, nobody knows that they left at once. */
function answeredForMs({
  connectedToSystemTimestamp: from,
  disconnectTimestamp: until,
}: z.output<typeof contactEventSchema>): number | undefined {
  if (from === undefined) return undefined;
  return until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) - Date.parse(from);
}
