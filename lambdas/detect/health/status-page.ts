import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { ReceivedSignals } from '../definition/signal-door';
import { healthSignalSchema, type HealthSignal } from './health-signal';
import { instantOf } from './service-events';

const componentStatus = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);

const componentUpdateSchema = z.object({
  component_update: z.object({ component_id: z.string(), new_status: componentStatus, created_at: z.string() }),
});

const incidentSchema = z.object({
  incident: z.object({
    updated_at: z.string(),
    scheduled_for: z.optional(z.nullable(z.string())),
    components: z.optional(z.nullable(z.array(z.object({ id: z.string(), status: componentStatus })))),
  }),
});

/** What was announced is no failure. */
const is = {
  operational: 'up',
  under_maintenance: 'up',
  degraded_performance: 'degraded',
  partial_outage: 'down',
  major_outage: 'down',
} as const;

/**
 * The token in the query of the URL that a Statuspage is given (`?page=…`). Its webhooks bear no signature, so whoever
 * knows the URL is believed: it is a secret like any other.
 */
export function statusPageToken(secret: string): string {
  return createHmac('sha256', secret).update('statuspage', 'utf8').digest('hex');
}

export function isTokenOf(secret: string, given: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(statusPageToken(secret))];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Webhooks of Atlassian's Statuspage (https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/): a
 * change of a component, or an incident with the components that it touches. Both say the one status that a component
 * has, so they are one voice: whichever comes last counts, and an incident that is still open or of small impact is
 * nobody's outage by itself.
 */
export function statusPageSignals(body: unknown): ReceivedSignals<HealthSignal> {
  const update = componentUpdateSchema.safeParse(body);
  if (update.success) {
    const { component_id: what, new_status, created_at } = update.data.component_update;
    return signals([signalOf(what, new_status, created_at)]);
  }
  const parsed = incidentSchema.safeParse(body);
  if (!parsed.success) return { type: 'invalid-payload', why: 'the body is no webhook of a Statuspage' };
  const { updated_at, scheduled_for, components } = parsed.data.incident;
  if (scheduled_for) return { type: 'unrelated', why: 'it is a maintenance that was announced' };
  if (!components?.length) return { type: 'unrelated', why: 'the incident names no component; its updates do' };
  return signals(components.map(({ id, status }) => signalOf(id, status, updated_at)));
}

function signalOf(component: string, status: z.infer<typeof componentStatus>, at: string): object {
  return { source: 'statuspage', what: component, sourceId: component, is: is[status], at: instantOf(at) };
}

function signals(given: readonly object[]): ReceivedSignals<HealthSignal> {
  const parsed = z.array(healthSignalSchema).safeParse(given);
  if (parsed.success) return { type: 'signals', signals: parsed.data };
  return { type: 'invalid-payload', why: 'the webhook of the Statuspage does not keep its contract' };
}
