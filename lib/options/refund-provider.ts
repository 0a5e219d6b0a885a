import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ProviderEnvironment, ReadingProviderEnvironment } from '../../lambdas/runtime/environment/environment';
import type { StripeConnect, StripeMode } from '../../lambdas/fulfilment/stripe/stripe-connect';
import { checkedEndpoint, type ServiceEndpoint } from './service-endpoint';
import { isStripeUrl, stripeUrl } from './stripe-url';

/** Stripe, as the provider that moves the money. */
export interface StripeProviderOptions {
  /**
   * The secret with the API key as a plain string. Amends never creates it: a made-up key would deploy and pay nobody.
   */
  readonly apiKey: ISecret;

  /**
   * The secret with a restricted API key that only reads, as a plain string, for the function that compares the ledger
   * with Stripe: docs/deploying.md says which rights it needs. The same secret as `apiKey` gives that function a key
   * that can refund, and the doctor says so.
   */
  readonly readKey: ISecret;

  /**
   * The secret with the signing secret of Stripe's webhook endpoint, as a plain string. Stripe shows it when you
   * register the URL of the webhook function.
   *
   * @default - no webhook function: the sweep and the daily reconciliation ask Stripe what became of refunds
   */
  readonly webhookSecret?: ISecret | undefined;

  /**
   * The URL of Stripe's API: its own, or an emulator's on this machine (`http://127.0.0.1:…`).
   *
   * @default 'https://api.stripe.com'
   */
  readonly apiUrl?: string | undefined;

  /**
   * Payments through Stripe Connect: on whose account they are, and who bears what is refunded.
   *
   * @default - payments of the account of the API key, which bears the whole refund
   */
  readonly connect?: StripeConnect | undefined;

  /**
   * The mode in which money moves. A webhook endpoint for connected accounts gets the events of both modes, and those
   * of the other one are not ours.
   *
   * @default - whatever the endpoint signs is believed
   */
  readonly mode?: StripeMode | undefined;

  /**
   * What is done with a payment that is only authorised where all of it is owed. `wait`: the remedy is held until it is
   * captured, and then refunded. `cancel`: the authorisation is cancelled, and nothing is taken. The key then needs the
   * right to write payment intents.
   *
   * @default 'wait'
   */
  readonly authorisations?: 'wait' | 'cancel' | undefined;
}

/** A payment service of your own, as the provider that moves the money. */
export interface EndpointProviderOptions extends ServiceEndpoint {
  /**
   * The secret that signs the requests of the function that compares the ledger with the endpoint's books, as a plain
   * string. That function only reads, and the endpoint refuses a refund that is signed with this secret.
   *
   * @default - `secret`, with which whoever gets hold of that function can refund; the doctor says so
   */
  readonly readingSecret?: ISecret | undefined;

  /**
   * Whether the endpoint is asked what it knows of a payment, before anything is decided: currency, what is left of it,
   * whether it was captured, whether it is disputed. Switch it off only for an endpoint that cannot answer: a refund is
   * then requested in the currency of the event, whatever was paid.
   *
   * @default true
   */
  readonly payments?: boolean | undefined;
}

/** What the constructs read of a {@link RefundProvider}. */
export type RefundProviderConfig =
  | {
      readonly kind: 'stripe';
      /** Holds the API key. */
      readonly secret: ISecret;
      /** Holds the API key that only reads. */
      readonly readSecret: ISecret;
      readonly apiUrl: string;
      readonly webhookSecret: ISecret | undefined;
      readonly connect: StripeConnect | undefined;
      readonly mode: StripeMode | undefined;
      readonly authorisations: 'wait' | 'cancel';
    }
  | {
      readonly kind: 'endpoint';
      /** Signs our requests. */
      readonly secret: ISecret;
      /** Signs the requests of who only reads. */
      readonly readSecret: ISecret;
      readonly url: string;
      /** Signs the endpoint's webhook events. */
      readonly webhookSecret: ISecret | undefined;
      /** Whether it can be asked for payments. */
      readonly payments: boolean;
    };

/** The service that moves the money. */
export class RefundProvider {
  /**
   * Stripe makes the refunds.
   *
   * @throws Error where the URL is neither Stripe's own nor on this machine, or the options of Connect contradict each
   * other
   */
  static stripe(options: StripeProviderOptions): RefundProvider {
    const { apiKey: secret, readKey: readSecret, webhookSecret, apiUrl = stripeUrl, connect, mode } = options;
    const { authorisations = 'wait' } = options;
    checkUrl(apiUrl);
    if (connect) checkConnect(connect);
    const keys = { secret, readSecret, webhookSecret };
    return new RefundProvider({ kind: 'stripe', ...keys, apiUrl, connect, mode, authorisations });
  }

  /**
   * A payment service of your own makes the refunds, behind an endpoint with the contract in docs/refund-endpoint.md.
   *
   * @throws Error where the URL is not https
   */
  static endpoint({ payments = true, readingSecret, ...endpoint }: EndpointProviderOptions): RefundProvider {
    const readSecret = readingSecret ?? endpoint.secret;
    return new RefundProvider({ kind: 'endpoint', ...checkedEndpoint(endpoint), readSecret, payments });
  }

  private constructor(
    /** What the constructs read. */
    readonly config: RefundProviderConfig,
  ) {}
}

/** The environment of a function that calls the provider. */
export function providerEnvironment(provider: RefundProviderConfig): ProviderEnvironment {
  switch (provider.kind) {
    case 'stripe':
      return {
        REFUND_PROVIDER: 'stripe',
        ...stripeEnvironment(provider),
      };
    case 'endpoint':
      return endpointEnvironment(provider);
  }
}

/** The environment of a function that only reads at the provider. */
export function readingProviderEnvironment(provider: RefundProviderConfig): ReadingProviderEnvironment {
  const readSecretName = provider.readSecret.secretName;
  if (provider.kind === 'endpoint') {
    const { REFUND_ENDPOINT_SECRET_NAME: _, ...others } = endpointEnvironment(provider);
    return { ...others, REFUND_ENDPOINT_READ_SECRET_NAME: readSecretName };
  }
  const { STRIPE_SECRET_NAME: _, ...others } = stripeEnvironment(provider);
  return { REFUND_PROVIDER: 'stripe', ...others, STRIPE_READ_SECRET_NAME: readSecretName };
}

/** The environment of a function that calls Stripe. */
export function stripeEnvironment({
  secret,
  apiUrl,
  connect,
  mode,
  authorisations,
}: Extract<RefundProviderConfig, { kind: 'stripe' }>) {
  return {
    STRIPE_SECRET_NAME: secret.secretName,
    STRIPE_API_URL: apiUrl,
    ...(connect && { STRIPE_CONNECT: JSON.stringify(connect) }),
    ...(mode && { STRIPE_MODE: mode }),
    ...(authorisations === 'cancel' && ({ STRIPE_AUTHORISATIONS: authorisations } as const)),
  };
}

function checkUrl(apiUrl: string): void {
  if (isStripeUrl(apiUrl)) return;
  throw new Error(
    `Stripe's API is at ${stripeUrl}, and an emulator of it on this machine, such as http://127.0.0.1:4515. "${apiUrl}" ` +
      'is neither, and would be sent the API key.',
  );
}

/** Stripe would refuse each refund, one by one, and nobody would see it before the first customer did not get hers. */
function checkConnect({ account, reverseTransfer }: StripeConnect): void {
  if (account !== undefined && !/^acct_\w+$/.test(account)) {
    throw new Error(`connect.account is the id of a connected account such as acct_1PqZ0eExample, and not ${account}.`);
  }
  if (account !== undefined && reverseTransfer) {
    throw new Error(
      'connect.reverseTransfer is for charges of the platform whose money was transferred, and connect.account for ' +
        'charges on the account of the seller itself. A deployment refunds one of the two.',
    );
  }
}

function endpointEnvironment({ secret, url, payments }: Extract<RefundProviderConfig, { readonly kind: 'endpoint' }>) {
  return {
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_SECRET_NAME: secret.secretName,
    REFUND_ENDPOINT_URL: url,
    ...(payments ? {} : ({ REFUND_ENDPOINT_PAYMENTS: 'off' } as const)),
  } as const;
}
