import type { Construct } from 'constructs';
import type { Partners } from '../options/partners';
import type { RefundProviderConfig } from '../options/refund-provider';
import { SignedWebhook, type SignedWebhookProps } from './signed-webhook';
import { webhookOfPartners, webhookOfProvider, type WebhookSource } from './webhook-source';

/** Where the provider and the partners' endpoint report to. */
export interface PublicWebhooks {
  readonly ofProvider?: SignedWebhook | undefined;
  readonly ofPartners?: SignedWebhook | undefined;
}

interface PublicWebhooksProps extends Omit<SignedWebhookProps, 'source'> {
  readonly provider: RefundProviderConfig;
  readonly partners: Partners;
}

/** One for each whose webhook events can be verified, unless there is to be no public URL. */
export function publicWebhooks(
  scope: Construct,
  isWanted: boolean | undefined,
  { provider, partners, ...props }: PublicWebhooksProps,
): PublicWebhooks {
  if (isWanted === false) return {};
  const made = (name: string, source: WebhookSource | undefined): SignedWebhook | undefined =>
    source && new SignedWebhook(scope, name, { ...props, source });
  return {
    ofProvider: made('Webhook', webhookOfProvider(provider)),
    ofPartners: made('PartnerWebhook', webhookOfPartners(partners)),
  };
}
