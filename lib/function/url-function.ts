import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Validations } from 'aws-cdk-lib';
import { FunctionUrl, type FunctionUrlAuthType, type FunctionUrlCorsOptions } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

export interface UrlFunctionProps extends AmendsFunctionProps {
  readonly authType: FunctionUrlAuthType;
  /** Which pages of browsers may call it from another origin. @default - none */
  readonly cors?: FunctionUrlCorsOptions | undefined;
}

/** A function with a URL. */
export class UrlFunction extends AmendsFunction {
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, props: UrlFunctionProps) {
    super(scope, id, props);
    const { authType, cors } = props;
    this.url = new FunctionUrl(this, 'Url', { function: this.lambda, authType, ...(cors && { cors }) });
    this.acknowledgeSynchronous();
  }

  /**
   * Everybody may call it, which rules of compliance look for.
   *
   * @param reason why that is right, and what the function can do at most
   */
  acknowledgePublicAccess(reason: string): void {
    for (const permission of ['invoke-function-url', 'invoke-function']) {
      Validations.of(this.lambda.node.findChild(permission)).acknowledge(
        { id: 'NIST.800.53.R5-LambdaFunctionPublicAccessProhibited', reason },
        { id: 'PCI.DSS.321-LambdaFunctionPublicAccessProhibited', reason },
      );
    }
  }

  /** Requests that ended with a server error. */
  metricServerErrors(options?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Url5xxCount',
      dimensionsMap: { FunctionName: this.lambda.functionName },
      statistic: 'Sum',
      ...options,
    });
  }
}
