import type { IncomingMessage } from 'node:http';

/** What Stripe answers where a key lacks the permission. */
export const permissionError = {
  type: 'invalid_request_error',
  message:
    "The provided key does not have the required permissions for this endpoint. Having the 'rak_refund_write' permission would allow this request to continue.",
} as const;

/**
 * A restricted key of this provider reads everything and changes nothing. The package behind it knows secret keys only,
 * so a request that may pass is passed on with one.
 *
 * @returns false where the request would change something
 */
export function mayPass({ method, rawHeaders }: Pick<IncomingMessage, 'method' | 'rawHeaders'>): boolean {
  const place = rawHeaders.findIndex((_, index) => index % 2 === 1 && isRestricted(rawHeaders, index));
  if (place < 0) return true;
  if (method !== 'GET') return false;
  rawHeaders[place] = (rawHeaders[place] ?? '').replace(/rk_test_/, 'sk_test_');
  return true;
}

function isRestricted(rawHeaders: readonly string[], index: number): boolean {
  const name = rawHeaders[index - 1]?.toLowerCase();
  return name === 'authorization' && /^Bearer rk_test_/.test(rawHeaders[index] ?? '');
}
