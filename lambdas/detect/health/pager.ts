import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { ReceivedSignals } from '../definition/signal-door';
import { healthSignalSchema, type HealthSignal } from './health-signal';
import { instantOf } from './service-events';

export const pagerHeader = 'x-pagerduty-signature';

const eventSchema = z.object({
  event: z.object({ event_type: z.string(), occurred_at: z.string(), data: z.unknown() }),
});

const incidentSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  service: z.object({ id: z.string() }),
});

const boundaries: ReadonlySet<string> = new Set(['incident.triggered', 'incident.reopened', 'incident.resolved']);

/** What PagerDuty sends as a signature of a body. */
export function pagerSignature(rawBody: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(rawBody, 'utf8').digest('hex')}`;
}

/** A header may have several signatures, while a secret is replaced. */
export function isPagerSignature(secret: string, header: string, rawBody: string): boolean {
  const expected = Buffer.from(pagerSignature(rawBody, secret));
  return header.split(',').some((each) => {
    const given = Buffer.from(each.trim());
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/**
 * PagerDuty's V3 webhooks (its developer documentation, Webhooks: Overview, Verifying Signatures): HMAC-SHA256 of the
 * body, in hex. There is no time in it, so a request can be sent again by whoever has seen it; it says what it has said
 * before.
 */
export function pagerSignals(body: unknown): ReceivedSignals<HealthSignal> {
  const event = eventSchema.safeParse(body);
  if (!event.success) return { type: 'invalid-payload', why: 'the body is no event of PagerDuty' };
  const { event_type, occurred_at, data } = event.data.event;
  if (!boundaries.has(event_type)) return { type: 'unrelated', why: 'it neither begins nor ends an incident' };
  const incident = incidentSchema.safeParse(data);
  if (!incident.success) return { type: 'invalid-payload', why: 'the incident does not keep its contract' };
  const { id: sourceId, created_at, service } = incident.data;
  const began = instantOf(created_at);
  const signal = healthSignalSchema.safeParse({
    ...{ source: 'pagerduty', what: service.id, sourceId },
    ...(event_type === 'incident.resolved' && { is: 'up', at: instantOf(occurred_at), downSince: began }),
    ...(event_type === 'incident.reopened' && { is: 'down', at: instantOf(occurred_at) }),
    ...(event_type === 'incident.triggered' && { is: 'down', at: began }),
  });
  if (signal.success) return { type: 'signals', signals: [signal.data] };
  return { type: 'invalid-payload', why: 'the incident does not keep its contract' };
}
