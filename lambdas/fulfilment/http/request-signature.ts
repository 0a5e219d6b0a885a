import { createHmac, timingSafeEqual } from 'node:crypto';
import { signatureToleranceSeconds, type InvalidSignature, type WebhookRequest } from '../port/webhook-event';

/** What is signed: the body of a request that has one, and otherwise the path and query of its request line. */
export interface SignedText {
  /** Seconds since the epoch. */
  readonly timestampSeconds: number;
  readonly text: string;
}

/** `v1=` and the HMAC-SHA256 of timestamp, full stop and text under the secret, in hex. */
export function signatureOf({ timestampSeconds, text }: SignedText, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestampSeconds}.${text}`, 'utf8').digest('hex')}`;
}

/** True where one of the comma-separated signatures matches. Two are sent while a secret is being rotated. */
export function isSignedWith(secret: string, signatures: string, signed: SignedText): boolean {
  const expected = Buffer.from(signatureOf(signed, secret));
  return signatures.split(',').some((candidate) => {
    const given = Buffer.from(candidate.trim());
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** In lower case, as whoever signs requests to us names them. */
export const ownSignatureHeaders = { signature: 'amends-signature', timestamp: 'amends-timestamp' } as const;

/** Checked before the secret is read: no newer secret would make the request less late. */
export function checkTimestamp({ timestamp, signature, now }: WebhookRequest): InvalidSignature | undefined {
  if (!signature || !timestamp) return invalidSignature('there is no signature with a timestamp');
  if (!/^\d{1,12}$/.test(timestamp)) return invalidSignature('the timestamp is not a number of seconds');
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) <= signatureToleranceSeconds) return undefined;
  return invalidSignature(`the timestamp differs from our clock by more than ${signatureToleranceSeconds} s`);
}

/** Whether the signature is one over timestamp and body under the secret. */
export function checkSignature(
  { rawBody, signature = '', timestamp }: WebhookRequest,
  secret: string,
): 'signed' | InvalidSignature {
  const signed = { timestampSeconds: Number(timestamp), text: rawBody };
  return isSignedWith(secret, signature, signed) ? 'signed' : invalidSignature('the signature does not match the body');
}

function invalidSignature(why: string): InvalidSignature {
  return { type: 'invalid-signature', why };
}
