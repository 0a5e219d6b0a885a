import { Duration } from 'aws-cdk-lib';
import type { MathExpression, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { syntheticSource, syntheticType } from '../lambdas/outcomes/synthetic';
import type { PartnerKind } from '../lambdas/fulfilment/port/partner-events';
import { alarmsOfChannels, answersTaken, DeployedChannels, letChannelsPublish } from './channels/deployed-channels';
import { DeployedConsole } from './console/deployed-console';
import { ApologyMail } from './constructs/apology-mail';
import { inForceFiles } from './console/in-force-files';
import { checkedFailures } from './constructs/checked-failures';
import { Detectors, letPublish, type Detecting } from './detect/detectors';
import { DailyReconciliation } from './constructs/daily-reconciliation';
import { Insight } from './insight/insight';
import { FeedPages } from './feed/feed-pages';
import { FeedbackPages, tellersOf } from './feedback/feedback-pages';
import { ForeignWrites } from './constructs/foreign-writes';
import { FailureRemedy, type FailureRemedyProps } from './constructs/failure-remedy';
import { OperatorApi, type OperatorApiProps } from './constructs/operator-api';
import { askedOf, publishedWith } from './grants/own-source';
import { sourceToGrant } from './grants/source-to-grant';
import { PartnerResponses, responseTo } from './constructs/partner-responses';
import { letCallersRespond, PhoneCalls } from './phone/phone-calls';
import { publicWebhooks } from './webhook/public-webhooks';
import type { SignedWebhook } from './webhook/signed-webhook';
import type { OperatorGrant } from './grants/operator-roles';
import { CustomerReplies } from './replies/customer-replies';
import { Rehearsal } from './rehearsal/rehearsal';
import { SentMailBucket } from './sent/sent-mail-bucket';
import { PublisherGuard } from './grants/publisher-guard';
import { auditBucketIn } from './kept/audit-bucket';
import { givenOrNewLedger } from './kept/given-ledger';
import { SealKeys } from './constructs/seal-keys';
import { RemedySweep } from './constructs/remedy-sweep';
import { SyntheticFailures, type SyntheticFailuresProps } from './constructs/synthetic-failures';
import { nameInstance, placeRoles, type AmendsFunction } from './function/amends-function';
import { AlarmTopic } from './monitoring/alarm-topic';
import { OperationsKey } from './monitoring/operations-key';
import { remedyMetric, total, type RemedyMetricName } from './monitoring/remedy-metric';
import { SharedAlarms, watchWhatOthersSay } from './monitoring/shared-alarms';
import { adviseOnRunbooks, alarmSettings, ownersText } from './options/alarm-settings';
import { checkedReservations } from './options/delivery';
import { sentencesOf, type FailureType } from './options/failure-type';
import { adviseOnGenerosity, UnknownFailureError } from './options/failure-type-problems';
import { limitsText } from './options/limits-text';
import { reasonCodesText } from './console/reason-codes-text';
import type { RefundProviderConfig } from './options/refund-provider';
import { partnersApart } from './webhook/secret-purposes';

import { testProviderOf, type SyntheticFailure } from './constructs/synthetic-failure';
import { refuseIdentitiesMadeTwice } from './options/sender-identities';
import type { MoneyContext } from './options/shared-resources';
import { letPeoplePublish } from './reports/gesture-access';
import { ReportPages } from './reports/report-pages';
import type { IRefundAutomation, PublishedFailure } from './refund-automation-interface';
import type { RefundAutomationProps } from './refund-automation-props';

/**
 * Gives customers a remedy when a failure is published, and writes to them to apologise.
 *
 * @example const amends = new RefundAutomation(this, 'Amends', { sender: { email: 'care@example.com', name: 'Example
 * Films', replyTo: 'help@example.com', signatory: 'Maya Lindqvist' }, provider: RefundProvider.stripe({ apiKey:
 * Secret.fromSecretNameV2(this, 'StripeKey', 'amends/prod/stripe'), readKey: Secret.fromSecretNameV2(this,
 * 'StripeReadKey', 'amends/prod/stripe-read') }), }); amends.grantPublish(player,
 * 'VideoPlaybackFailed'); amends.grantOperate(customerCare, { may:
 * ['look', 'approve'] });
 */
export class RefundAutomation extends Construct implements IRefundAutomation {
  readonly eventBus: IEventBus;
  readonly table: ITable;
  readonly alarmTopic: ITopic;
  /** Handles each failure type. */
  readonly remedies: readonly FailureRemedy[];
  /** Writes to customers. */
  readonly apologyMail: ApologyMail;
  /** Resumes every remedy that waits, and retries failed events. */
  readonly sweep: RemedySweep;
  /** Receives webhook events of the provider. Undefined without its `webhookSecret`, or without a `publicWebhook`. */
  readonly webhook: SignedWebhook | undefined;
  /** Receives webhook events of the partners' endpoint, likewise. */
  readonly partnerWebhook: SignedWebhook | undefined;
  /** Where customers write and are answered: one for each of the option `channels`. */
  readonly channels: DeployedChannels;
  /** What sees failures in the signals of others. */
  readonly detectors: readonly Detecting[];
  /** Records the responses of partners on the bus. Undefined where no partner is asked with events. */
  readonly partnerResponses: PartnerResponses | undefined;
  /** Has agents of Amazon Connect call customers. Undefined without that partner. */
  readonly phoneCalls: PhoneCalls | undefined;
  /** The API with which operators decide. */
  readonly operatorApi: OperatorApi;
  /** The deployed console. Undefined without the option. */
  readonly console: DeployedConsole | undefined;
  /** Where customers and agents report failures. Undefined without the option. */
  readonly reports: ReportPages | undefined;
  /** Figures of all that happens. Undefined without the option. */
  readonly insight: Insight | undefined;
  /** What makes answers of customers possible. Undefined without the option. */
  readonly replies: CustomerReplies | undefined;
  /** Where customers answer whether it was made right. Undefined without the option. */
  readonly feedback: FeedbackPages | undefined;
  /** Where customers see what was given. Undefined without the option. */
  readonly feed: FeedPages | undefined;
  /** Failures of the last days, to rehearse with. Undefined without the option. */
  readonly rehearsal: Rehearsal | undefined;
  /** The public keys of the seals by their number, as JSON. */
  readonly sealPublicKeys: string;
  private readonly guard: PublisherGuard;

  /**
   * @throws FailureTypesError where failure types cannot be deployed, with every problem
   * @throws Error where limits, partners, owners of alarms, concurrency or the rate do not fit, with what to do
   */
  constructor(scope: Construct, id: string, props: RefundAutomationProps) {
    super(scope, id);
    nameInstance(this);
    if (props.rolePath !== undefined) placeRoles(this, props.rolePath);
    const failures = checkedFailures(props);
    const { reservedConcurrency, publicConcurrency, operatorConcurrency } = { ...props, ...checkedReservations(props) };

    const encryptionKey = props.encryptionKey ?? new OperationsKey(this, 'OperationsKey');
    this.eventBus = props.eventBus ?? new EventBus(this, 'Bus');
    const { table, sealSecret } = givenOrNewLedger(this, props);
    this.table = table;
    this.alarmTopic = props.alarmTopic ?? new AlarmTopic(this, 'AlarmTopic', { encryptionKey });
    const kept = { encryptionKey, logRetention: props.logRetention ?? RetentionDays.THREE_MONTHS };
    const seals = SealKeys.of(this, props, { ...kept, secret: sealSecret });
    this.sealPublicKeys = seals.publicKeys;
    const shared: MoneyContext = {
      ...kept,
      seals,
      eventBus: this.eventBus,
      table: this.table,
      alarms: alarmSettings(this, props, failures),
      logGroupPrefix: props.logGroupPrefix,
      limits: limitsText(props.limits),
      firstMode: props.firstMode,
    };
    const provider = props.provider.config;
    const partners = partnersApart(props, provider);
    const common = { ...shared, provider, partners, reservedConcurrency };
    // A scheduled function has no use for a second run beside the first.
    const owners = ownersText(shared.alarms, failures);
    const scheduled = { ...common, reservedConcurrency: reservedConcurrency === undefined ? undefined : 1 };

    this.remedies = failures.map((failure) => this.createRemedy(failure, common));
    const written = { owners, sentences: sentencesOf(failures), provider: provider.kind, failures };
    const files = inForceFiles(failures, props);
    this.feedback = FeedbackPages.ifWanted(this, props, { ...shared, owners, failures, publicConcurrency });
    this.feed = FeedPages.ifWanted(this, props, { ...shared, sentences: written.sentences, publicConcurrency });
    this.apologyMail = ApologyMail.of(this, props, { ...shared, ...written, feedback: this.feedback });
    this.replies = CustomerReplies.ifWanted(this, props, { ...shared, owners, failures, publicConcurrency });
    this.partnerResponses = PartnerResponses.ifAsked(this, { ...common, asked: askedOf(this.remedies) });
    this.phoneCalls = PhoneCalls.ifWanted(this, common);
    const webhooks = publicWebhooks(this, props.publicWebhook, { ...common, publicConcurrency });
    ({ ofProvider: this.webhook, ofPartners: this.partnerWebhook } = webhooks);
    this.channels = new DeployedChannels(this, props.channels, { ...common, owners, failures, publicConcurrency });
    this.detectors = Detectors.of(this, props.detectors, { ...common, failures, shop: props.shop, publicConcurrency });
    this.sweep = new RemedySweep(this, 'Sweep', {
      ...scheduled,
      ...{ owners, files, tellsFixes: this.apologyMail.fixedBy.length > 0 },
      refundsPerSecond: props.refundsPerSecond ?? 20,
      redriven: this.invokedByEvents().map((part) => part.function),
    });
    this.insight = Insight.ifWanted(this, props, { ...kept, failures, alarms: shared.alarms });
    this.reports = ReportPages.ifWanted(this, props, { ...shared, failures, publicConcurrency });
    this.rehearsal = Rehearsal.ifWanted(this, props, failures);
    const access = this.accessOfOperators(props, { ...shared, partners, failures, files, owners });
    this.operatorApi = new OperatorApi(this, 'OperatorApi', { ...access, reservedConcurrency: operatorConcurrency });
    this.console = DeployedConsole.ifWanted(this, props, { ...access, publicConcurrency });
    new DailyReconciliation(this, 'Reconciliation', scheduled);
    this.watch(props, shared);
    this.guard = this.createGuard(props.eventBus !== undefined);
    if (props.syntheticFailure) this.createSynthetic(props.syntheticFailure, scheduled, failures);
    this.checkAll(props, failures);
  }

  /**
   * Begins the id of each statement that this instance has in the policy of its bus. Statements with another beginning
   * `Amends…` on the same bus are of another instance, which would pay for the same failures.
   */
  get busStatementPrefix(): string {
    return this.guard.statementPrefix;
  }

  grantPublish(grantee: IGrantable, ...failures: (string | PublishedFailure)[]): Grant {
    const events = failures.map((failure) => {
      const { type, source } = typeof failure === 'string' ? { type: failure, source: undefined } : failure;
      return { source: sourceToGrant(type, this.remedyOf(type).sources, source), types: this.publishedAs(type) };
    });
    return this.guard.grant(grantee, events);
  }

  grantRespond(grantee: IGrantable, ...kinds: PartnerKind[]): Grant {
    const responses = kinds.map((kind) => responseTo(kind, this.partnerResponses?.responses));
    return this.guard.grant(grantee, responses);
  }

  grantAnswerOnChannels(grantee: IGrantable): Grant {
    return this.guard.grant(grantee, answersTaken(this.channels));
  }

  grantOperate(grantee: IGrantable, granted: OperatorGrant): Grant {
    return this.operatorApi.grant(grantee, granted);
  }

  metricRemediesIssued(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies issued', 'RemedyIssued', options);
  }

  metricRemediesHeld(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies held', 'RemedyHeld', options);
  }

  metricRemediesDeclined(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies declined', 'RemedyDeclined', options);
  }

  metricRemediesUnknown(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies unknown', 'RemedyUnknown', options);
  }

  metricRemediesLateFailed(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies failed late', 'RemedyLateFailed', options);
  }

  metricRemediesNeedingAttention(options?: MetricOptions): MathExpression {
    return this.totalOf('Remedies that need attention', 'RemedyNeedsAttention', options);
  }

  metricDetectToMail(options?: MetricOptions): Metric {
    return this.apologyMail.metricDetectToMail(options);
  }

  metricRetryQueue(options?: MetricOptions): MathExpression {
    const metrics = this.invokedByEvents().map((part) => part.metricRetryQueue(options));
    return total('Events in retry queues', metrics, { period: Duration.minutes(1), ...options });
  }

  metricDeadLetterQueue(options?: MetricOptions): MathExpression {
    const metrics = this.invokedByEvents().map((part) => part.metricDeadLetterQueue(options));
    return total('Events in dead-letter queues', metrics, { period: Duration.minutes(1), ...options });
  }

  private checkAll({ runbooks }: RefundAutomationProps, failures: readonly FailureType[]): void {
    refuseIdentitiesMadeTwice(this);
    adviseOnRunbooks(this, runbooks);
    adviseOnGenerosity(this, failures);
  }

  private createRemedy(
    { policy, ...failure }: FailureType,
    common: Omit<FailureRemedyProps, keyof FailureType>,
  ): FailureRemedy {
    return new FailureRemedy(this, failure.definition.type, { ...common, ...failure, policy: JSON.stringify(policy) });
  }

  private accessOfOperators(
    { auditBucket, operatorVpcEndpoint: vpcEndpoint, reasonCodes, search = [], ...props }: RefundAutomationProps,
    { owners, ...common }: Pick<OperatorApiProps, keyof MoneyContext | 'partners' | 'failures' | 'files' | 'owners'>,
  ): OperatorApiProps {
    return {
      ...common,
      ...this.channels.ownersOfConversations(owners),
      auditBucket: auditBucketIn(this, auditBucket),
      vpcEndpoint,
      reasonCodes: reasonCodes && reasonCodesText(reasonCodes),
      hearsAnswers: this.partnerResponses !== undefined,
      writing: this.apologyMail.function.lambda,
      redriven: this.invokedByEvents().map((part) => part.function),
      directory: this.sweep.function.failedRuns,
      search,
      ...{ insight: this.insight, reports: this.reports, detectors: this.detectors },
      ...{ sentMails: SentMailBucket.ifWanted(this, props), shop: props.shop },
    };
  }

  private createSynthetic(
    syntheticFailure: SyntheticFailure,
    common: Omit<SyntheticFailuresProps, 'provider' | 'syntheticFailure'> & { readonly provider: RefundProviderConfig },
    failures: readonly FailureType[],
  ): void {
    const provider = testProviderOf(common.provider, failures);
    const synthetic = new SyntheticFailures(this, 'Synthetic', { ...common, provider, syntheticFailure });
    this.guard.grantOwn(synthetic.function, { source: syntheticSource, types: [syntheticType] });
  }

  /** What rings for all of it together, and for what nobody of ours has done. */
  private watch({ watchesLedger, rolePath, ...props }: RefundAutomationProps, shared: MoneyContext): void {
    if (watchesLedger) new ForeignWrites(this, 'ForeignWrites', { ...shared, rolePath });
    const { alarms } = shared;
    const { remedies: failures, apologyMail, detectors } = this;
    const channels = { invoked: this.channels.invoked, alarms: alarmsOfChannels(this, props.channels, alarms) };
    const others = [apologyMail, apologyMail.emailEvents, ...this.conversing(), ...this.hearingOfParts()];
    if (alarms.level === 'essential')
      new SharedAlarms(this, 'Alarms', { failures, others, channels, detectors, alarms });
    watchWhatOthersSay(this, alarms);
  }

  private createGuard(sharedBus: boolean): PublisherGuard {
    const byOperators = [this.operatorApi, this.console].flatMap((part) => part?.function ?? []);
    const guard = new PublisherGuard(this, 'Publishers', {
      eventBus: this.eventBus,
      sharedBus,
      published: [
        ...this.remedies.flatMap(({ type, sources }) =>
          sources.map((source) => ({ source, types: this.publishedAs(type, source) })),
        ),
        ...(this.partnerResponses?.responses ?? []),
        ...answersTaken(this.channels),
      ],
      outcomeRoles: [
        ...this.moversOfRemedies(),
        ...byOperators,
        ...this.tellersOfOwners(),
        ...this.channels.functions,
      ].map(({ role }) => role),
    });
    letPeoplePublish(guard, this.reports, byOperators, this.remedies);
    letPublish(this.detectors, guard);
    letCallersRespond(guard, this.phoneCalls, this.partnerResponses);
    return letChannelsPublish(this.channels, guard);
  }

  /** What whoever publishes a failure says of it, too. */
  private publishedAs(type: string, source?: string): string[] {
    const isHeard = { answers: this.partnerResponses !== undefined, fixes: this.apologyMail.fixedBy.length > 0 };
    return publishedWith(type, source, isHeard);
  }

  private invokedByEvents() {
    const { remedies, apologyMail, channels, detectors } = this;
    const ofMail = [apologyMail, apologyMail.emailEvents, ...this.conversing()];
    return [...remedies, ...ofMail, ...this.hearingOfParts(), ...channels.invoked, ...detectors];
  }

  /** What hears customers, sends what people answer them, and has them called. */
  private conversing() {
    const { replies, phoneCalls } = this;
    return [...(replies ? [replies.hearing, replies.answering] : []), ...(phoneCalls ? [phoneCalls] : [])];
  }

  /** What applies the reports of partners and of the provider. */
  private hearingOfParts() {
    return [this.partnerResponses, this.webhook, this.partnerWebhook].filter((part) => part !== undefined);
  }

  /** Functions that take a remedy from one state to the next, and count it. */
  private moversOfRemedies(): AmendsFunction[] {
    return [...this.remedies, this.sweep, ...this.hearingOfParts()].map((part) => part.function);
  }

  /** Functions that find that a mail did not reach its customer. The sweep is one of them, and a mover too. */
  private tellersOfOwners(): AmendsFunction[] {
    const ofPeople = [this.replies, this.reports, this.feedback].flatMap(tellersOf);
    return [this.apologyMail.function, this.apologyMail.emailEvents.function, ...ofPeople];
  }

  private totalOf(label: string, metricName: RemedyMetricName, options?: MetricOptions): MathExpression {
    const metrics = this.moversOfRemedies().map((mover) => remedyMetric(metricName, mover, options));
    return total(label, metrics, options);
  }

  private remedyOf(type: string): FailureRemedy {
    const remedy = this.remedies.find((known) => known.type === type);
    if (remedy) return remedy;
    const types = this.remedies.map((known) => known.type);
    throw new UnknownFailureError(type, types);
  }
}
