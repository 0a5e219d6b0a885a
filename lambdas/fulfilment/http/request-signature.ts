import { createHmac, timingSafeEqual } from 'node:crypto';

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
