import { Names, Stack, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  RestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import {
  AnyPrincipal,
  Effect,
  Grant,
  PolicyDocument,
  PolicyStatement,
  StarPrincipal,
  type IGrantable,
} from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

export interface PrivateFunctionProps extends AmendsFunctionProps {
  /** The interface endpoint of `execute-api` through which it is reached. */
  readonly vpcEndpoint: IVpcEndpoint;
}

/**
 * A function behind a private REST API: it is reached through one VPC endpoint only, with requests that are signed with
 * IAM. A REST API, because an HTTP API cannot be private.
 */
export class PrivateFunction extends AmendsFunction {
  readonly url: string;
  private readonly api: RestApi;

  constructor(scope: Construct, id: string, props: PrivateFunctionProps) {
    super(scope, id, props);
    const { vpcEndpointId } = props.vpcEndpoint;
    this.api = new RestApi(this, 'Api', {
      ...privateApi(props),
      restApiName: Names.uniqueResourceName(this, { maxLength: 100 }),
    });
    const integration = new LambdaIntegration(this.lambda, { allowTestInvoke: false });
    this.api.root.addResource('{proxy+}').addMethod('ANY', integration);
    const { region, urlSuffix } = Stack.of(this);
    // With the endpoint in the host's name it is found whether the VPC has private DNS for the endpoint or not.
    const host = `${this.api.restApiId}-${vpcEndpointId}.execute-api.${region}.${urlSuffix}`;
    this.url = `https://${host}/${this.api.deploymentStage.stageName}/`;
    this.acknowledgeSynchronous();
    this.acknowledgeApi();
  }

  /** Requests that ended with a server error. */
  metricServerErrors(options?: MetricOptions): Metric {
    return this.api.deploymentStage.metricServerError({ statistic: 'Sum', ...options });
  }

  /**
   * Lets a role call it: by the policy of the API, which takes roles of this account and of others, and patterns. A
   * role of another account also needs the right to call it by a policy of its own.
   */
  grantCall(grantee: IGrantable, roleArn: string): Grant {
    const statement = new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: ['execute-api:Invoke'],
      resources: ['execute-api:/*'],
      conditions: { ArnLike: { 'aws:PrincipalArn': roleArn } },
    });
    const { actions, resources: resourceArns } = statement;
    return Grant.addStatementToResourcePolicy({ grantee, actions, resourceArns, resource: this.api, statement });
  }

  private acknowledgeApi(): void {
    const operators =
      'A handful of operators call it, from inside the VPC of the endpoint, each request signed with IAM. The function ' +
      'checks every request against the contract of its operation, and logs it.';
    const settings =
      'Access logs and execution logs of REST APIs need a role in the settings of API Gateway, of which a region of an account ' +
      'has one. That is for its owner to set, and not for a stack. The function logs every request, and the ledger who decided.';
    const none = 'Nothing it answers may be kept on the way, and it needs no certificate towards a Lambda function.';
    const packs = ['NIST.800.53.R5', 'PCI.DSS.321'];
    const inBoth = (rule: string): string[] => packs.map((pack) => `${pack}-${rule}`);
    const acknowledge = (construct: IConstruct, reason: string, ...rules: readonly string[]): void =>
      Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));
    const { deploymentStage: stage } = this.api;
    acknowledge(this.api, operators, 'AwsSolutions-APIG2');
    for (const method of this.api.methods) acknowledge(method, operators, 'AwsSolutions-COG4');
    acknowledge(stage, operators, 'AwsSolutions-APIG3', ...inBoth('APIGWAssociatedWithWAF'));
    acknowledge(stage, settings, 'AwsSolutions-APIG1', 'AwsSolutions-APIG6', 'Serverless-APIGWAccessLogging');
    acknowledge(stage, settings, ...inBoth('APIGWExecutionLoggingEnabled'));
    acknowledge(stage, none, ...inBoth('APIGWSSLEnabled'), ...inBoth('APIGWCacheEnabledAndEncrypted'));
  }
}

function privateApi({ description, vpcEndpoint }: PrivateFunctionProps): RestApiProps {
  return {
    description,
    endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [vpcEndpoint] },
    // Of an account there is one such role for a whole region, and it is not ours.
    cloudWatchRole: false,
    defaultMethodOptions: { authorizationType: AuthorizationType.IAM },
    deployOptions: { stageName: 'v1', tracingEnabled: true, throttlingRateLimit: 50, throttlingBurstLimit: 100 },
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          effect: Effect.DENY,
          principals: [new StarPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: ['execute-api:/*'],
          conditions: { StringNotEquals: { 'aws:SourceVpce': vpcEndpoint.vpcEndpointId } },
        }),
      ],
    }),
  };
}
