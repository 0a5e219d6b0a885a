import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/** Namespace of the metrics that the functions write. */
export const metricsNamespace = 'Amends';

/** What the functions count and measure. */
export type RemedyMetricName =
  'RemedyPaid' | 'RemedyHeld' | 'RemedyDeclined' | 'RemedyUnknown' | 'ApologyUnknown' | 'DetectToMailMs';

/** A metric that the function of that service name writes. */
export function remedyMetric(metricName: RemedyMetricName, serviceName: string, options?: MetricOptions): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: serviceName },
    statistic: 'Sum',
    ...options,
  });
}

/** The sum of metrics. One that has no data, because nothing happened, counts as nothing. */
export function total(label: string, metrics: readonly IMetric[], period?: Duration): MathExpression {
  return new MathExpression({
    label,
    expression: 'SUM(METRICS())',
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    ...(period && { period }),
  });
}
