import * as z from 'zod/mini';
import type { ProviderKey } from '../fulfilment/keys/provider-key';
import { idSchema } from '../model/business-id';
import type { LinkKind } from '../reports/links/signed-link';
import { SignedLinks } from '../reports/links/signed-links';

/** Who answers about which remedy, and until when. It holds no personal data but the customer's id. */
export interface FeedbackLink {
  readonly customerId: string;
  readonly remedyId: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

const feedbackLinkKind: LinkKind<FeedbackLink> = {
  purpose: 'amends-feedback-link',
  formPurpose: 'amends-feedback-form',
  schema: z.strictObject({ customerId: idSchema(), remedyId: idSchema(), expiresAt: z.int().check(z.positive()) }),
};

/** The links in mails that ask whether it was made right. We sign them ourselves. */
export class FeedbackLinks extends SignedLinks<FeedbackLink> {
  constructor(key: ProviderKey) {
    super(key, feedbackLinkKind);
  }
}
