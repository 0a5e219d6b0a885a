import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { WebhookSourceEnvironment } from '../../lambdas/runtime/environment/environment';
import type { StripeConnect, StripeMode } from '../../lambdas/fulfilment/stripe/stripe-connect';
import type { Partners } from '../options/partners';
import type { RefundProviderConfig } from '../options/refund-provider';

/** Who sends webhook events to a public function. */
export type WebhookSource =
  | {
      readonly of: 'stripe';
      /** Signs the events, and nothing else. */
      readonly secret: ISecret;
      readonly connect: StripeConnect | undefined;
      readonly mode: StripeMode | undefined;
    }
  | { readonly of: 'refund-endpoint' | 'partner-endpoint'; readonly secret: ISecret };

/** The payment provider, where its webhook events can be verified. */
export function webhookOfProvider(provider: RefundProviderConfig): WebhookSource | undefined {
  const { webhookSecret: secret } = provider;
  if (secret === undefined) return undefined;
  if (provider.kind === 'endpoint') return { of: 'refund-endpoint', secret };
  return { of: 'stripe', secret, connect: provider.connect, mode: provider.mode };
}

/** The partners' endpoint, where its webhook events can be verified. */
export function webhookOfPartners({ endpoint }: Partners): WebhookSource | undefined {
  const secret = endpoint?.webhookSecret;
  return secret && { of: 'partner-endpoint', secret };
}

/** What the function has to know of whoever sends to it. It learns of no secret but the one. */
export function webhookEnvironment(source: WebhookSource): WebhookSourceEnvironment {
  const { secretName } = source.secret;
  switch (source.of) {
    case 'stripe':
      return {
        WEBHOOK_OF: 'stripe',
        STRIPE_WEBHOOK_SECRET_NAME: secretName,
        ...(source.connect && { STRIPE_CONNECT: JSON.stringify(source.connect) }),
        ...(source.mode && { STRIPE_MODE: source.mode }),
      };
    case 'refund-endpoint':
      return { WEBHOOK_OF: 'refund-endpoint', REFUND_WEBHOOK_SECRET_NAME: secretName };
    case 'partner-endpoint':
      return { WEBHOOK_OF: 'partner-endpoint', PARTNER_WEBHOOK_SECRET_NAME: secretName };
  }
}
