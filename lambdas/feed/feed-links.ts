import type { ProviderKey } from '../fulfilment/keys/provider-key';
import { SignedLinks } from '../reports/links/signed-links';
import { feedLinkKind, type FeedLink } from './feed-link';

/** The links with which customers see what they were given. */
export class FeedLinks extends SignedLinks<FeedLink> {
  constructor(key: ProviderKey) {
    super(key, feedLinkKind);
  }
}
