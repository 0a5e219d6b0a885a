import * as z from 'zod/mini';
import { outcomeOf, saidRefundSchema } from './http-answer';
import { NewsSecret } from './news-secret';
import type { ProviderKey } from './provider-key';
import {
  newsToleranceSeconds,
  type NewsNotOurs,
  type NewsReader,
  type NewsRefused,
  type NewsRequest,
  type ProviderNews,
} from './provider-news';
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

const kindSchema = z.object({ type: z.string() });

/** Believes a team's own payment service by its signature, and reads what it says: docs/refund-endpoint.md. */
export class HttpWebhook implements NewsReader {
  readonly signatureHeader = 'amends-signature';
  readonly timestampHeader = 'amends-timestamp';
  private readonly secret: NewsSecret;

  /** @param key the secret with which the service signs, the same as for our requests to it */
  constructor(key: ProviderKey) {
    this.secret = new NewsSecret(key);
  }

  async readNews(request: NewsRequest): Promise<ProviderNews | NewsRefused | NewsNotOurs> {
    const late = refusalOfTime(request);
    if (late) return late;
    const proof = await this.secret.verify(request.now, (secret) => proofOf(request, secret));
    return proof === 'signed' ? newsOf(request.rawBody) : proof;
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

function newsOf(rawBody: string): ProviderNews | NewsRefused | NewsNotOurs {
  const body = jsonOf(rawBody);
  const kind = kindSchema.safeParse(body);
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
