import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { reportLinkKind, type ReportLink } from './report-link';
import { SignedLinks } from './signed-links';

/** The links of a shop. */
export class ReportLinks extends SignedLinks<ReportLink> {
  constructor(key: ProviderKey) {
    super(key, reportLinkKind);
  }
}
