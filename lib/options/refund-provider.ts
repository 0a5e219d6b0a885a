import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { WebhookProviderEnvironment, ProviderEnvironment } from '../../lambdas/runtime/environment/environment';

interface StripeProvider {
  readonly kind: 'stripe';
  /** Holds the API key. */
  readonly secret: ISecret;
  readonly apiUrl: string;
}

interface EndpointProvider {
  readonly kind: 'http';
  /** Signs our requests, and the endpoint's news to us. */
  readonly secret: ISecret;
  readonly url: string;
}

/** Who pays, and the secret with which they are called. */
export type RefundProvider = StripeProvider | EndpointProvider;

/** A provider whose news can be believed: it signs them with a secret that we can read. */
export type WebhookProvider = (StripeProvider & { readonly webhookSecret: ISecret }) | EndpointProvider;

export interface ProviderProps {
  readonly providerSecret: ISecret;
  readonly stripeApiUrl?: string | undefined;
  readonly refundEndpointUrl?: string | undefined;
}

/** Reads from the props who pays. */
export function providerOf({ providerSecret: secret, stripeApiUrl, refundEndpointUrl }: ProviderProps): RefundProvider {
  if (refundEndpointUrl === undefined) {
    return { kind: 'stripe', secret, apiUrl: stripeApiUrl ?? 'https://api.stripe.com' };
  }
  if (stripeApiUrl !== undefined) {
    throw new Error('Either Stripe pays or a refund endpoint: give `stripeApiUrl` or `refundEndpointUrl`, not both.');
  }
  if (!isRefundEndpoint(refundEndpointUrl)) {
    throw new Error(`The refund endpoint has to be reached by https, which "${refundEndpointUrl}" does not say.`);
  }
  return { kind: 'http', secret, url: refundEndpointUrl };
}

/** A URL by https. Only this machine is reached without TLS. */
export function isRefundEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

/** The provider with what its news are believed by, where there is that. */
export function webhookProviderOf(
  provider: RefundProvider,
  webhookSecret: ISecret | undefined,
): WebhookProvider | undefined {
  if (provider.kind === 'http') return provider;
  return webhookSecret && { ...provider, webhookSecret };
}

/** What a function needs to know to call the provider. */
export function providerEnvironment(provider: RefundProvider): ProviderEnvironment {
  switch (provider.kind) {
    case 'stripe':
      return {
        REFUND_PROVIDER: 'stripe',
        STRIPE_SECRET_NAME: provider.secret.secretName,
        STRIPE_API_URL: provider.apiUrl,
      };
    case 'http':
      return endpointEnvironment(provider);
  }
}

/** What a function needs to know to call the provider and to believe its news. */
export function webhookProviderEnvironment(provider: WebhookProvider): WebhookProviderEnvironment {
  switch (provider.kind) {
    case 'stripe':
      return {
        REFUND_PROVIDER: 'stripe',
        STRIPE_SECRET_NAME: provider.secret.secretName,
        STRIPE_API_URL: provider.apiUrl,
        STRIPE_WEBHOOK_SECRET_NAME: provider.webhookSecret.secretName,
      };
    case 'http':
      return endpointEnvironment(provider);
  }
}

function endpointEnvironment({ secret, url }: EndpointProvider) {
  return {
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_SECRET_NAME: secret.secretName,
    REFUND_ENDPOINT_URL: url,
  } as const;
}
