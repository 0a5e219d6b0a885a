import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { DetectorStep } from '../../detect/run/detector-ports';
import { redacted } from '../../model/guards/redacted';
import { errorFacts } from './error-facts';
import { RetryableError } from '../../flow/record/retryable-error';
import type { Observer, Step, StepTaken } from '../../flow/record/observer';

/** One record of a batch, by its ids in the queue and on the bus. */
export interface RecordIds {
  readonly messageId: string;
  readonly eventId?: string | undefined;
}

/** Steps that are counted. The alarms and dashboards of the stack name these metrics. */
const countedSteps: Partial<Record<Step, string>> = {
  issued: 'RemedyIssued',
  pending: 'RemedyPending',
  declined: 'RemedyDeclined',
  unknown: 'RemedyUnknown',
  held: 'RemedyHeld',
  none: 'RemedyNotOwed',
  'late-failed': 'RemedyLateFailed',
  rejected: 'RemedyRejected',
  'needs-attention': 'RemedyNeedsAttention',
  shadowed: 'RemedyShadowed',
  'limit-reached': 'LimitReached',
  'limit-half-used': 'LimitHalfUsed',
  'hold-escalated': 'HoldEscalated',
  'hold-overdue': 'HoldOverdue',
  'part-overdue': 'PartOverdue',
  'owed-soon': 'OwedSoon',
  'owed-overdue': 'OwedOverdue',
  unreturned: 'Unreturned',
  sweep: 'SweepRun',
  'dead-lettered': 'DeadLettered',
  'breaker-open': 'BreakerOpen',
  reconciled: 'ReconcileRun',
  'webhook-refused': 'WebhookRefused',
  'report-taken': 'ReportTaken',
  'report-refused': 'ReportRefused',
  'shop-silent': 'ShopSilent',
  'dispute-reported': 'DisputeReported',
  'fraud-warned': 'FraudWarned',
  contradicted: 'UpdateContradicted',
  'report-contradicted': 'ReportContradicted',
  'foreign-write': 'ForeignWrite',
  'mail-delivered': 'MailDelivered',
  'mail-failed': 'MailFailed',
  'mail-not-kept': 'MailNotKept',
  duplicate: 'Duplicate',
  'apology-sent': 'ApologySent',
  'apology-unknown': 'ApologyUnknown',
  'conversation-opened': 'ConversationOpened',
  'feedback-yes': 'FeedbackYes',
  'feedback-no': 'FeedbackNo',
  'complaints-amplified': 'ComplaintsAmplified',
  'message-sent': 'MessageSent',
  'message-over-budget': 'MessageOverBudget',
  'copy-left': 'CopyLeft',
  'call-nobody-free': 'CallNobodyFree',
};

/** The same of what detectors do. */
const countedOfDetectors = {
  'failure-detected': 'FailureDetected',
  'signal-unjoined': 'SignalUnjoined',
  'look-failed': 'LookFailed',
} as const;

/**
 * Steps that are counted once more for all functions together: an alarm can compute from ten metrics only, and each
 * costs by the month.
 */
const sharedSteps: ReadonlySet<Step> = new Set([
  'unknown',
  'needs-attention',
  'limit-reached',
  'limit-half-used',
  'contradicted',
  'report-contradicted',
  'foreign-write',
]);

/** Steps on the way to another, which is what a reader of the log wants to find. None of them is counted. */
const stepsOnTheWay = new Set<Step>(['committed', 'taken-over', 'fulfilled', 'recorded', 'published']);

/**
 * Logs what each remedy came to in one line, with the steps on the way there, and counts what has a metric. A line for
 * every step would be most of a log, which is paid for by the byte.
 */
export class TelemetryObserver implements Observer {
  /** By remedy, until the step to which they led. */
  private readonly onTheWay = new Map<string, Step[]>();

  constructor(
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    /** Metrics that all functions write together. */
    private readonly shared: Metrics,
  ) {}

  step(taken: StepTaken): void {
    const remedyId = 'remedyId' in taken ? (taken.remedyId ?? '') : '';
    if (stepsOnTheWay.has(taken.step)) {
      this.onTheWay.set(remedyId, [...(this.onTheWay.get(remedyId) ?? []), taken.step]);
      return;
    }
    const after = this.onTheWay.get(remedyId);
    this.onTheWay.delete(remedyId);
    const facts = { ...taken, ...(after && { after }) };
    // What others said may be in a sentence of ours.
    this.logger.info(taken.step, 'why' in facts ? { ...facts, why: redacted(facts.why) } : facts);
    const metric = countedSteps[taken.step];
    if (metric) this.metrics.addMetric(metric, MetricUnit.Count, 1);
    if (metric && sharedSteps.has(taken.step)) this.shared.addMetric(metric, MetricUnit.Count, 1);
    // A stranger signs nothing. Whoever does may be the provider, whose secret we do not have.
    if (taken.step === 'webhook-refused' && taken.isSigned) {
      this.metrics.addMetric('WebhookMismatched', MetricUnit.Count, 1);
    }
    // Also when there are none: an alarm has to distinguish "no differences" from "not compared".
    if (taken.step === 'reconciled') {
      this.metrics.addMetric('ReconcileFindings', MetricUnit.Count, taken.count);
    }
    // Also when none has: an alarm has to distinguish that from not having looked.
    if (taken.step === 'conversations-looked-at') {
      this.metrics.addMetric('ConversationsOverdue', MetricUnit.Count, taken.count);
    }
    if (taken.step === 'call-begun') {
      this.metrics.addMetric('CallBegunMs', MetricUnit.Milliseconds, taken.waitedMs);
      // Also where it was not late: an alarm has to distinguish that from no call.
      this.metrics.addMetric('CallBegunLate', MetricUnit.Count, taken.isLate ? 1 : 0);
    }
    if (taken.step === 'answer-sent' && 'waitedMinutes' in taken && taken.waitedMinutes !== undefined) {
      this.metrics.addMetric('AnswerWaitMinutes', MetricUnit.NoUnit, taken.waitedMinutes);
    }
    // Also where it did not arrive: an alarm has to distinguish that from not having looked.
    if (taken.step === 'synthetic-looked-at') {
      this.metrics.addMetric('SyntheticArrived', MetricUnit.Count, taken.count);
    }
    if (taken.step === 'issued' && 'givenBack' in taken) this.giveBack(taken.givenBack ?? []);
    if (taken.step === 'apology-sent' && taken.detectToMailMs !== undefined) {
      this.metrics.addMetric('DetectToMailMs', MetricUnit.Milliseconds, taken.detectToMailMs);
    }
    if (taken.step === 'apology-sent' && taken.occurredToMailMs !== undefined) {
      this.metrics.addMetric('OccurredToMailMs', MetricUnit.Milliseconds, taken.occurredToMailMs);
    }
  }

  /**
   * What a detector did. Signals are counted and not written down: there are many more of them than failures, and their
   * silence is an alarm.
   */
  detected(step: DetectorStep): void {
    if (step.step === 'signals-received') {
      this.metrics.addMetric('SignalReceived', MetricUnit.Count, step.count);
      return;
    }
    this.logger.info(step.step, 'why' in step ? { ...step, why: redacted(step.why) } : { ...step });
    this.metrics.addMetric(countedOfDetectors[step.step], MetricUnit.Count, 1);
  }

  /** By currency: a dashboard may add up no two of them. */
  private giveBack(refunds: readonly { readonly currency: string; readonly amount: string }[]): void {
    for (const { currency, amount } of refunds) {
      const single = this.shared.singleMetric();
      single.addDimension('currency', currency);
      single.addMetric('GivenBack', MetricUnit.NoUnit, Number(amount));
    }
  }

  /** Logs how far remedies got that came to nothing in this run: the run failed, or the one before was killed. */
  end(): void {
    for (const [remedyId, after] of this.onTheWay) this.logger.info('on the way', { remedyId, after });
    this.onTheWay.clear();
  }

  trouble(id: string, what: string, error: unknown): void {
    this.logger.warn(redacted(what), { id, ...errorFacts(error) });
  }

  /**
   * The result of a record. Its function answers for the whole batch, so only this line leads from the event to the
   * remedy.
   */
  recordDone(ids: RecordIds, result: object): void {
    this.logger.info('record done', { ...ids, ...result });
  }

  /** To Lambda a record that failed is no error of its function, so it is counted here. */
  recordFailed(ids: RecordIds, error: unknown): void {
    const facts = { ...ids, ...errorFacts(error) };
    if (error instanceof RetryableError) {
      this.logger.info('the record is delivered again', facts);
      return;
    }
    this.logger.error('the record has to be delivered again', facts);
    this.metrics.addMetric('RecordFailed', MetricUnit.Count, 1);
  }
}
