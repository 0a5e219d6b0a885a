import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { SweepEnvironment } from '../lambdas/runtime/environment';
import { CustomerAlarm } from './customer-alarm';
import type { EventFunction } from './event-function';
import { grantKeys, mayPublishOutcomes, mayReadSecret, mayReadWaiting, mayUseLedger } from './function-rights';
import { ManualAlarm } from './manual-alarm';
import { providerEnvironment, type RefundProvider } from './refund-provider';
import { remedyMetric } from './remedy-metric';
import { ScheduledFunction } from './scheduled-function';
import type { MoneySurroundings } from './surroundings';

/**
 * A function that is told of more queues may not be deployable: each takes up to 380 bytes of the 4 KB that Lambda gives to
 * an environment, and everything else in it takes up to 1 KB.
 */
const mostQueues = 8;

export interface RemedySweepProps extends MoneySurroundings {
  readonly provider: RefundProvider;
  /** How many requests a second it makes to the provider, at most. */
  readonly refundsPerSecond: number;
  /** The functions to which it hands over again what they were given up on. */
  readonly redriven: readonly EventFunction[];
  readonly reservedConcurrency?: number | undefined;
}

/** Looks every minute after what waits and is due: refunds in doubt, holds, mails without news, events not delivered. */
export class RemedySweep extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: RemedySweepProps) {
    super(scope, id);
    check(props);
    this.function = new ScheduledFunction(this, 'Sweep', {
      entry: 'sweep/handler.ts',
      description: 'Amends: looks after every remedy that waits.',
      serviceName: 'sweep',
      environment: this.environment(props),
      permissions: permissions(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The next run is a minute away, and does what this one left.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      timeout: Duration.minutes(1),
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, props.table, props.provider.secret);
    this.createAlarms(props.alarmTopic);
  }

  private environment(props: RemedySweepProps): SweepEnvironment {
    const queues = props.redriven.map(({ undelivered, parked, function: { functionName } }) => ({
      queueUrl: undelivered.queueUrl,
      parkedQueueUrl: parked.queueUrl,
      functionName,
    }));
    return {
      LEDGER_TABLE_NAME: props.table.tableName,
      EVENT_BUS_NAME: props.eventBus.eventBusName,
      LIMITS: props.limits,
      REFUNDS_PER_SECOND: String(props.refundsPerSecond),
      UNDELIVERED_QUEUES: Stack.of(this).toJsonString(queues),
      ...providerEnvironment(props.provider),
    };
  }

  private createAlarms(topic: ITopic): void {
    const called = { owner: 'both', topic } as const;
    const period = Duration.minutes(15);
    new CustomerAlarm(this, 'Stopped', {
      metric: remedyMetric('SweepRun', this.function, { period: Duration.minutes(5) }),
      below: 1,
      periods: 2,
      customers: 'Nobody looks after refunds in doubt, holds and undelivered events. Whoever waits goes on waiting.',
      firstStep: 'Look in the log of the sweep for its error, and in its missed queue for why it was not run.',
      ...called,
    });
    new CustomerAlarm(this, 'HoldEscalated', {
      metric: remedyMetric('HoldEscalated', this.function, { period }),
      above: 0,
      customers: 'Somebody has waited three quarters of the time we allow ourselves for a person to decide.',
      firstStep: 'List the holds, and decide those that are due first. Extend one only if something is missing for it.',
      ...called,
    });
    new CustomerAlarm(this, 'HoldOverdue', {
      metric: remedyMetric('HoldOverdue', this.function, { period }),
      above: 0,
      customers: 'Somebody waits longer for a person to decide than we allow ourselves.',
      firstStep: 'List the holds, decide those that are overdue, and find out who should have.',
      ...called,
    });
    new ManualAlarm(this, 'Manual', { watched: this.function, remediesFor: 'what had to wait', ...called });
  }
}

function check({ redriven, refundsPerSecond }: RemedySweepProps): void {
  if (!(refundsPerSecond > 0 && refundsPerSecond < Infinity)) {
    throw new Error(`refundsPerSecond is a number of requests above 0, not ${refundsPerSecond}.`);
  }
  if (redriven.length > mostQueues) {
    throw new Error(
      `The sweep has room for the queues of ${mostQueues} functions, and there are ${redriven.length}. ` +
        'Handle fewer failure types here, and the others in a second RefundAutomation with a bus of its own.',
    );
  }
}

function permissions({ table, eventBus, provider, redriven }: RemedySweepProps): PolicyStatement[] {
  return [
    mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
    mayReadWaiting(table),
    mayPublishOutcomes(eventBus),
    mayReadSecret(provider.secret),
    new PolicyStatement({
      actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      resources: redriven.map(({ undelivered }) => undelivered.queueArn),
    }),
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: redriven.map(({ parked }) => parked.queueArn),
    }),
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: redriven.map(({ function: { functionArn } }) => functionArn),
    }),
  ];
}
