import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { FunctionUrl, type FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

export interface UrlFunctionProps extends AmendsFunctionProps {
  readonly authType: FunctionUrlAuthType;
}

/** A function that answers requests at a URL of its own. */
export class UrlFunction extends AmendsFunction {
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, props: UrlFunctionProps) {
    super(scope, id, props);
    this.url = new FunctionUrl(this, 'Url', { function: this.function, authType: props.authType });
    this.acknowledgeDeadLetterRules(
      'It is run by requests, and whoever asks gets the error as the answer and asks again. Only what is run without ' +
        'anybody waiting for an answer needs a queue for what it failed on.',
    );
  }

  /** Requests that were answered with an error of ours, or not at all. */
  metricServerErrors(options?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Url5xxCount',
      dimensionsMap: { FunctionName: this.function.functionName },
      statistic: 'Sum',
      ...options,
    });
  }
}
