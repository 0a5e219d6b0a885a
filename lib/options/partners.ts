import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { partnerSources, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type { PartnerSettingText } from '../../lambdas/runtime/environment/environment';
import { mayReadSecret } from '../function/function-rights';
import type { ConnectCallsConfig } from '../calls/connect-calls';
import { Partner, type CallPartner, type CreditPartner, type CreditPartnerConfig, type PartnerConfig } from './partner';
import type { RefundProviderConfig } from './refund-provider';
import type { CheckedEndpoint } from './service-endpoint';

/** Who carries out what, as the props say it. */
export interface PartnerProps {
  readonly credits?: CreditPartner | undefined;
  readonly replacements?: Partner | undefined;
  readonly entitlements?: Partner | undefined;
  readonly callbacks?: CallPartner | undefined;
}

/** Who carries out each kind of part. */
export interface Partners {
  readonly by: Readonly<Record<PartnerKind, CreditPartnerConfig['kind']>>;
  /** The event source of responses, by kind of part. */
  readonly sources: Readonly<Record<PartnerKind, string>>;
  readonly endpoint: CheckedEndpoint | undefined;
  /** The contact center whose agents call, which hears requests on the bus. */
  readonly connect: ConnectCallsConfig | undefined;
  readonly stripe:
    { readonly apiUrl: string; readonly secret: ISecret; readonly account: string | undefined } | undefined;
}

/** @throws Error where two kinds go to different endpoints, or credits go to a Stripe that makes no refunds */
export function partnersOf(props: PartnerProps, provider: RefundProviderConfig): Partners {
  const calling = (props.callbacks ?? Partner.events()).config;
  const connect = calling.kind === 'connect' ? calling.calls : undefined;
  const onBus: PartnerConfig = { kind: 'events', source: undefined };
  const configs = {
    credit: (props.credits ?? Partner.events()).config,
    replacement: (props.replacements ?? Partner.events()).config,
    entitlement: (props.entitlements ?? Partner.events()).config,
    callback: calling.kind === 'connect' ? onBus : calling,
  };
  return {
    by: {
      credit: configs.credit.kind,
      replacement: configs.replacement.kind,
      entitlement: configs.entitlement.kind,
      callback: configs.callback.kind,
    },
    sources: {
      credit: sourceOf('credit', configs.credit),
      replacement: sourceOf('replacement', configs.replacement),
      entitlement: sourceOf('entitlement', configs.entitlement),
      callback: sourceOf('callback', configs.callback),
    },
    endpoint: endpointOf(Object.values(configs)),
    connect,
    stripe: configs.credit.kind === 'stripe' ? stripeOf(provider) : undefined,
  };
}

function sourceOf(kind: PartnerKind, config: CreditPartnerConfig): string {
  return (config.kind === 'events' ? config.source : undefined) ?? partnerSources[kind];
}

function endpointOf(configs: readonly CreditPartnerConfig[]): CheckedEndpoint | undefined {
  const [first, ...others] = configs.filter((config) => config.kind === 'endpoint');
  const different = others.find(
    ({ url, secret, webhookSecret }) =>
      url !== first?.url || secret !== first.secret || webhookSecret !== first.webhookSecret,
  );
  if (!first || !different)
    return first && { url: first.url, secret: first.secret, webhookSecret: first.webhookSecret };
  throw new Error(
    `Partners at an endpoint share one, and there are ${first.url} and ${different.url}. ` +
      'Create the partner once with Partner.endpoint, and give it to each kind of part that it carries out.',
  );
}

function stripeOf(provider: RefundProviderConfig): Partners['stripe'] {
  if (provider.kind === 'stripe')
    return { apiUrl: provider.apiUrl, secret: provider.secret, account: provider.connect?.account };
  throw new Error(
    'Credits can only go to the balance at Stripe where Stripe is the refund provider: RefundProvider.stripe.',
  );
}

/** The environment of a function that calls partners. */
export function partnersEnvironment(
  scope: Construct,
  { by, endpoint, stripe }: Partners,
): { readonly PARTNERS: string } {
  const setting: PartnerSettingText = {
    credits: by.credit,
    ...(by.replacement === 'endpoint' && { replacements: 'endpoint' }),
    ...(by.entitlement === 'endpoint' && { entitlements: 'endpoint' }),
    ...(by.callback === 'endpoint' && { callbacks: 'endpoint' }),
    ...(endpoint && { endpoint: { url: endpoint.url, secretName: endpoint.secret.secretName } }),
    ...(stripe && {
      stripe: {
        apiUrl: stripe.apiUrl,
        secretName: stripe.secret.secretName,
        ...(stripe.account !== undefined && { account: stripe.account }),
      },
    }),
  };
  return { PARTNERS: Stack.of(scope).toJsonString(setting) };
}

/** The secrets of the partners that carry out these kinds of parts. */
export function partnerSecrets({ by, endpoint, stripe }: Partners, kinds: readonly PartnerKind[]): ISecret[] {
  const used = new Set(kinds.map((kind) => by[kind]));
  return [
    ...(used.has('endpoint') && endpoint ? [endpoint.secret] : []),
    ...(used.has('stripe') && stripe ? [stripe.secret] : []),
  ];
}

/** The right to read those secrets, except for those that the function can read already. */
export function mayReachPartners(
  partners: Partners,
  kinds: readonly PartnerKind[],
  known: readonly ISecret[] = [],
): PolicyStatement[] {
  return partnerSecrets(partners, kinds)
    .filter((secret) => !known.includes(secret))
    .map(mayReadSecret);
}
