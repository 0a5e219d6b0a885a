import { Duration } from 'aws-cdk-lib';
import type { MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import { ApologyMail, type ApologySender } from './apology-mail';
import { FailureRemedy } from './failure-remedy';
import { handledFailures, UnknownFailureError } from './handled-failure';
import { OperationsKey } from './operations-key';
import { PublisherGuard } from './publisher-guard';
import { RemedyLedger } from './remedy-ledger';
import { total } from './remedy-metric';

export interface RefundAutomationProps {
  /** Who says sorry. */
  readonly sender: ApologySender;

  /**
   * The secret that holds the payment provider's API key as a plain string. Amends never creates it, because a made-up key
   * would look deployed and pay nobody.
   */
  readonly providerSecret: ISecret;

  /**
   * Where the payment provider's API is reached.
   *
   * @default 'https://api.stripe.com'
   */
  readonly stripeApiUrl?: string | undefined;

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
   * How many events of one failure type are worked on at once, at most, so that a storm spares the provider.
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

/**
 * Gives money back when a failure is published, and writes to the customer to say sorry.
 *
 * @example
 * const amends = new RefundAutomation(this, 'Amends', {
 *   sender: { email: 'care@example.com', name: 'Example Films', replyTo: 'help@example.com', signatory: 'Maya Lindqvist' },
 *   providerSecret: Secret.fromSecretNameV2(this, 'StripeKey', 'amends/prod/stripe'),
 * });
 * amends.grantPublish(player.role, ['VideoPlaybackFailed']);
 */
export class RefundAutomation extends Construct {
  /** The bus on which failures are published, and how they ended. */
  readonly eventBus: IEventBus;
  /** The table with the record of every remedy. */
  readonly table: ITable;
  /** Where alarms are heard. */
  readonly alarmTopic: ITopic;
  /** What makes each failure type right. */
  readonly remedies: readonly FailureRemedy[];
  readonly apologyMail: ApologyMail;
  private readonly guard: PublisherGuard;

  constructor(scope: Construct, id: string, props: RefundAutomationProps) {
    super(scope, id);
    const encryptionKey = new OperationsKey(this, 'OperationsKey');
    this.eventBus = props.eventBus ?? new EventBus(this, 'Bus');
    this.table = props.table ?? new RemedyLedger(this, 'Ledger').table;
    this.alarmTopic = props.alarmTopic ?? new AlarmTopic(this, 'AlarmTopic', { encryptionKey });
    const surroundings = {
      eventBus: this.eventBus,
      table: this.table,
      alarmTopic: this.alarmTopic,
      encryptionKey,
      logRetention: props.logRetention ?? RetentionDays.THREE_MONTHS,
    };
    this.remedies = handledFailures(props.failures, props.sources).map(
      ({ definition, source }) =>
        new FailureRemedy(this, definition.type, {
          ...surroundings,
          definition,
          source,
          providerSecret: props.providerSecret,
          stripeApiUrl: props.stripeApiUrl ?? 'https://api.stripe.com',
          reservedConcurrency: props.reservedConcurrency,
        }),
    );
    this.apologyMail = new ApologyMail(this, 'ApologyMail', { ...surroundings, sender: props.sender });
    this.guard = new PublisherGuard(this, 'Publishers', {
      eventBus: this.eventBus,
      sharedBus: props.eventBus !== undefined,
      failures: this.remedies,
      outcomeRoles: this.remedies.map(({ role }) => role),
    });
  }

  /**
   * Lets a role of this account publish failures of the given types, each from its source only. Whoever was not granted is
   * refused by the bus itself, administrators too.
   *
   * On a bus that was given, only failures and outcomes are refused to others; the bus stays open for everything else.
   *
   * @throws when a failure type is not made right here
   */
  grantPublish(role: IRole, failures: readonly string[]): void {
    for (const type of failures) this.guard.grant(role, this.remedyOf(type));
  }

  /** Remedies that were paid, over all failure types. */
  metricRemediesPaid(options?: MetricOptions): MathExpression {
    const metrics = this.remedies.map((remedy) => remedy.metricPaid(options));
    return total('Remedies paid', metrics, options?.period);
  }

  /** Remedies at which a person must look first, over all failure types. */
  metricRemediesHeld(options?: MetricOptions): MathExpression {
    const metrics = this.remedies.map((remedy) => remedy.metricHeld(options));
    return total('Remedies held', metrics, options?.period);
  }

  /** Remedies that the payment provider refused, over all failure types. */
  metricRemediesDeclined(options?: MetricOptions): MathExpression {
    const metrics = this.remedies.map((remedy) => remedy.metricDeclined(options));
    return total('Remedies declined', metrics, options?.period);
  }

  /** Remedies of which nobody knows yet whether they were paid, over all failure types. */
  metricRemediesUnknown(options?: MetricOptions): MathExpression {
    const metrics = this.remedies.map((remedy) => remedy.metricUnknown(options));
    return total('Remedies unknown', metrics, options?.period);
  }

  /** Milliseconds from the failure's arrival to the mail's, at the 95th percentile. */
  metricDetectToMail(options?: MetricOptions): Metric {
    return this.apologyMail.metricDetectToMail(options);
  }

  /** Events that were given up on and wait for a person, failures and apologies together. */
  metricUndelivered(): MathExpression {
    const metrics = [...this.remedies, this.apologyMail].map((part) => part.metricUndelivered());
    return total('Undelivered events', metrics, Duration.minutes(1));
  }

  private remedyOf(type: string): FailureRemedy {
    const remedy = this.remedies.find((known) => known.type === type);
    if (remedy) return remedy;
    throw new UnknownFailureError(
      type,
      this.remedies.map((known) => known.type),
    );
  }
}
