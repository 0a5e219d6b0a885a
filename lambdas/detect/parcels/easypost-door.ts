import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonOf } from '../../model/written/json-of';
import type { ReceivedSignals, SignalDoor, SignalRequest } from '../definition/signal-door';
import { trackerStatuses, trackerUpdateSchema, type TrackerUpdate } from './tracker-update';

/** Which of EasyPost's events are about a tracker. */
const trackerEvents: ReadonlySet<string> = new Set(['tracker.created', 'tracker.updated']);

const eventSchema = z.object({ id: z.string(), description: z.string(), mode: z.optional(z.string()) });

const nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema));

/** What is read of a tracker: neither who signed for the parcel, nor where it was. */
const trackerSchema = z.object({
  result: z.object({
    id: z.string(),
    tracking_code: z.string(),
    carrier: z.string(),
    status: z.enum(trackerStatuses),
    status_detail: nullable(z.string()),
    updated_at: z.string(),
    est_delivery_date: nullable(z.string()),
    tracking_details: nullable(z.array(z.object({ datetime: nullable(z.string()) }))),
  }),
});

const header = 'x-hmac-signature';

/**
 * Events of EasyPost's trackers, as its documentation describes them (Webhooks Guide, Trackers): the signature is the
 * HMAC-SHA256 of the body alone, in hex. It has no time in it, so a request can be sent again by whoever has seen it;
 * it then says what it has said before, which changes nothing.
 */
export const easypostDoor: SignalDoor<TrackerUpdate> = {
  detector: 'parcels',
  isSigned: ({ headers }) => headers[header] !== undefined,
  receive: (request, secret) =>
    isSignedWith(secret, request)
      ? updateIn(request.rawBody)
      : { type: 'invalid-signature', why: 'the signature does not match the body' },
  read: ({ rawBody }) => updateIn(rawBody),
};

/** What EasyPost sends as the signature of a body. It normalises the secret first. */
export function easypostSignature(rawBody: string, secret: string): string {
  const digest = createHmac('sha256', secret.normalize('NFKD')).update(rawBody, 'utf8').digest('hex');
  return `hmac-sha256-hex=${digest}`;
}

function isSignedWith(secret: string, { headers, rawBody }: Pick<SignalRequest, 'headers' | 'rawBody'>): boolean {
  const expected = Buffer.from(easypostSignature(rawBody, secret));
  const given = Buffer.from((headers[header] ?? '').trim().toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function updateIn(rawBody: string): ReceivedSignals<TrackerUpdate> {
  const body = jsonOf(rawBody);
  const event = eventSchema.safeParse(body);
  if (!event.success) return { type: 'invalid-payload', why: 'the body is no event of EasyPost' };
  const { id: eventId, description, mode } = event.data;
  if (!trackerEvents.has(description)) return { type: 'unrelated', why: 'it is not about a tracker' };
  if (mode === 'test') return { type: 'unrelated', why: 'it is of the mode for tests' };
  const tracker = trackerSchema.safeParse(body);
  if (!tracker.success) return { type: 'invalid-payload', why: 'the tracker does not keep its contract' };
  const { id: trackerId, tracking_code: trackingId, carrier, status, ...rest } = tracker.data.result;
  const update = trackerUpdateSchema.safeParse({
    eventId,
    trackerId,
    carrier,
    trackingId,
    status,
    statusDetail: rest.status_detail ?? undefined,
    updatedAt: instantOf(rest.updated_at),
    expectedBy: dayOrInstant(instantOf(rest.est_delivery_date)),
    scannedAt: latest((rest.tracking_details ?? []).map(({ datetime }) => instantOf(datetime))),
  });
  if (update.success) return { type: 'signals', signals: [update.data] };
  return { type: 'invalid-payload', why: 'the tracker does not keep its contract' };
}

function instantOf(time: string | null | undefined): string | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** A day is named as its midnight, and means that it comes on that day, wherever it goes. */
function dayOrInstant(time: string | undefined): string | undefined {
  return time?.replace(/T00:00:00\.000Z$/u, '');
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
}
