import { Stack, type Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Namespace of the metrics that a stack's functions write, so that two stages in one account do not count for each other. */
export function metricsNamespaceOf(scope: Construct): string {
  return `Amends/${Stack.of(scope).stackName}`;
}

/** What the functions count and measure. */
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
  | 'WebhookRefused'
  | 'ReconcileRun'
  | 'ReconcileFindings'
  | 'ApologyUnknown'
  | 'Redelivered'
  | 'RecordFailed'
  | 'UpdateContradicted'
  | 'DetectToMailMs';

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

/**
 * The sum of metrics. One that has no data, because nothing happened, counts as nothing.
 *
 * @param label tells totals apart: two of them stand in one graph where their labels differ
 */
export function total(label: string, metrics: readonly IMetric[], period?: Duration): MathExpression {
  const name = label.toLowerCase().replace(/[^a-z]/g, '');
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`${name}${index}`, metric]));
  return new MathExpression({
    label,
    // Each by its name, because METRICS() is everything in the graph.
    expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    ...(period && { period }),
  });
}
