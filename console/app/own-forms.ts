import { createHash, timingSafeEqual } from 'node:crypto';

/** What a browser says of a request. */
export interface RequestHeaders {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Why a request is none of our own pages, or undefined where it is.
 *
 * The host: a foreign page can have a name that leads to this server (DNS rebinding), and would then read its pages.
 * The origin: a foreign page can send a form to this server. Browsers name the origin of every form.
 *
 * @param origins every address of the console: `http://127.0.0.1:4519`
 */
export function foreignRequest(
  method: string,
  { host, origin: from, fetchSite }: RequestHeaders,
  origins: readonly string[],
): string | undefined {
  const own = origins.find((one) => new URL(one).host === host?.toLowerCase());
  if (own === undefined) return 'This is not an address of the console.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (from?.toLowerCase() !== own) return 'This form was not sent by a page of the console.';
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return 'This form was sent by another page.';
  return undefined;
}

/** Whether two secrets are the same. It takes as long whatever they have in common. */
export function isSameSecret(given: string, secret: string): boolean {
  const [a, b] = [given, secret].map((text) => createHash('sha256').update(text, 'utf8').digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
