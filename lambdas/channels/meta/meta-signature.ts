import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header, in lower case. */
export const signatureHeader = 'x-hub-signature-256';

/** `sha256=` and the HMAC-SHA256 of the body under the app's secret, in hex. */
export function metaSignature(rawBody: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(rawBody, 'utf8').digest('hex')}`;
}

/** It has no time in it: what was recorded may be sent again, and is known by its message's id. */
export function isSignedByMeta(rawBody: string, signature: string, appSecret: string): boolean {
  const expected = Buffer.from(metaSignature(rawBody, appSecret));
  const given = Buffer.from(signature.trim().toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}
