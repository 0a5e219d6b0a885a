import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { LimitOverrides } from '../lambdas/runtime/environment/environment';
import type { ApologySender } from './constructs/apology-mail';
import type { OwnFailure } from './options/own-failure';
import type { PartnersProps } from './options/partners';
import type { PolicyOverrides } from './options/policy-texts';
import type { DeliveryKind } from './options/queued-delivery';

export interface RefundAutomationProps {
  /** Who says sorry. */
  readonly sender: ApologySender;

  /**
   * The payment provider's secret as a plain string: Stripe's API key, or what requests to the refund endpoint are signed
   * with. Amends never creates it, because a made-up key would look deployed and pay nobody.
   */
  readonly providerSecret: ISecret;

  /**
   * Where Stripe's API is reached.
   *
   * @default 'https://api.stripe.com'
   */
  readonly stripeApiUrl?: string | undefined;

  /**
   * The signing secret of Stripe's webhook endpoint as a plain string. Stripe tells it when the URL of the webhook function is
   * registered there. A refund endpoint needs none: it signs its news with the provider's secret.
   *
   * @default - with Stripe, no webhook function: what became of refunds is asked for, by the sweep and once a day
   */
  readonly webhookSecret?: ISecret | undefined;

  /**
   * Where a payment service of your own takes refunds, instead of Stripe. Only this machine is reached without TLS.
   *
   * @default - Stripe pays
   */
  readonly refundEndpointUrl?: string | undefined;

  /**
   * Who carries out what the payment provider does not: credits, replacements and calls.
   *
   * @default - whoever listens on the bus, and answers there: docs/partners.md
   */
  readonly partners?: PartnersProps | undefined;

  /**
   * How much is given without a person looking, where it differs from the default. Amounts are whole minor units by ISO 4217
   * currency, and take the place of all the default amounts of that limit.
   *
   * @default - limits that fit a shop whose failures cost a few units each
   */
  readonly limits?: LimitOverrides | undefined;

  /**
   * What a failure earns, where it differs from the defaults of its type's policy.
   *
   * @default - the defaults in each failure type's `policy.ts`
   */
  readonly policies?: PolicyOverrides | undefined;

  /**
   * How many requests a second the sweep makes to the provider, at most.
   *
   * @default 20: Stripe takes 25 a second at one endpoint, and the failure functions need some of them
   */
  readonly refundsPerSecond?: number | undefined;

  /**
   * The bus on which failures are published. It may carry other events too, but no second Amends: each would write to the
   * customers of the other.
   *
   * @default - a bus of its own
   */
  readonly eventBus?: IEventBus | undefined;

  /**
   * The ledger: a table with the keys `pk` and `sk`, time to live on `expiresAtSeconds`, and an index `waiting` of `waiting`
   * and `dueAt` (all strings but the time). Protect it from deletion: a refund whose record is lost is paid again.
   *
   * @default - a new {@link RemedyLedger}. Give one from a stack of its own where this stack may be thrown away.
   */
  readonly table?: ITable | undefined;

  /**
   * The failure types that are made right.
   *
   * @default - all in the catalog, and those of your own
   */
  readonly failures?: readonly string[] | undefined;

  /**
   * Failure types of your own, beside those of the catalog. Everything that a type of the catalog has follows for them too:
   * rule, function, queues, alarms, the right to publish, and a place at the operator desk.
   *
   * @default - none
   */
  readonly ownFailures?: readonly OwnFailure[] | undefined;

  /**
   * The absolute path of the file that exports the function that writes to customers, made with `apologyHandler` of
   * `amends/runtime` from every failure type that is made right: `apologyHandler([...catalog, trainDelayed])`.
   *
   * @default - the function with the words of the catalog. Failure types of your own need one.
   */
  readonly apologyEntry?: string | undefined;

  /**
   * The event source that publishes a failure type, by type.
   *
   * @default - what each failure type's definition says
   */
  readonly sources?: Readonly<Record<string, string>> | undefined;

  /**
   * How failures come to their function, by failure type, and outcomes to the function that writes to customers, as
   * `Apologies`. `direct` hands each over as it is published, which is quickest. `queued` holds them in a queue and works on ten
   * at a time or so, for a storm is to spare the provider and outlast the six hours that Lambda keeps an event.
   *
   * @default - all of them `direct`
   */
  readonly delivery?: Readonly<Record<string, DeliveryKind>> | undefined;

  /**
   * How many runs of a function take from its queue at once, at most, where delivery is `queued`. Each works on five customers'
   * failures at a time, or on one mail.
   *
   * @default 2: the least that Lambda knows. Ten refunds under way, 0.4 s each, are the 25 a second that Stripe takes at one
   * endpoint. Failure types that are queued have this each, so two storms at once go beyond, and what Stripe turns away comes
   * again.
   */
  readonly queuedConcurrency?: number | undefined;

  /**
   * Where alarms are heard. A topic that is encrypted needs a key CloudWatch may use.
   *
   * @default - a new topic, encrypted, that nobody has subscribed to
   */
  readonly alarmTopic?: ITopic | undefined;

  /**
   * How many events of one failure type are worked on at once, at most, so that a storm spares the provider. Functions at a
   * URL get as many, and those that are run by the clock one each.
   *
   * @default - no limit but the account's
   */
  readonly reservedConcurrency?: number | undefined;

  /**
   * How long the functions' logs are kept. They hold no personal data, and no record either: that is the ledger.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays | undefined;
}
