import { createHash, randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
import { DynamoRatesOfOthers } from '../../fulfilment/pace/dynamo-rates-of-others';
import { PacedProvider } from '../../fulfilment/pace/paced-provider';
import type { StripeClientProps } from '../../fulfilment/stripe/stripe-client';
import { HttpReadiness } from '../../fulfilment/readiness/http-readiness';
import type { ProviderInspection } from '../../fulfilment/readiness/provider-readiness';
import { StripeReadiness } from '../../fulfilment/readiness/stripe-readiness';
import { StripeRefund } from '../../fulfilment/stripe/stripe-refund';
import { StripeStatement } from '../../fulfilment/stripe/stripe-statement';
import { Paces } from '../../model/guards/paces';
import { awsClientConfig } from './clients';
import type {
  ProviderSettings,
  ReadingProviderSettings,
  RemedyProviderSettings,
  RemedySettings,
} from '../environment/environment';
import { realTime } from '../real-time';

/** The payment provider of the deployment, and what it tells of payments, where it can. */
export interface WiredProvider {
  readonly refunds: RefundProvider;
  readonly payments: PaymentReader | undefined;
  /** Reads its key before it is needed. */
  readonly warm: () => Promise<void>;
}

/** The paces of a function that shares its provider and partners with those of other failure types. */
export function wirePaces(settings: RemedySettings, database: DynamoDBClient): Paces {
  const others = new DynamoRatesOfOthers(database, settings.LEDGER_TABLE_NAME, randomUUID(), realTime.clock);
  const scope = sharedScope(settings);
  return new Paces(realTime, undefined, (service, perSecond) => others.exchange(`${service}/${scope}`, perSecond));
}

/** The same for functions that ask the same provider and partners, by the same keys. Only these share a rate. */
export function sharedScope(settings: object): string {
  const named = Object.entries(settings).filter(([name]) => /^(REFUND_|STRIPE_|PARTNERS$)/.test(name));
  const sorted = named.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted), 'utf8').digest('hex').slice(0, 16);
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
