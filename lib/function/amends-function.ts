import { Duration, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionBundling } from './function-bundling';
import { functionFile } from './function-file';
import { metricsNamespaceOf } from '../monitoring/remedy-metric';

export interface AmendsFunctionProps {
  /** The file that exports `handler`: one of ours below `lambdas/`, such as `functions/sweep.ts`, or any by its absolute path. */
  readonly entry: string;
  /** What the function does, in a sentence, for whoever meets it in the console. */
  readonly description: string;
  /** What logs and metrics call the function. */
  readonly serviceName: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function may do beside writing its log and trace and sending away what it gave up on. */
  readonly permissions: readonly PolicyStatement[];
  /** Encrypts the function's log. */
  readonly encryptionKey: IKey;
  /** How long the log is kept. */
  readonly logRetention: RetentionDays;
  /**
   * After how long a run is ended.
   *
   * @default 30 s: a provider that takes long to answer is waited for, and its answer can still be recorded. The flow ends
   * its calls before the function's time is up.
   */
  readonly timeout?: Duration | undefined;
  /**
   * Memory buys CPU.
   *
   * @default 512: enough for a short cold start. Most of a run waits for others, and more would pay for waiting.
   */
  readonly memoryMegabytes?: number | undefined;
  /**
   * How many runs there are at once, at most.
   *
   * @default - no limit but the account's
   */
  readonly reservedConcurrency?: number | undefined;
}

/** What becomes of an event that a function failed at. */
export interface GivingUp {
  readonly retryAttempts: 0 | 1 | 2;
  readonly maxEventAge: Duration;
  /** Gets a record of the failure, with the event as `requestPayload`. */
  readonly queue: IQueue;
}

/**
 * A Lambda function with a role and a log of its own. Everything that decides about rights and keeping is written out, so
 * that no default of AWS can change it. What runs it, and what follows on its failures, is said by what extends this.
 */
export abstract class AmendsFunction extends Construct {
  readonly function: NodejsFunction;
  readonly role: Role;
  readonly serviceName: string;
  private readonly permissions: ManagedPolicy;

  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id);
    this.serviceName = props.serviceName;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
    });
    this.permissions = this.permit(props.permissions, logGroup);
    this.function = this.createFunction(props, logGroup);
    // Lambda asks for the right to the destination already when it is set.
    this.function.node.addDependency(this.permissions, this.permitTracing());
  }

  /** Writes out how often an event is tried, and where it goes then. */
  protected giveUp({ retryAttempts, maxEventAge, queue }: GivingUp): void {
    this.permissions.addStatements(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    this.function.configureAsyncInvoke({ retryAttempts, maxEventAge, onFailure: new SqsDestination(queue) });
    this.acknowledgeDeadLetterRules(
      'What the function fails on goes to the queue that is its on-failure destination. That is the successor of the ' +
        'dead-letter configuration the rule looks for: beside the event it keeps the error.',
    );
  }

  protected acknowledgeDeadLetterRules(reason: string): void {
    Validations.of(this.function).acknowledge(
      { id: 'NIST.800.53.R5-LambdaDLQ', reason },
      { id: 'Serverless-LambdaDLQ', reason },
    );
  }

  private createFunction(props: AmendsFunctionProps, logGroup: LogGroup): NodejsFunction {
    const created = new NodejsFunction(this, 'Function', {
      ...functionFile(props.entry),
      handler: 'handler',
      description: props.description,
      bundling: functionBundling,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes ?? 512,
      timeout: props.timeout ?? Duration.seconds(30),
      tracing: Tracing.ACTIVE,
      logGroup,
      // The role's rights are all written in `permit`; what CDK would add by itself is left out.
      role: this.role.withoutPolicyUpdates(),
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespaceOf(this),
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
      reservedConcurrentExecutions: props.reservedConcurrency,
    });
    acknowledgeFindings(created, props);
    return created;
  }

  /** A managed policy of our own rather than an inline one, so that an audit can list and compare what functions may do. */
  private permit(permissions: readonly PolicyStatement[], logGroup: LogGroup): ManagedPolicy {
    return new ManagedPolicy(this, 'Permissions', {
      roles: [this.role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        ...permissions,
      ],
    });
  }

  /** Apart from the other permissions, so that the one wildcard that is needed excuses no other. */
  private permitTracing(): ManagedPolicy {
    const policy = new ManagedPolicy(this, 'Tracing', {
      roles: [this.role],
      statements: [
        new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
      ],
    });
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray knows no resources: a trace can only be written with the resource "*". The policy holds nothing else.',
    });
    return policy;
  }
}

function acknowledgeFindings(created: NodejsFunction, { reservedConcurrency }: AmendsFunctionProps): void {
  const noVpc =
    'It talks to public endpoints only (AWS services with signed requests, the payment provider) and reaches nothing inside ' +
    'a VPC. A VPC would add an exit to the internet, and a reason to fail, and protect nothing.';
  Validations.of(created).acknowledge(
    { id: 'NIST.800.53.R5-LambdaInsideVPC', reason: noVpc },
    { id: 'PCI.DSS.321-LambdaInsideVPC', reason: noVpc },
  );
  if (reservedConcurrency !== undefined) return;
  Validations.of(created).acknowledge({
    id: 'NIST.800.53.R5-LambdaConcurrency',
    reason:
      'A new AWS account runs 10 functions at once in all and lets none of them be reserved, so a reservation would fail the ' +
      'first deployment. An account with room sets `reservedConcurrency`.',
  });
}
