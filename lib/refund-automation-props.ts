import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { LimitOverrides } from '../lambdas/runtime/environment';
import type { ApologySender } from './apology-mail';

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
   * How much is given without a person looking, where it differs from the default. Amounts are whole minor units by ISO 4217
   * currency, and take the place of all the default amounts of that limit.
   *
   * @default - limits that fit a shop whose failures cost a few units each
   */
  readonly limits?: LimitOverrides | undefined;

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
   * @default - all in the catalog
   */
  readonly failures?: readonly string[] | undefined;

  /**
   * The event source that publishes a failure type, by type.
   *
   * @default - what each failure type's definition says
   */
  readonly sources?: Readonly<Record<string, string>> | undefined;

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
