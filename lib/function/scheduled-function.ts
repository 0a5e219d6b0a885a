import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';

export interface ScheduledFunctionProps extends AmendsFunctionProps {
  readonly schedule: ScheduleExpression;
  /** How often a run that failed is tried again, where the next one would come too late. */
  readonly retryAttempts: 0 | 1 | 2;
  /** After how long a run that was due is no longer worth starting. */
  readonly maxEventAge: Duration;
  /**
   * With what it is run.
   *
   * @default - an event that says when it was due
   */
  readonly input?: object | undefined;
}

/** A function that is run by the clock, with a role of its own for the clock. */
export class ScheduledFunction extends AmendsFunction {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const missed = this.createMissedQueue();
    this.giveUp({ ...props, queue: missed });
    const { role, policy } = this.createSchedulerRole(missed);
    const schedule = new Schedule(this, 'Schedule', {
      schedule: props.schedule,
      description: props.description,
      target: new LambdaInvoke(this.function, {
        // Its rights are all written below; what CDK would add by itself covers every version of the function.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: missed,
        retryAttempts: 2,
        maxEventAge: props.maxEventAge,
        ...(props.input && { input: ScheduleTargetInput.fromObject(props.input) }),
      }),
    });
    schedule.node.addDependency(policy);
  }

  private createMissedQueue(): Queue {
    const queue = new Queue(this, 'Missed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Long enough to find out after a weekend why runs were missed.
      retentionPeriod: Duration.days(4),
    });
    const reason =
      'It is itself the last queue, and holds no work: each message tells why one run was missed, and the next run does the ' +
      'work. An alarm on the runs calls somebody, not one on this queue.';
    Validations.of(queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
    return queue;
  }

  private createSchedulerRole(missed: Queue): { role: Role; policy: ManagedPolicy } {
    const { account } = Stack.of(this);
    const ofOurs = {
      'aws:SourceAccount': account,
      'aws:SourceArn': Stack.of(this).formatArn({
        service: 'scheduler',
        resource: 'schedule-group',
        resourceName: 'default',
      }),
    };
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: ofOurs } }),
    });
    const policy = new ManagedPolicy(this, 'SchedulerPermissions', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missed.queueArn] }),
      ],
    });
    return { role, policy };
  }
}
