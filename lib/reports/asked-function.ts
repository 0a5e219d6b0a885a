import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from '../function/amends-function';

/** A function that others of ours invoke and wait for. */
export class AskedFunction extends AmendsFunction {
  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id, props);
    this.acknowledgeSynchronous();
  }

  /** Questions that it could not answer. */
  metricErrors(options?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: this.lambda.functionName },
      statistic: 'Sum',
      ...options,
    });
  }
}
