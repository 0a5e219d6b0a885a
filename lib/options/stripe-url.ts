import { isLoopbackUrl } from './service-endpoint';

/** Where Stripe's API is. */
export const stripeUrl = 'https://api.stripe.com';

/**
 * Whether the API key may be sent there: Stripe's own host, or an emulator on this machine. Any other host would be
 * given the key, and be believed when it says that money went back.
 */
export function isStripeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, pathname, search, hash } = new URL(url);
  const isBare = username === '' && pathname === '/' && search === '' && hash === '';
  return isBare && (origin === stripeUrl || isLoopbackUrl(url));
}
