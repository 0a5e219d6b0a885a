import { MathExpression, Metric, type IMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { allServices } from '../../lambdas/runtime/telemetry/all-services';
import { metricsNamespaceOf } from '../function/amends-function';

/** The metrics that the functions write. */
export type RemedyMetricName =
  | 'RemedyIssued'
  | 'RemedyHeld'
  | 'RemedyDeclined'
  | 'RemedyUnknown'
  | 'RemedyNeedsAttention'
  | 'RemedyLateFailed'
  | 'LimitReached'
  | 'HoldEscalated'
  | 'HoldOverdue'
  | 'PartOverdue'
  | 'OwedSoon'
  | 'OwedOverdue'
  | 'Unreturned'
  | 'SweepRun'
  | 'BreakerOpen'
  | 'LimitHalfUsed'
  | 'ReportRefused'
  | 'ShopSilent'
  | 'WebhookRefused'
  | 'WebhookMismatched'
  | 'ReconcileRun'
  | 'ReconcileFindings'
  | 'ApologySent'
  | 'ApologyUnknown'
  | 'MailDelivered'
  | 'MailFailed'
  | 'Redelivered'
  | 'RecordFailed'
  | 'UpdateContradicted'
  | 'ReportContradicted'
  | 'ForeignWrite'
  | 'DetectToMailMs'
  | 'OccurredToMailMs'
  | 'SyntheticArrived'
  | 'SignalReceived'
  | 'SignalUnjoined'
  | 'FailureDetected'
  | 'LookFailed'
  | 'ConversationsOverdue'
  | 'ComplaintsAmplified'
  | 'MessageOverBudget'
  | 'CopyLeft'
  | 'CallBegunLate'
  | 'CallNobodyFree';

/** A metric that the function writes itself. */
export function remedyMetric(
  metricName: RemedyMetricName,
  writer: Construct & { readonly serviceName: string },
  options?: MetricOptions,
): Metric {
  return new Metric({
    namespace: metricsNamespaceOf(writer),
    metricName,
    dimensionsMap: { service: writer.serviceName },
    statistic: 'Sum',
    ...options,
  });
}

/** The metrics that the functions also write together, so that one alarm can watch one metric. */
export type SharedMetricName = Extract<
  RemedyMetricName,
  | 'RemedyUnknown'
  | 'RemedyNeedsAttention'
  | 'LimitReached'
  | 'LimitHalfUsed'
  | 'UpdateContradicted'
  | 'ReportContradicted'
  | 'ForeignWrite'
>;

/** A metric that all functions of an instance write together. */
export function sharedMetric(metricName: SharedMetricName, scope: Construct, options?: MetricOptions): Metric {
  return new Metric({
    namespace: metricsNamespaceOf(scope),
    metricName,
    dimensionsMap: { service: allServices },
    statistic: 'Sum',
    ...options,
  });
}

/**
 * The sum of metrics. A metric without data counts as 0.
 *
 * @param label tells totals apart: two of them can be in one graph if their labels differ
 * @param options of the sum: its period holds for every metric in it
 */
export function total(label: string, metrics: readonly IMetric[], options: MetricOptions = {}): MathExpression {
  const name = label.toLowerCase().replace(/[^a-z]/g, '');
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`${name}${index}`, metric]));
  return new MathExpression({
    label: options.label ?? label,
    // Each by its name, because METRICS() is everything in the graph.
    expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    ...(options.color !== undefined && { color: options.color }),
    ...(options.period && { period: options.period }),
  });
}
