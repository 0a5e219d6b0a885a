import { checkedConnectCalls, type ConnectCallsConfig, type ConnectCallsOptions } from '../calls/connect-calls';
import { checkedEndpoint, type CheckedEndpoint, type ServiceEndpoint } from './service-endpoint';

/** What the constructs read of a {@link Partner}. */
export type PartnerConfig =
  | {
      readonly kind: 'events';
      /** Undefined: the default source of the kind of part. */
      readonly source: string | undefined;
    }
  | ({ readonly kind: 'endpoint' } & CheckedEndpoint);

/** What the constructs read of a {@link CreditPartner}. */
export type CreditPartnerConfig = PartnerConfig | { readonly kind: 'stripe' };

/** What the constructs read of a {@link CallPartner}. */
export type CallPartnerConfig = PartnerConfig | { readonly kind: 'connect'; readonly calls: ConnectCallsConfig };

/** Calls customers. Made by the static methods of {@link Partner}. */
export interface CallPartner {
  /** What the constructs read. */
  readonly config: CallPartnerConfig;
}

/** A partner that is asked with events. */
export interface EventsPartnerOptions {
  /**
   * The event source of the partner's responses. The bus denies the responses from every other source.
   *
   * @default - `partner.credits`, `partner.orders`, `partner.entitlements` or `partner.callbacks`, by the kind of part
   */
  readonly source?: string | undefined;
}

/** Carries out credits. Made by the static methods of {@link Partner}. */
export abstract class CreditPartner {
  /** What the constructs read. */
  abstract readonly config: CreditPartnerConfig;
}

/** Carries out credits, replacements, entitlements or callbacks. */
export abstract class Partner extends CreditPartner {
  /** Credits go to the customer's balance at Stripe. Only where Stripe is the refund provider too. */
  static stripeBalance(): CreditPartner {
    return new StripeBalance();
  }

  /**
   * Agents of Amazon Connect call customers: each request becomes a task with the whole story, and once an agent has
   * accepted it, the customer is dialled. docs/phone.md says what it needs.
   *
   * @throws Error where the instance, an id or hours are none
   */
  static connect(calls: ConnectCallsOptions): CallPartner {
    return { config: { kind: 'connect', calls: checkedConnectCalls(calls) } };
  }

  /**
   * An endpoint of your own, with the contract in docs/partner-endpoint.md. Kinds of parts that go to an endpoint share
   * one.
   *
   * @throws Error where the URL is not https
   */
  static endpoint(endpoint: ServiceEndpoint): Partner {
    return new ConfiguredPartner({ kind: 'endpoint', ...checkedEndpoint(endpoint) });
  }

  /**
   * A system of your own that receives requests as events on the bus and publishes its responses there, as
   * docs/partners.md describes.
   *
   * @throws Error where the source is that of Amends or of AWS, or not a source at all
   */
  static events({ source }: EventsPartnerOptions = {}): Partner {
    if (source !== undefined) checkSource(source);
    return new ConfiguredPartner({ kind: 'events', source });
  }

  abstract override readonly config: PartnerConfig;
}

class StripeBalance extends CreditPartner {
  readonly config = { kind: 'stripe' } as const;
}

class ConfiguredPartner extends Partner {
  constructor(readonly config: PartnerConfig) {
    super();
  }
}

/** Nobody but AWS can publish from a source that begins with "aws.", and "amends" is ours. */
function checkSource(source: string): void {
  if (/^[\w.-]+$/.test(source) && source !== 'amends' && !source.startsWith('aws.')) return;
  throw new Error(
    `"${source}" cannot be the event source of a partner. Name one of your own, such as com.example.shop.`,
  );
}
