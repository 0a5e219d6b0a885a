import { Duration, RemovalPolicy, Stack, Validations, type Acknowledgment } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionCode } from './function-code';
import type { OwnFunction } from '../grants/granted-role';
import { permitTracing } from './function-rights';

export interface AmendsFunctionProps {
  /** The file that exports `handler`: a path below `lambdas/`, such as `functions/sweep.ts`, or an absolute path. */
  readonly entry: string;
  /**
   * Files that lie beside its code, by their names.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** What the function does, in a sentence, for readers of the AWS console. */
  readonly description: string;
  /** The function's name in logs and metrics. */
  readonly serviceName: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function may do, besides writing its log and traces and sending failed events to its queue. */
  readonly permissions: readonly PolicyStatement[];
  /** Encrypts the function's log. */
  readonly encryptionKey: IKey;
  /** How long the log is kept. */
  readonly logRetention: RetentionDays;
  /**
   * The begin of the name of its log group.
   *
   * @default - CloudFormation makes a name up
   */
  readonly logGroupPrefix?: string | undefined;
  /**
   * The function's timeout.
   *
   * @default Duration.seconds(30): a slow provider can still respond, and its response can still be recorded. The flow
   * ends its calls before the timeout.
   */
  readonly timeout?: Duration | undefined;
  /**
   * Memory in MB. Lambda assigns CPU in proportion.
   *
   * @default 512: enough for a short cold start. Most of the run time is waiting for other services.
   */
  readonly memoryMegabytes?: number | undefined;
  /**
   * How many concurrent invocations there are, at most.
   *
   * @default - no limit but the account's
   */
  readonly reservedConcurrency?: number | undefined;
}

/** How often Lambda retries an event, and where the event goes then. */
export interface AsyncFailure {
  readonly retryAttempts: 0 | 1 | 2;
  readonly maxEventAge: Duration;
  /** Gets a record of the failure with the event as `requestPayload`. */
  readonly queue: IQueue;
}

/**
 * A Lambda function with a role and a log group of its own. Permissions and retention are written out, so that no
 * default of AWS can change them. Subclasses say what invokes it and what happens to failed events.
 */
export abstract class AmendsFunction extends Construct implements OwnFunction {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly serviceName: string;
  private readonly permissions: ManagedPolicy;

  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id);
    this.serviceName = props.serviceName;
    const path = this.node.tryGetContext(rolePathKey) as string | undefined;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), path });
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: logGroupNameOf(this, props.logGroupPrefix),
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.permissions = this.createPolicy(props.permissions, logGroup);
    this.lambda = this.createFunction(props, logGroup);
    // Lambda checks the permission for the destination when it is configured.
    this.lambda.node.addDependency(this.permissions, permitTracing(this.role));
  }

  permit(statements: readonly PolicyStatement[], ...acknowledged: readonly Acknowledgment[]): void {
    this.permissions.addStatements(...statements);
    Validations.of(this.permissions).acknowledge(...acknowledged);
  }

  /** Configures how often Lambda retries an event, and the queue for events that failed. */
  protected handleAsyncFailure({ retryAttempts, maxEventAge, queue }: AsyncFailure): void {
    this.permit([new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] })]);
    this.lambda.configureAsyncInvoke({ retryAttempts, maxEventAge, onFailure: new SqsDestination(queue) });
    this.acknowledgeDeadLetterRules(
      'Failed events go to the queue that is the on-failure destination of the function. It is the successor of the ' +
        'dead-letter configuration that the rule looks for: it keeps the error beside the event.',
    );
  }

  protected acknowledgeSynchronous(): void {
    this.acknowledgeDeadLetterRules(
      'It is invoked synchronously: the caller gets the error as the response and can retry. Only asynchronous invocations ' +
        'need a queue for failed events.',
    );
  }

  protected acknowledgeDeadLetterRules(reason: string): void {
    Validations.of(this.lambda).acknowledge(
      { id: 'NIST.800.53.R5-LambdaDLQ', reason },
      { id: 'Serverless-LambdaDLQ', reason },
    );
  }

  private createFunction(props: AmendsFunctionProps, logGroup: LogGroup): LambdaFunction {
    const created = new LambdaFunction(this, 'Function', {
      code: functionCode(props.entry, props.files),
      handler: 'index.handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes ?? 512,
      timeout: props.timeout ?? Duration.seconds(30),
      tracing: Tracing.ACTIVE,
      logGroup,
      // The role's permissions are all written in its policy; CDK adds none by itself.
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

  /**
   * A customer managed policy rather than an inline one, so that an audit can list and compare what functions may do.
   */
  private createPolicy(permissions: readonly PolicyStatement[], logGroup: LogGroup): ManagedPolicy {
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
}

/**
 * Namespace of the metrics that an instance's functions write. Two stages in one account have two, and so have two
 * instances in one stack, so their metrics stay apart.
 */
export function metricsNamespaceOf(scope: Construct): string {
  const instance = scope.node.tryGetContext(instanceKey) as string | undefined;
  return [`Amends/${Stack.of(scope).stackName}`, ...(instance === undefined ? [] : [instance])].join('/');
}

/**
 * Names an instance for the metrics of its functions. Call it before anything is created in it. One that is called
 * Amends is taken for the only one of its stack.
 */
export function nameInstance({ node }: Construct): void {
  const path = node.scopes.slice(node.scopes.findLastIndex((scope) => Stack.isStack(scope)) + 1);
  const name = path.map((scope) => scope.node.id).join('/');
  if (name !== 'Amends') node.setContext(instanceKey, name);
}

const instanceKey = 'amends:instance';

/** Puts the roles of the functions below a path. Call it before anything is created in the instance. */
export function placeRoles({ node }: Construct, rolePath: string): void {
  node.setContext(rolePathKey, rolePath);
}

const rolePathKey = 'amends:role-path';

/** Told apart by the place in the app of whatever writes the log, as that is itself. */
export function logGroupNameOf(scope: Construct, logGroupPrefix: string | undefined): string | undefined {
  if (logGroupPrefix === undefined) return undefined;
  return `${logGroupPrefix}/${scope.node.path.replaceAll(/[^\w./#-]/g, '-')}`;
}

function acknowledgeFindings(created: LambdaFunction, { reservedConcurrency }: AmendsFunctionProps): void {
  const noVpc =
    'It calls public endpoints only (AWS services with signed requests, the payment provider) and nothing inside a VPC. ' +
    'A VPC would add a NAT gateway and one more reason to fail, and protect nothing.';
  Validations.of(created).acknowledge(
    { id: 'NIST.800.53.R5-LambdaInsideVPC', reason: noVpc },
    { id: 'PCI.DSS.321-LambdaInsideVPC', reason: noVpc },
  );
  if (reservedConcurrency !== undefined) return;
  Validations.of(created).acknowledge({
    id: 'NIST.800.53.R5-LambdaConcurrency',
    reason:
      'A new AWS account has 10 concurrent executions in all and can reserve none of them, so a reservation would fail the ' +
      'first deployment. An account with a higher limit sets `reservedConcurrency`.',
  });
}
