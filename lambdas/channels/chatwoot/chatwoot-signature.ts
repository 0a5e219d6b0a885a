import { createHmac, timingSafeEqual } from 'node:crypto';

/** In lower case. */
export const chatwootHeaders = { signature: 'x-chatwoot-signature', timestamp: 'x-chatwoot-timestamp' } as const;

/**
 * `sha256=` and the HMAC-SHA256 of timestamp, full stop and body under the secret of the webhook, in hex: the field
 * `secret` of https://developers.chatwoot.com/api-reference/webhooks/list-all-webhooks.
 */
export function chatwootSignature(timestamp: string, rawBody: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${rawBody}`, 'utf8').digest('hex')}`;
}

export function isSignedByChatwoot(timestamp: string, rawBody: string, signature: string, secret: string): boolean {
  const [given, expected] = [Buffer.from(signature), Buffer.from(chatwootSignature(timestamp, rawBody, secret))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
