import * as z from 'zod/mini';
import { outcomeOf, saidRefundSchema } from './http-answer';
import { outcomeOfSaidPart, partStatusSchema } from './http-part-answer';
import { NewsSecret } from '../port/signing-secret';
import type { ProviderKey } from '../port/provider-key';
import {
  newsToleranceSeconds,
  type NewsNotOurs,
  type NewsReader,
  type NewsRefused,
  type NewsRequest,
  type ProviderNews,
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
export class HttpWebhook implements NewsReader {
  readonly signatureHeader = 'amends-signature';
  readonly timestampHeader = 'amends-timestamp';
  private readonly secret: NewsSecret;

  /** @param key the secret with which the service signs, the same as for our requests to it */
  constructor(
    key: ProviderKey,
    private readonly about: Believed = 'payments',
  ) {
    this.secret = new NewsSecret(key);
  }

  async readNews(request: NewsRequest): Promise<ProviderNews | NewsRefused | NewsNotOurs> {
    const late = refusalOfTime(request);
    if (late) return late;
    const proof = await this.secret.verify(request.now, (secret) => proofOf(request, secret));
    return proof === 'signed' ? newsOf(request.rawBody, this.about) : proof;
  }
}

/** Before the secret is read: no newer one would make it less late. */
function refusalOfTime({ timestamp, signature, now }: NewsRequest): NewsRefused | undefined {
  if (!signature || !timestamp) return { news: 'refused', why: 'there is no signature with a timestamp' };
  if (!/^\d{1,12}$/.test(timestamp)) return { news: 'refused', why: 'the timestamp is no number of seconds' };
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) <= newsToleranceSeconds) return undefined;
  return { news: 'refused', why: `the timestamp is more than ${newsToleranceSeconds} s away from our clock` };
}

function proofOf({ rawBody, signature = '', timestamp }: NewsRequest, secret: string): 'signed' | NewsRefused {
  const signed = { timestampSeconds: Number(timestamp), text: rawBody };
  if (isSignedWith(secret, signature, signed)) return 'signed';
  return { news: 'refused', why: 'the signature does not fit the body' };
}

function newsOf(rawBody: string, about: Believed): ProviderNews | NewsRefused | NewsNotOurs {
  const body = jsonOf(rawBody);
  const kind = kindSchema.safeParse(body);
  if (about === 'parts') return kind.success ? partNews(body) : brokenContract;
  if (kind.success && kind.data.type === 'refund') return refundNews(body);
  if (kind.success && kind.data.type === 'dispute') return disputeNews(body);
  return kind.success ? { news: 'not-ours' } : brokenContract;
}

/** Refused, so that the team sees it: a signed body that cannot be read is a defect of the endpoint. */
const brokenContract: NewsRefused = { news: 'refused', why: 'the body does not keep its contract' };

function refundNews(body: unknown): ProviderNews | NewsRefused {
  const envelope = envelopeSchema.safeParse(body);
  const marks = marksSchema.safeParse(body);
  const said = saidRefundSchema.safeParse(body);
  if (!envelope.success || !marks.success || !said.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { remedyId, amountMinor, currency } = said.data;
  const { part: partNumber, customerId } = marks.data;
  const outcome = outcomeOf(said.data);
  return { news: 'refund', eventId, remedyId, partNumber, customerId, outcome, amountMinor, currency, createdAt };
}

function partNews(body: unknown): ProviderNews | NewsRefused | NewsNotOurs {
  const kind = partKindSchema.safeParse(body);
  if (!kind.success) return { news: 'not-ours' };
  const envelope = envelopeSchema.safeParse(body);
  const marks = z.extend(marksSchema, { remedyId: id }).safeParse(body);
  if (!envelope.success || !marks.success) return brokenContract;
  const { part: partNumber, customerId, remedyId } = marks.data;
  const { eventId } = envelope.data;
  const about = { news: 'part', eventId, remedyId, partNumber, customerId, kind: kind.data.type } as const;
  if (returnSchema.safeParse(body).success) return { ...about, returned: true };
  const status = partStatusSchema.safeParse(body);
  return status.success ? { ...about, outcome: outcomeOfSaidPart(status.data) } : brokenContract;
}

function disputeNews(body: unknown): ProviderNews | NewsRefused {
  const envelope = envelopeSchema.safeParse(body);
  const dispute = disputeSchema.safeParse(body);
  if (!envelope.success || !dispute.success) return brokenContract;
  const { eventId, createdAt } = envelope.data;
  const { reference, ...facts } = dispute.data;
  return { news: 'dispute', eventId, disputeRef: reference, ...facts, createdAt };
}

function jsonOf(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
