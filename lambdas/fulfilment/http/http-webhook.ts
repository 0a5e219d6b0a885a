import * as z from 'zod/mini';
import { outcomeOf, saidRefundSchema } from './http-answer';
import { outcomeOfSaidPart, partStatusSchema } from './http-part-answer';
import { SigningSecret } from '../port/signing-secret';
import type { ProviderKey } from '../port/provider-key';
import {
  signatureToleranceSeconds,
  type UnrelatedEvent,
  type WebhookVerifier,
  type InvalidSignature,
  type WebhookRequest,
  type WebhookEvent,
} from '../port/webhook-event';
import { isSignedWith } from './request-signature';

const id = z.string().check(z.minLength(1), z.maxLength(200));

const envelopeSchema = z.object({ schemaVersion: z.literal(1), eventId: id, createdAt: z.iso.datetime() });

const marksSchema = z.object({ part: z.int().check(z.positive()), customerId: id });

const disputeSchema = z.object({
  reference: id,
  paymentIds: z.array(z.string()).check(z.minLength(1)),
  amountMinor: z.int(),
  currency: z.string(),
  status: z.string(),
});

const partKindSchema = z.object({ type: z.enum(['credit', 'replacement', 'callback']) });

/** Says only that an old thing is back, for which a new one was sent. */
const returnSchema = z.object({ returned: z.literal(true) });

const kindSchema = z.object({ type: z.string() });

/**
 * About what a caller is believed: whoever pays, about refunds and disputes; whoever else carries something out, about that. So
 * a warehouse cannot say that money went back.
 */
export type Believed = 'payments' | 'parts';

/**
 * Believes a team's own service by its signature, and reads what it says: docs/refund-endpoint.md, docs/partner-endpoint.md.
 */
export class HttpWebhook implements WebhookVerifier {
  readonly signatureHeader = 'amends-signature';
  readonly timestampHeader = 'amends-timestamp';
  private readonly secret: SigningSecret;

  /** @param key the secret with which the service signs, the same as for our requests to it */
  constructor(
    key: ProviderKey,
    private readonly about: Believed = 'payments',
  ) {
    this.secret = new SigningSecret(key);
  }

  async verify(request: WebhookRequest): Promise<WebhookEvent | InvalidSignature | UnrelatedEvent> {
    const late = refusalOfTime(request);
    if (late) return late;
    const proof = await this.secret.verify(request.now, (secret) => proofOf(request, secret));
    return proof === 'signed' ? newsOf(request.rawBody, this.about) : proof;
  }
}

/** Before the secret is read: no newer one would make it less late. */
function refusalOfTime({ timestamp, signature, now }: WebhookRequest): InvalidSignature | undefined {
  if (!signature || !timestamp) return { event: 'invalid-signature', why: 'there is no signature with a timestamp' };
  if (!/^\d{1,12}$/.test(timestamp))
    return { event: 'invalid-signature', why: 'the timestamp is no number of seconds' };
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) <= signatureToleranceSeconds) return undefined;
  return {
    event: 'invalid-signature',
    why: `the timestamp is more than ${signatureToleranceSeconds} s away from our clock`,
  };
}

function proofOf({ rawBody, signature = '', timestamp }: WebhookRequest, secret: string): 'signed' | InvalidSignature {
  const signed = { timestampSeconds: Number(timestamp), text: rawBody };
  if (isSignedWith(secret, signature, signed)) return 'signed';
  return { event: 'invalid-signature', why: 'the signature does not fit the body' };
}

function newsOf(rawBody: string, about: Believed): WebhookEvent | InvalidSignature | UnrelatedEvent {
  const body = jsonOf(rawBody);
  const kind = kindSchema.safeParse(body);
  if (about === 'parts') return kind.success ? partUpdate(body) : brokenContract;
  if (kind.success && kind.data.type === 'refund') return refundEvent(body);
  if (kind.success && kind.data.type === 'dispute') return disputeEvent(body);
  return kind.success ? { event: 'unrelated' } : brokenContract;
}

/** Refused, so that the team sees it: a signed body that cannot be read is a defect of the endpoint. */
const brokenContract: InvalidSignature = { event: 'invalid-signature', why: 'the body does not keep its contract' };

function refundEvent(body: unknown): WebhookEvent | InvalidSignature {
  const envelope = envelopeSchema.safeParse(body);
  const marks = marksSchema.safeParse(body);
  const said = saidRefundSchema.safeParse(body);
  if (!envelope.success || !marks.success || !said.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { remedyId, amountMinor, currency } = said.data;
  const { part: partNumber, customerId } = marks.data;
  const outcome = outcomeOf(said.data);
  return { event: 'refund', eventId, remedyId, partNumber, customerId, outcome, amountMinor, currency, createdAt };
}

function partUpdate(body: unknown): WebhookEvent | InvalidSignature | UnrelatedEvent {
  const kind = partKindSchema.safeParse(body);
  if (!kind.success) return { event: 'unrelated' };
  const envelope = envelopeSchema.safeParse(body);
  const marks = z.extend(marksSchema, { remedyId: id }).safeParse(body);
  if (!envelope.success || !marks.success) return brokenContract;
  const { part: partNumber, customerId, remedyId } = marks.data;
  const { eventId } = envelope.data;
  const about = { event: 'part', eventId, remedyId, partNumber, customerId, kind: kind.data.type } as const;
  if (returnSchema.safeParse(body).success) return { ...about, returned: true };
  const status = partStatusSchema.safeParse(body);
  return status.success ? { ...about, outcome: outcomeOfSaidPart(status.data) } : brokenContract;
}

function disputeEvent(body: unknown): WebhookEvent | InvalidSignature {
  const envelope = envelopeSchema.safeParse(body);
  const dispute = disputeSchema.safeParse(body);
  if (!envelope.success || !dispute.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { reference, ...facts } = dispute.data;
  return { event: 'dispute', eventId, disputeRef: reference, ...facts, createdAt };
}

function jsonOf(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
