import type { IncomingMessage } from 'node:http';

/** The key of the company's shop, which takes payments there. Amends has one of its own. */
export const shopKey = 'sk_test_shop';

export function isOfShop({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.authorization === `Bearer ${shopKey}`;
}
