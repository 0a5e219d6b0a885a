import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { partnerSources, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type { PartnerSettingText } from '../../lambdas/runtime/environment/environment';
import { mayReadSecret } from '../function/function-rights';
import { isRefundEndpoint, type RefundProvider } from './refund-provider';

export interface PartnersProps {
  /**
   * Who keeps the accounts that credits go to: whoever listens on the bus, Stripe's customer balance, or an endpoint of your
   * own. Stripe only where it is the payment provider too.
   *
   * @default 'events'
   */
  readonly credits?: 'events' | 'stripe' | 'endpoint' | undefined;

  /**
   * Who sends goods once more.
   *
   * @default 'events'
   */
  readonly replacements?: 'events' | 'endpoint' | undefined;

  /**
   * Who calls customers.
   *
   * @default 'events'
   */
  readonly callbacks?: 'events' | 'endpoint' | undefined;

  /**
   * Where an endpoint of your own takes requests. Only this machine is reached without TLS.
   *
   * @default - there is none
   */
  readonly endpointUrl?: string | undefined;

  /**
   * The secret that is shared with that endpoint, as a plain string.
   *
   * @default - there is none
   */
  readonly endpointSecret?: ISecret | undefined;

  /**
   * The event source from which the answers about a kind of part are taken. From every other they are passed over.
   *
   * @default - `partner.credits`, `partner.orders` and `partner.callbacks`
   */
  readonly sources?: Partial<Readonly<Record<PartnerKind, string>>> | undefined;
}

/** Who carries out what the payment provider does not, as it was checked. */
export interface Partners {
  readonly by: Readonly<Record<PartnerKind, 'events' | 'stripe' | 'endpoint'>>;
  readonly sources: Readonly<Record<PartnerKind, string>>;
  readonly endpoint: { readonly url: string; readonly secret: ISecret } | undefined;
  readonly stripe: { readonly apiUrl: string; readonly secret: ISecret } | undefined;
}

/** Who carries out what cannot be as it was asked for. Names everything that is wrong. */
export class PartnersError extends Error {
  override readonly name = 'PartnersError';
  constructor(readonly problems: readonly string[]) {
    super(
      ['Nobody could carry out what partners are asked for:', ...problems.map((problem) => `  ${problem}`)].join('\n'),
    );
  }
}

/** @throws PartnersError */
export function partnersOf(props: PartnersProps = {}, provider: RefundProvider): Partners {
  const { credits = 'events', replacements = 'events', callbacks = 'events', endpointUrl: url } = props;
  const by = { credit: credits, replacement: replacements, callback: callbacks };
  const sources = { ...partnerSources, ...definedIn(props.sources ?? {}) };
  const problems = [...endpointProblems(props, Object.values(by)), ...sourceProblems(sources)];
  if (credits === 'stripe' && provider.kind !== 'stripe') {
    problems.push('credits: Stripe keeps credits only where it is the payment provider too');
  }
  if (problems.length > 0) throw new PartnersError(problems);
  const { endpointSecret: secret } = props;
  return {
    by,
    sources,
    endpoint: url !== undefined && secret ? { url, secret } : undefined,
    stripe: credits === 'stripe' && provider.kind === 'stripe' ? provider : undefined,
  };
}

function endpointProblems({ endpointUrl, endpointSecret }: PartnersProps, by: readonly string[]): string[] {
  const isUsed = by.includes('endpoint');
  if (!isUsed) {
    const given = endpointUrl !== undefined || endpointSecret !== undefined;
    return given ? ['endpointUrl, endpointSecret: nothing is carried out by an endpoint; say what is'] : [];
  }
  return [
    ...(endpointUrl === undefined ? ['endpointUrl: is missing, and an endpoint carries something out'] : []),
    ...(endpointUrl !== undefined && !isRefundEndpoint(endpointUrl)
      ? [`endpointUrl: has to be reached by https, which "${endpointUrl}" does not say`]
      : []),
    ...(endpointSecret === undefined ? ['endpointSecret: is missing, and requests to the endpoint are signed'] : []),
  ];
}

/** Two kinds may share a source. None may come from Amends itself, nor from AWS, whose events nobody may publish. */
function sourceProblems(sources: Readonly<Record<string, string>>): string[] {
  return Object.entries(sources).flatMap(([kind, source]) =>
    /^[\w.-]+$/.test(source) && source !== 'amends' && !source.startsWith('aws.')
      ? []
      : [`sources.${kind}: "${source}" is no event source of a partner`],
  );
}

function definedIn(sources: Partial<Record<PartnerKind, string>>): Partial<Record<PartnerKind, string>> {
  return Object.fromEntries(
    Object.entries(sources).filter(([, source]: [string, string | undefined]) => source !== undefined),
  );
}

/** What a function needs to know to reach the partners. */
export function partnersEnvironment(
  scope: Construct,
  { by, endpoint, stripe }: Partners,
): { readonly PARTNERS: string } {
  const setting: PartnerSettingText = {
    credits: by.credit,
    ...(by.replacement === 'endpoint' && { replacements: 'endpoint' }),
    ...(by.callback === 'endpoint' && { callbacks: 'endpoint' }),
    ...(endpoint && { endpoint: { url: endpoint.url, secretName: endpoint.secret.secretName } }),
    ...(stripe && { stripe: { apiUrl: stripe.apiUrl, secretName: stripe.secret.secretName } }),
  };
  return { PARTNERS: Stack.of(scope).toJsonString(setting) };
}

/** The secrets with which those are called who carry out these kinds. */
export function partnerSecrets({ by, endpoint, stripe }: Partners, kinds: readonly PartnerKind[]): ISecret[] {
  const used = new Set(kinds.map((kind) => by[kind]));
  return [
    ...(used.has('endpoint') && endpoint ? [endpoint.secret] : []),
    ...(used.has('stripe') && stripe ? [stripe.secret] : []),
  ];
}

/** The right to read those secrets that the function cannot read already. */
export function mayReachPartners(
  partners: Partners,
  kinds: readonly PartnerKind[],
  known: readonly ISecret[] = [],
): PolicyStatement[] {
  return partnerSecrets(partners, kinds)
    .filter((secret) => !known.includes(secret))
    .map(mayReadSecret);
}
