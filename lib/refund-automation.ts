import { Duration } from 'aws-cdk-lib';
import type { MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';
import type { AmendsFunction } from './amends-function';
import { ApologyMail } from './apology-mail';
import { DailyReconciliation } from './daily-reconciliation';
import { FailureRemedy } from './failure-remedy';
import { handledFailures, UnknownFailureError } from './handled-failure';
import { OperationsKey } from './operations-key';
import { OperatorDesk } from './operator-desk';
import { ProviderWebhook } from './provider-webhook';
import { PublisherGuard } from './publisher-guard';
import type { RefundAutomationProps } from './refund-automation-props';
import { newsProviderOf, providerOf } from './refund-provider';
import { RemedyLedger } from './remedy-ledger';
import { limitsText } from './limits-text';
import { remedyMetric, total, type RemedyMetricName } from './remedy-metric';
import { RemedySweep } from './remedy-sweep';
import type { MoneySurroundings } from './surroundings';

/**
 * Gives money back when a failure is published, and writes to the customer to say sorry.
 *
 * @example
 * const amends = new RefundAutomation(this, 'Amends', {
 *   sender: { email: 'care@example.com', name: 'Example Films', replyTo: 'help@example.com', signatory: 'Maya Lindqvist' },
 *   providerSecret: Secret.fromSecretNameV2(this, 'StripeKey', 'amends/prod/stripe'),
 * });
 * amends.grantPublish(player.role, ['VideoPlaybackFailed']);
 * amends.grantOperate(customerCare.role);
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
  /** Looks after every remedy that waits. */
  readonly sweep: RemedySweep;
  /** Hears from the provider what became of refunds. Missing where Stripe pays and no `webhookSecret` was given. */
  readonly webhook: ProviderWebhook | undefined;
  /** Where people decide. */
  readonly desk: OperatorDesk;
  private readonly guard: PublisherGuard;

  /** @throws where the limits, the rate or the address of the refund endpoint cannot be, and says why */
  constructor(scope: Construct, id: string, props: RefundAutomationProps) {
    super(scope, id);
    const encryptionKey = new OperationsKey(this, 'OperationsKey');
    this.eventBus = props.eventBus ?? new EventBus(this, 'Bus');
    this.table = props.table ?? new RemedyLedger(this, 'Ledger').table;
    this.alarmTopic = props.alarmTopic ?? new AlarmTopic(this, 'AlarmTopic', { encryptionKey });
    const surroundings: MoneySurroundings = {
      eventBus: this.eventBus,
      table: this.table,
      alarmTopic: this.alarmTopic,
      encryptionKey,
      logRetention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      limits: limitsText(props.limits),
    };
    const { reservedConcurrency } = props;
    const provider = providerOf(props);
    const byTheClock = {
      ...surroundings,
      provider,
      // It has no use for a second run beside the first.
      reservedConcurrency: reservedConcurrency === undefined ? undefined : 1,
    };

    this.remedies = handledFailures(props.failures, props.sources).map(
      (handled) =>
        new FailureRemedy(this, handled.definition.type, {
          ...surroundings,
          ...handled,
          provider,
          reservedConcurrency,
        }),
    );
    this.apologyMail = new ApologyMail(this, 'ApologyMail', { ...surroundings, sender: props.sender });
    this.sweep = new RemedySweep(this, 'Sweep', {
      ...byTheClock,
      refundsPerSecond: props.refundsPerSecond ?? 20,
      redriven: this.runByEvents().map((part) => part.function),
    });
    const news = newsProviderOf(provider, props.webhookSecret);
    this.webhook =
      news && new ProviderWebhook(this, 'Webhook', { ...surroundings, provider: news, reservedConcurrency });
    this.desk = new OperatorDesk(this, 'OperatorDesk', { ...surroundings, reservedConcurrency });
    new DailyReconciliation(this, 'Reconciliation', byTheClock);
    this.guard = new PublisherGuard(this, 'Publishers', {
      eventBus: this.eventBus,
      sharedBus: props.eventBus !== undefined,
      failures: this.remedies,
      outcomeRoles: [...this.moversOfRemedies(), this.desk.function].map(({ role }) => role),
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

  /**
   * Lets whoever has the role decide on what is held, and switch what happens by itself. Who decides is told by the signature
   * of the request; give each person a session name of their own.
   */
  grantOperate(role: IRole): void {
    this.desk.grant(role);
  }

  /** Remedies that were paid, over all failure types. */
  metricRemediesPaid(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies paid', 'RemedyPaid', options);
  }

  /** Remedies at which a person must look first, over all failure types. */
  metricRemediesHeld(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies held', 'RemedyHeld', options);
  }

  /** Remedies that the payment provider refused, over all failure types. */
  metricRemediesDeclined(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies declined', 'RemedyDeclined', options);
  }

  /** Remedies of which nobody knows yet whether they were paid, over all failure types. */
  metricRemediesUnknown(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies unknown', 'RemedyUnknown', options);
  }

  /** Remedies that the provider paid and then took back, over all failure types. */
  metricRemediesLateFailed(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies failed late', 'RemedyLateFailed', options);
  }

  /** Remedies that only a person can give, over all failure types. */
  metricRemediesManual(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies for a person', 'RemedyManual', options);
  }

  /** Milliseconds from the failure's arrival to the mail's, at the 95th percentile. */
  metricDetectToMail(options?: MetricOptions): Metric {
    return this.apologyMail.metricDetectToMail(options);
  }

  /** Events that were given up on, and that the sweep hands over again: failures, apologies and news of mails. */
  metricUndelivered(): MathExpression {
    const metrics = this.runByEvents().map((part) => part.metricUndelivered());
    return total('Undelivered events', metrics, Duration.minutes(1));
  }

  /** Events that no attempt is left for, and that wait for a person: failures, apologies and news of mails. */
  metricParked(): MathExpression {
    const metrics = this.runByEvents().map((part) => part.metricParked());
    return total('Parked events', metrics, Duration.minutes(1));
  }

  private runByEvents() {
    return [...this.remedies, this.apologyMail, this.apologyMail.deliveries];
  }

  /** Functions that take a remedy from one state to the next, and count it. */
  private moversOfRemedies(): AmendsFunction[] {
    return [...this.remedies, this.sweep, ...(this.webhook ? [this.webhook] : [])].map((part) => part.function);
  }

  private totalOf(label: string, metricName: RemedyMetricName, options?: MetricOptions): MathExpression {
    const metrics = this.moversOfRemedies().map((mover) => remedyMetric(metricName, mover, options));
    return total(label, metrics, options?.period);
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
