import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header, in lower case. */
export const signatureHeader = 'x-li-signature';

const prefix = 'hmacsha256=';

function hmac(text: string, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(text, 'utf8').digest('hex');
}

/**
 * Of a body with a prefix before it, in hex. It has no time in it: what was recorded may be sent again, and is known by
 * its message's id.
 */
export function isSignedByLinkedin(rawBody: string, signature: string, clientSecret: string): boolean {
  const expected = Buffer.from(hmac(`${prefix}${rawBody}`, clientSecret));
  const stripped = signature.trim().toLowerCase();
  const given = Buffer.from(stripped.startsWith(prefix) ? stripped.slice(prefix.length) : stripped);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The proof for a challenge. It is made with the key that signs bodies, so nothing but what LinkedIn makes up is
 * proved, which can be no body with its prefix.
 */
export function challengeProof(code: string, clientSecret: string): string | undefined {
  return uuid.test(code) ? hmac(code, clientSecret) : undefined;
}
