import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import type { ProviderKey } from '../keys/provider-key';
import { SigningSecret } from '../keys/signing-secret';
import {
  mostPaymentIds,
  type InvalidPayload,
  type UnrelatedEvent,
  type WebhookEvent,
  type WebhookRequest,
  type WebhookScope,
  type WebhookVerification,
  type WebhookVerifier,
} from '../port/webhook-event';
import { partnerKinds } from '../port/partner-events';
import { outcomeOfPartStatus, partStatusSchema } from './http-part-status';
import { outcomeOfRefundStatus, refundStatusSchema } from './http-refund-status';
import { checkSignature, checkTimestamp, ownSignatureHeaders } from './request-signature';
import { jsonOf } from '../../model/written/json-of';

const id = idSchema();

const envelopeSchema = z.object({ schemaVersion: z.literal(1), eventId: id, createdAt: z.iso.datetime() });

const partIdsSchema = z.object({ part: z.int().check(z.positive()), customerId: id });

const disputeSchema = z.object({
  reference: id,
  paymentIds: z.array(z.string()).check(z.minLength(1), z.maxLength(mostPaymentIds)),
  amountMinor: z.int(),
  currency: z.string(),
  status: z.string(),
});

const partKindSchema = z.object({ type: z.enum(partnerKinds) });

/** Says only that the old thing has come back, for which a new one was sent. */
const returnSchema = z.object({ returned: z.literal(true) });

const typeSchema = z.object({ type: z.string() });

/**
 * Verifies the webhook events of a team's own service by their signature, and reads them: docs/refund-endpoint.md,
 * docs/partner-endpoint.md.
 */
export class HttpWebhook implements WebhookVerifier {
  readonly signatureHeader = ownSignatureHeaders.signature;
  readonly timestampHeader = ownSignatureHeaders.timestamp;
  private readonly secret: SigningSecret;

  /** @param key the secret with which the service signs, the same as for our requests to it */
  constructor(
    key: ProviderKey,
    private readonly scope: WebhookScope = 'payments',
  ) {
    this.secret = new SigningSecret(key);
  }

  async verify(request: WebhookRequest): Promise<WebhookVerification> {
    const refusal = checkTimestamp(request);
    if (refusal) return refusal;
    const verified = await this.secret.verify(request.now, (secret) => checkSignature(request, secret));
    return verified === 'signed' ? eventIn(request.rawBody, this.scope) : verified;
  }
}

function eventIn(rawBody: string, scope: WebhookScope): WebhookEvent | UnrelatedEvent | InvalidPayload {
  const body = jsonOf(rawBody);
  const typed = typeSchema.safeParse(body);
  if (!typed.success) return brokenContract;
  if (scope === 'parts') return partEvent(body);
  if (typed.data.type === 'refund') return refundEvent(body);
  if (typed.data.type === 'dispute') return disputeEvent(body);
  return { type: 'unrelated' };
}

/** Refused, so that the team sees it: a signed body that cannot be read is a defect of the endpoint. */
const brokenContract: InvalidPayload = { type: 'invalid-payload', why: 'the body does not keep its contract' };

function refundEvent(body: unknown): WebhookEvent | InvalidPayload {
  const envelope = envelopeSchema.safeParse(body);
  const ids = partIdsSchema.safeParse(body);
  const status = refundStatusSchema.safeParse(body);
  if (!envelope.success || !ids.success || !status.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { remedyId, amountMinor, currency } = status.data;
  const { part: partNumber, customerId } = ids.data;
  const outcome = outcomeOfRefundStatus(status.data);
  return { type: 'refund', eventId, remedyId, partNumber, customerId, outcome, amountMinor, currency, createdAt };
}

function partEvent(body: unknown): WebhookEvent | UnrelatedEvent | InvalidPayload {
  const kind = partKindSchema.safeParse(body);
  if (!kind.success) return { type: 'unrelated' };
  const envelope = envelopeSchema.safeParse(body);
  const ids = z.extend(partIdsSchema, { remedyId: id }).safeParse(body);
  if (!envelope.success || !ids.success) return brokenContract;
  const { part: partNumber, customerId, remedyId } = ids.data;
  const { eventId } = envelope.data;
  const event = { type: 'part', eventId, remedyId, partNumber, customerId, kind: kind.data.type } as const;
  if (returnSchema.safeParse(body).success) return { ...event, returned: true };
  const status = partStatusSchema.safeParse(body);
  return status.success ? { ...event, outcome: outcomeOfPartStatus(status.data) } : brokenContract;
}

function disputeEvent(body: unknown): WebhookEvent | InvalidPayload {
  const envelope = envelopeSchema.safeParse(body);
  const dispute = disputeSchema.safeParse(body);
  if (!envelope.success || !dispute.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { reference, ...rest } = dispute.data;
  return { type: 'dispute', eventId, disputeRef: reference, ...rest, createdAt, happenedAt: createdAt };
}
