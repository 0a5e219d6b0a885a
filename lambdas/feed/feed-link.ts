import * as z from 'zod/mini';
import { idSchema } from '../model/business-id';
import { signedAs, type LinkKind } from '../reports/links/signed-link';

/** Who may see what was given to them, and until when. It holds no personal data but the customer's id. */
export interface FeedLink {
  readonly customerId: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The links of a shop to what its customers were given. The shop signs them. */
export const feedLinkKind: LinkKind<FeedLink> = {
  purpose: 'amends-feed-link',
  formPurpose: 'amends-feed-form',
  schema: z.strictObject({ customerId: idSchema(), expiresAt: z.int().check(z.positive()) }),
};

/** A link as it stands in an address: what it says, a full stop, and its signature. */
export function signedFeedLink(link: FeedLink, secret: string): string {
  return signedAs(feedLinkKind, link, secret);
}
