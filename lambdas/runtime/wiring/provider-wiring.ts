import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { HttpEndpointProps } from '../../fulfilment/http/http-endpoint';
import { HttpRefund } from '../../fulfilment/http/http-refund';
import { HttpStatement } from '../../fulfilment/http/http-statement';
import type { PaymentReader } from '../../fulfilment/port/payment';
import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { NoRefunds } from '../../fulfilment/port/no-refunds';
import type { ProviderStatement } from '../../fulfilment/port/provider-statement';
import type { RefundProvider } from '../../fulfilment/port/refund-provider';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { PacedProvider } from '../../fulfilment/pace/paced-provider';
import type { StripeClientProps } from '../../fulfilment/stripe/stripe-client';
import { HttpReadiness } from '../../fulfilment/readiness/http-readiness';
import type { ProviderInspection } from '../../fulfilment/readiness/provider-readiness';
import { StripeReadiness } from '../../fulfilment/readiness/stripe-readiness';
import { StripeRefund } from '../../fulfilment/stripe/stripe-refund';
import { StripeStatement } from '../../fulfilment/stripe/stripe-statement';
import type { Paces } from '../../model/guards/paces';
import { awsClientConfig } from './clients';
import type { ProviderSettings, ReadingProviderSettings, RemedyProviderSettings } from '../environment/environment';

/** The payment provider of the deployment, and what it tells of payments, where it can. */
export interface WiredProvider {
  readonly refunds: RefundProvider;
  readonly payments: PaymentReader | undefined;
  /** Reads its key before it is needed. */
  readonly warm: () => Promise<void>;
}

export function wireProvider(settings: RemedyProviderSettings, paces: Paces): WiredProvider {
  if (settings.REFUND_PROVIDER === 'none')
    return { refunds: new NoRefunds(), payments: undefined, warm: async () => undefined };
  const provider = providerOf(settings);
  const paced = new PacedProvider(provider, settings.REFUND_PROVIDER, paces);
  const isAsked = settings.REFUND_PROVIDER === 'stripe' || settings.REFUND_ENDPOINT_PAYMENTS !== 'off';
  return {
    refunds: paced,
    payments: isAsked ? paced : undefined,
    warm: () => provider.warm(),
  };
}

function providerOf(settings: ProviderSettings): StripeRefund | HttpRefund {
  switch (settings.REFUND_PROVIDER) {
    case 'stripe':
      return new StripeRefund({ ...stripeOf(settings), authorisations: settings.STRIPE_AUTHORISATIONS });
    case 'http':
      return new HttpRefund(endpointOf(settings));
  }
}

/** The books of the payment provider. */
export function wireStatement(settings: ReadingProviderSettings): ProviderStatement {
  switch (settings.REFUND_PROVIDER) {
    case 'stripe':
      return new StripeStatement(stripeOf(settings));
    case 'http':
      return new HttpStatement(endpointOf(settings));
  }
}

/** What the payment provider lets a function do with its key. */
export function wireInspection(settings: ProviderSettings | ReadingProviderSettings): ProviderInspection {
  switch (settings.REFUND_PROVIDER) {
    case 'stripe':
      return new StripeReadiness({ ...stripeOf(settings), cancels: settings.STRIPE_AUTHORISATIONS === 'cancel' });
    case 'http':
      return new HttpReadiness({
        ...endpointOf(settings),
        payments: settings.REFUND_ENDPOINT_PAYMENTS !== 'off',
        onlyReads: 'REFUND_ENDPOINT_READ_SECRET_NAME' in settings,
      });
  }
}

type StripeSettings = Extract<ProviderSettings | ReadingProviderSettings, { REFUND_PROVIDER: 'stripe' }>;

function stripeOf(settings: StripeSettings): StripeClientProps {
  const { STRIPE_API_URL: apiUrl, STRIPE_CONNECT: connect } = settings;
  const secretName = 'STRIPE_SECRET_NAME' in settings ? settings.STRIPE_SECRET_NAME : settings.STRIPE_READ_SECRET_NAME;
  return { key: keyIn(secretName), apiUrl, connect };
}

type EndpointSettings = Extract<ProviderSettings | ReadingProviderSettings, { REFUND_PROVIDER: 'http' }>;

function endpointOf(settings: EndpointSettings): HttpEndpointProps {
  const secretName =
    'REFUND_ENDPOINT_SECRET_NAME' in settings
      ? settings.REFUND_ENDPOINT_SECRET_NAME
      : settings.REFUND_ENDPOINT_READ_SECRET_NAME;
  return { key: keyIn(secretName), endpointUrl: settings.REFUND_ENDPOINT_URL };
}

function keyIn(secretName: string): ProviderKey {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
}
