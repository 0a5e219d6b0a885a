import { Validations } from 'aws-cdk-lib';
import { HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from '../function/amends-function';

export interface ConsoleFunctionProps extends AmendsFunctionProps {
  /** Which answers for it. */
  readonly api: HttpApi;
  /** Where its requests are written down. */
  readonly accessLog: LogGroup;
}

/** The function that answers every request to an HTTP API. */
export class ConsoleFunction extends AmendsFunction {
  private readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: ConsoleFunctionProps) {
    super(scope, id, props);
    const { api, accessLog } = props;
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // A page of a person asks for three or four things.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: loggedOfRequests },
    });
    const route = new HttpRoute(this, 'Route', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Integration', this.lambda),
    });
    this.acknowledgeSynchronous();
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'A browser is led to sign in, which an authorizer of the API cannot do. The function itself lets nobody see or do anything ' +
        'without a session, and each form of a session bears its token.',
    });
  }

  /** Requests that ended with a server error. */
  metricServerErrors(options?: MetricOptions): Metric {
    return this.stage.metricServerError({ statistic: 'Sum', ...options });
  }
}

/** Without the query: with it a browser brings the code with which somebody signs in. */
const loggedOfRequests = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    error: '$context.integrationErrorMessage',
  }),
);
