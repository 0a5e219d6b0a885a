import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonOf } from '../../model/written/json-of';
import type { ReceivedSignals, SignalDoor, SignalRequest } from '../definition/signal-door';
import { mostTags, ticketUpdateSchema, type TicketUpdate } from './ticket-update';

const signatureHeader = 'x-zendesk-webhook-signature';
const timeHeader = 'x-zendesk-webhook-signature-timestamp';

/** A help desk sends again what was not taken, signed anew, for as long as this and no longer. */
const toleranceMs = 5 * 60_000;

const ticketEvents = 'zen:event-type:ticket.';

/** After these nobody reports anything with that ticket any more. */
const gone: ReadonlySet<string> = new Set(['marked_as_spam', 'merged', 'permanently_deleted', 'soft_deleted']);

const numberOrText = z.pipe(z.union([z.string(), z.int()]), z.transform(String));
const nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema));

/** What is read of a ticket: neither its subject nor its description, which customers write. */
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  time: z.string(),
  detail: z.object({
    id: numberOrText,
    requester_id: numberOrText,
    external_id: nullable(numberOrText),
    form_id: nullable(numberOrText),
    tags: nullable(z.array(z.string())),
    updated_at: z.string(),
    created_at: nullable(z.string()),
  }),
});

/**
 * Zendesk's webhooks for ticket events, as its documentation describes them (Ticket events; Verifying webhook
 * authenticity): the signature is the HMAC-SHA256 of the timestamp's header and the body, in Base64.
 */
export const zendeskDoor: SignalDoor<TicketUpdate> = {
  detector: 'tickets',
  isSigned: ({ headers }) => headers[signatureHeader] !== undefined,
  receive: (request, secret) => {
    const time = request.headers[timeHeader] ?? '';
    if (!isSame(request.headers[signatureHeader] ?? '', zendeskSignature(request.rawBody, time, secret))) {
      return { type: 'invalid-signature', why: 'the signature does not match the body' };
    }
    if (!(Math.abs(request.now.getTime() - Date.parse(time)) <= toleranceMs)) {
      return { type: 'invalid-signature', why: 'the signature is of another time' };
    }
    return updateIn(request);
  },
  read: updateIn,
};

/** What Zendesk sends as the signature of a body. */
export function zendeskSignature(rawBody: string, timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}${rawBody}`, 'utf8').digest('base64');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function updateIn({ rawBody }: Pick<SignalRequest, 'rawBody'>): ReceivedSignals<TicketUpdate> {
  const body = jsonOf(rawBody);
  const { type } = z.object({ type: z.string() }).safeParse(body).data ?? {};
  if (type === undefined) return { type: 'invalid-payload', why: 'the body is no event of Zendesk' };
  if (!type.startsWith(ticketEvents)) return { type: 'unrelated', why: 'it is not about a ticket' };
  const event = eventSchema.safeParse(body);
  if (!event.success) return { type: 'invalid-payload', why: 'the ticket does not keep its contract' };
  const { id: eventId, detail } = event.data;
  const update = ticketUpdateSchema.safeParse({
    eventId,
    ticketId: detail.id,
    requesterId: detail.requester_id,
    ...(detail.external_id && { orderId: detail.external_id }),
    ...(detail.form_id && { formId: detail.form_id }),
    tags: (detail.tags ?? []).slice(0, mostTags),
    updatedAt: instantOf(detail.updated_at),
    createdAt: instantOf(detail.created_at ?? ''),
    ...(gone.has(type.slice(ticketEvents.length)) && { isGone: true }),
  });
  if (update.success) return { type: 'signals', signals: [update.data] };
  return { type: 'invalid-payload', why: 'the ticket does not keep its contract' };
}

function instantOf(time: string): string | undefined {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
