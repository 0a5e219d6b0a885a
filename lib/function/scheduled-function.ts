import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

export interface ScheduledFunctionProps extends AmendsFunctionProps {
  readonly schedule: ScheduleExpression;
  /** How often a failed run is retried, where the next scheduled run would be too late. */
  readonly retryAttempts: 0 | 1 | 2;
  /** How late a run may still start. */
  readonly maxEventAge: Duration;
  /**
   * The event that it is invoked with.
   *
   * @default - an event with the scheduled time
   */
  readonly input?: object | undefined;
}

/** A function that EventBridge Scheduler invokes, with a role of its own for the scheduler. */
export class ScheduledFunction extends AmendsFunction {
  /** Gets a message for each run that failed or could not start. */
  readonly failedRuns: IQueue;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const failedRuns = this.createFailedRunsQueue();
    this.failedRuns = failedRuns;
    this.handleAsyncFailure({ ...props, queue: failedRuns });
    const { role, policy } = this.createSchedulerRole(failedRuns);
    const schedule = new Schedule(this, 'Schedule', {
      schedule: props.schedule,
      description: props.description,
      target: new LambdaInvoke(this.lambda, {
        // Its permissions are all written below; what CDK would add covers every version of the function.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: failedRuns,
        retryAttempts: 2,
        maxEventAge: props.maxEventAge,
        ...(props.input && { input: ScheduleTargetInput.fromObject(props.input) }),
      }),
    });
    schedule.node.addDependency(policy);
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

  private createSchedulerRole(failedRuns: Queue): { role: Role; policy: ManagedPolicy } {
    const { account } = Stack.of(this);
    const fromThisAccount = {
      'aws:SourceAccount': account,
      'aws:SourceArn': Stack.of(this).formatArn({
        service: 'scheduler',
        resource: 'schedule-group',
        resourceName: 'default',
      }),
    };
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: fromThisAccount } }),
    });
    const policy = new ManagedPolicy(this, 'SchedulerPermissions', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.lambda.functionArn] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failedRuns.queueArn] }),
      ],
    });
    return { role, policy };
  }
}
