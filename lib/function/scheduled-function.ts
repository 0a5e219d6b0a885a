import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

/** When a function is invoked, and with what. */
export interface Runs {
  readonly schedule: ScheduleExpression;
  /** What the function does then, in a sentence. */
  readonly description: string;
  /** How late a run may still start. */
  readonly maxEventAge: Duration;
  /**
   * The event that it is invoked with.
   *
   * @default - an event with the scheduled time
   */
  readonly input?: object | undefined;
}

export interface ScheduledFunctionProps extends AmendsFunctionProps, Runs {
  /** How often a failed run is retried, where the next scheduled run would be too late. */
  readonly retryAttempts: 0 | 1 | 2;
}

/** A function that EventBridge Scheduler alone invokes, with a queue for what became of runs that failed. */
export class ScheduledFunction extends AmendsFunction {
  /** Gets a message for each run that failed or could not start. */
  readonly failedRuns: IQueue;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const failedRuns = this.createFailedRunsQueue();
    this.failedRuns = failedRuns;
    this.handleAsyncFailure({ ...props, queue: failedRuns });
    invokeOnSchedule(this, { ...props, lambda: this.lambda, failedRuns });
  }

  private createFailedRunsQueue(): Queue {
    const queue = new Queue(this, 'FailedRuns', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Long enough to find out after a weekend why runs failed.
      retentionPeriod: Duration.days(4),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const reason =
      'It is itself a dead-letter queue and holds no work: each message says why one run failed, and the next run does the ' +
      'work. The alarms are on the runs and on what arrives here, not on what lies here.';
    Validations.of(queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
    return queue;
  }
}

interface ScheduledRuns extends Runs {
  readonly lambda: IFunction;
  /**
   * Gets a message for each run that could not start.
   *
   * @default - nobody is told: the next run does its work
   */
  readonly failedRuns?: IQueue | undefined;
}

/** Has EventBridge Scheduler invoke a function, which events may invoke too. */
export function invokeOnSchedule(scope: Construct, { lambda, failedRuns, ...runs }: ScheduledRuns): void {
  const { role, policy } = schedulerOf(Stack.of(scope));
  policy.addStatements(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    ...(failedRuns ? [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failedRuns.queueArn] })] : []),
  );
  const schedule = new Schedule(scope, 'Schedule', {
    schedule: runs.schedule,
    description: runs.description,
    target: new LambdaInvoke(lambda, {
      // Its permissions are all written above; what CDK would add covers every version of the function.
      role: role.withoutPolicyUpdates(),
      ...(failedRuns && { deadLetterQueue: failedRuns }),
      retryAttempts: 2,
      maxEventAge: runs.maxEventAge,
      ...(runs.input && { input: ScheduleTargetInput.fromObject(runs.input) }),
    }),
  });
  schedule.node.addDependency(policy);
}

const schedulerId = 'AmendsScheduler';

/** The schedules of one stack, as EventBridge Scheduler acts for them. */
class SchedulerRole extends Role {
  /** What it may invoke, and where it says what it could not. */
  readonly policy: ManagedPolicy;

  constructor(stack: Stack) {
    const fromThisAccount = {
      'aws:SourceAccount': stack.account,
      'aws:SourceArn': stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' }),
    };
    super(stack, schedulerId, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: fromThisAccount } }),
    });
    this.policy = new ManagedPolicy(this, 'Permissions', { roles: [this] });
  }
}

/** One role for all of them: no function has it, and a schedule invokes what it names and nothing else. */
function schedulerOf(stack: Stack): { readonly role: Role; readonly policy: ManagedPolicy } {
  const known = stack.node.tryFindChild(schedulerId);
  const role = known instanceof SchedulerRole ? known : new SchedulerRole(stack);
  return { role, policy: role.policy };
}
