import { Duration } from 'aws-cdk-lib';
import type { MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PartnerKind } from '../lambdas/fulfilment/port/partner-events';
import { AlarmTopic } from './monitoring/alarm-topic';
import type { AmendsFunction } from './function/amends-function';
import { ApologyMail } from './constructs/apology-mail';
import { DailyReconciliation } from './constructs/daily-reconciliation';
import { FailureRemedy, type FailureRemedyProps } from './constructs/failure-remedy';
import { handledFailures, UnknownFailureError, type HandledFailure } from './options/handled-failure';
import { OperationsKey } from './monitoring/operations-key';
import { OperatorApi } from './constructs/operator-api';
import { PartnerResponses } from './constructs/partner-responses';
import { partnersOf } from './options/partners';
import { policyTexts } from './options/policy-texts';
import { ProviderWebhook } from './constructs/provider-webhook';
import { PublisherGuard } from './constructs/publisher-guard';
import type { RefundAutomationProps } from './refund-automation-props';
import { apologies, queuedConcurrencies } from './options/queued-delivery';
import { webhookProviderOf, providerOf } from './options/refund-provider';
import { RemedyLedger } from './constructs/remedy-ledger';
import { limitsText } from './options/limits-text';
import { remedyMetric, total, type RemedyMetricName } from './monitoring/remedy-metric';
import { RemedySweep } from './constructs/remedy-sweep';
import type { MoneyContext } from './options/shared-resources';

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
  /** Hears on the bus what partners answer. Missing where none is asked there. */
  readonly answers: PartnerResponses | undefined;
  /** Where people decide. */
  readonly operatorApi: OperatorApi;
  private readonly guard: PublisherGuard;

  /** @throws where limits, policies, failure types, the rate or the address of the refund endpoint cannot be, and says why */
  constructor(scope: Construct, id: string, props: RefundAutomationProps) {
    super(scope, id);
    const encryptionKey = new OperationsKey(this, 'OperationsKey');
    this.eventBus = props.eventBus ?? new EventBus(this, 'Bus');
    this.table = props.table ?? new RemedyLedger(this, 'Ledger').table;
    this.alarmTopic = props.alarmTopic ?? new AlarmTopic(this, 'AlarmTopic', { encryptionKey });
    const shared: MoneyContext = {
      eventBus: this.eventBus,
      table: this.table,
      alarmTopic: this.alarmTopic,
      encryptionKey,
      logRetention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      limits: limitsText(props.limits),
    };
    const provider = providerOf(props);
    const partners = partnersOf(props.partners, provider);
    const { reservedConcurrency } = props;
    const common = { ...shared, provider, partners, reservedConcurrency };
    // What the clock runs has no use for a second run beside the first.
    const byTheClock = { ...common, reservedConcurrency: reservedConcurrency === undefined ? undefined : 1 };

    const handled = handledFailures(props.failures, props.sources, props);
    const queuedConcurrencyOf = queuedConcurrencies(
      handled.map(({ definition }) => definition.type),
      props,
    );
    this.remedies = this.createRemedies(handled, props, common, queuedConcurrencyOf);
    this.apologyMail = new ApologyMail(this, 'ApologyMail', {
      ...shared,
      sender: props.sender,
      entry: props.apologyEntry,
      queuedConcurrency: queuedConcurrencyOf(apologies),
    });
    const areAsked = Object.values(partners.by).includes('events');
    this.answers = areAsked ? new PartnerResponses(this, 'PartnerAnswers', common) : undefined;
    this.sweep = new RemedySweep(this, 'Sweep', {
      ...byTheClock,
      refundsPerSecond: props.refundsPerSecond ?? 20,
      redriven: this.runByEvents().map((part) => part.function),
    });
    const news = webhookProviderOf(provider, props.webhookSecret);
    this.webhook = news && new ProviderWebhook(this, 'Webhook', { ...common, provider: news });
    const failureTypes = this.remedies.map(({ type }) => type);
    this.operatorApi = new OperatorApi(this, 'OperatorDesk', {
      ...shared,
      partners,
      failureTypes,
      reservedConcurrency,
    });
    new DailyReconciliation(this, 'Reconciliation', byTheClock);
    this.guard = this.createGuard(props.eventBus !== undefined);
  }

  /**
   * Lets a role of this account publish failures of the given types, each from its source only. Whoever was not granted is
   * refused by the bus itself, administrators too.
   *
   * On a bus that was given, only failures, partners' answers and outcomes are refused to others; the bus stays open for everything else.
   *
   * @throws when a failure type is not made right here
   */
  grantPublish(role: IRole, failures: readonly string[]): void {
    for (const type of failures) this.guard.grant(role, { source: this.remedyOf(type).source, types: [type] });
  }

  /**
   * Lets a role of this account answer about what partners are asked for on the bus, by the kind of part, each from its source
   * only: who may say that goods were sent may not say that a credit was booked. All others are refused by the bus itself.
   *
   * @throws when a kind is not asked for on the bus
   */
  grantRespond(role: IRole, kinds: readonly PartnerKind[]): void {
    for (const kind of kinds) {
      const answer = this.answers?.answers.find((known) => known.kind === kind);
      if (!answer) throw new Error(`A ${kind} is not asked for on the bus here, so nobody answers about it there.`);
      this.guard.grant(role, answer);
    }
  }

  /**
   * Lets whoever has the role decide on what is held, and switch what happens by itself. Who decides is told by the signature
   * of the request; give each person a session name of their own.
   */
  grantOperate(role: IRole): void {
    this.operatorApi.grant(role);
  }

  /** Remedies that were paid, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesIssued(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies paid', 'RemedyIssued', options);
  }

  /** Remedies at which a person must look first, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesHeld(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies held', 'RemedyHeld', options);
  }

  /** Remedies that the payment provider refused, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesDeclined(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies declined', 'RemedyDeclined', options);
  }

  /** Remedies of which nobody knows yet whether they were paid, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesUnknown(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies unknown', 'RemedyUnknown', options);
  }

  /** Remedies that the provider paid and then took back, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesLateFailed(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies failed late', 'RemedyLateFailed', options);
  }

  /** Remedies that only a person can give, over all failure types. Fit for a graph: an alarm watches ten metrics at most. */
  metricRemediesNeedingAttention(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies for a person', 'RemedyNeedsAttention', options);
  }

  /** Milliseconds from the failure's arrival to the mail's, at the 95th percentile. */
  metricDetectToMail(options?: MetricOptions): Metric {
    return this.apologyMail.metricDetectToMail(options);
  }

  /** Events that were given up on, and that the sweep hands over again: failures, apologies, news of mails and partners' answers. */
  metricRetryQueue(): MathExpression {
    const metrics = this.runByEvents().map((part) => part.metricRetryQueue());
    return total('Undelivered events', metrics, Duration.minutes(1));
  }

  /** Events that no attempt is left for, and that wait for a person: failures, apologies, news of mails and partners' answers. */
  metricDeadLetters(): MathExpression {
    const metrics = this.runByEvents().map((part) => part.metricDeadLetters());
    return total('Parked events', metrics, Duration.minutes(1));
  }

  private createRemedies(
    handled: readonly HandledFailure[],
    { policies = {} }: RefundAutomationProps,
    common: Omit<FailureRemedyProps, keyof HandledFailure | 'policy' | 'queuedConcurrency'>,
    queuedConcurrencyOf: (type: string) => number | undefined,
  ): FailureRemedy[] {
    const texts = policyTexts(
      policies,
      handled.map(({ definition }) => definition),
    );
    return handled.map((one) => {
      const { type } = one.definition;
      return new FailureRemedy(this, type, {
        ...common,
        ...one,
        policy: texts.get(type) ?? '{}',
        queuedConcurrency: queuedConcurrencyOf(type),
      });
    });
  }

  private createGuard(sharedBus: boolean): PublisherGuard {
    return new PublisherGuard(this, 'Publishers', {
      eventBus: this.eventBus,
      sharedBus,
      published: [
        ...this.remedies.map(({ type, source }) => ({ source, types: [type] })),
        ...(this.answers?.answers ?? []),
      ],
      outcomeRoles: [...this.moversOfRemedies(), this.operatorApi.function].map(({ role }) => role),
    });
  }

  private runByEvents() {
    const { remedies, apologyMail, answers } = this;
    return [...remedies, apologyMail, apologyMail.deliveries, ...(answers ? [answers] : [])];
  }

  /** Functions that take a remedy from one state to the next, and count it. */
  private moversOfRemedies(): AmendsFunction[] {
    const hearing = [this.webhook, this.answers].filter((part) => part !== undefined);
    return [...this.remedies, this.sweep, ...hearing].map((part) => part.function);
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
