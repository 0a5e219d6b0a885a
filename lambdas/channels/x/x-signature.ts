import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header, in lower case. */
export const signatureHeader = 'x-twitter-webhooks-signature';

/** `sha256=` and the HMAC-SHA256 under the app's consumer secret, in base64: of a body, or of a challenge. */
export function xSignature(text: string, consumerSecret: string): string {
  return `sha256=${createHmac('sha256', consumerSecret).update(text, 'utf8').digest('base64')}`;
}

/** It has no time in it: what was recorded may be sent again, and is known by its message's id. */
export function isSignedByX(rawBody: string, signature: string, consumerSecret: string): boolean {
  const [expected, given] = [Buffer.from(xSignature(rawBody, consumerSecret)), Buffer.from(signature.trim())];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * X proves a challenge with the key and the form with which it signs bodies: whoever has a text of their own signed as
 * a challenge, has a signature for a body. So only what can be no body is answered.
 */
export function isChallenge(token: string): boolean {
  return /^[\w.~+/=-]{1,256}$/.test(token);
}
