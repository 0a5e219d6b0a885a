import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { partnerKinds } from '../../lambdas/fulfilment/port/partner-events';
import type { SweepEnvironment, SweepInput } from '../../lambdas/runtime/environment/environment';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import type { EventFunction } from '../function/event-function';
import {
  grantKeys,
  mayPublishRequests,
  mayReadSecret,
  mayReadWaiting,
  mayUseLedger,
} from '../function/function-rights';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import { providerEnvironment, type RefundProvider } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import { ScheduledFunction } from '../function/scheduled-function';
import type { MoneyContext } from '../options/shared-resources';

/**
 * A sweep that may reach more of them may not be deployable: IAM takes 6,144 characters in one policy, and an ARN at its longest
 * is 128 of them (a queue or a function in GovCloud, with its quotes and comma).
 */
const mostRedriven = 44;

export interface RemedySweepProps extends MoneyContext {
  readonly provider: RefundProvider;
  readonly partners: Partners;
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
      entry: 'functions/sweep.ts',
      description: 'Amends: looks after every remedy that waits.',
      serviceName: 'sweep',
      environment: environment(this, props),
      permissions: permissions(props),
      input: inputOf(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The next run is a minute away, and does what this one left.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      timeout: Duration.minutes(1),
      reservedConcurrency: props.reservedConcurrency,
    });
    const secrets = [props.provider.secret, ...partnerSecrets(props.partners, partnerKinds)];
    grantKeys(this.function.role, props.table, ...secrets);
    this.permitRedrive(props);
    this.createAlarms(props.alarmTopic);
  }

  /** A policy for each right, because all of them together outgrow one where there are many failure types. */
  private permitRedrive({ redriven }: RemedySweepProps): void {
    const permit = (id: string, actions: string[], resources: string[]): void => {
      const statements = [new PolicyStatement({ actions, resources })];
      new ManagedPolicy(this, id, { roles: [this.function.role], statements });
    };
    permit(
      'TakeUndelivered',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      redriven.map(({ undelivered }) => undelivered.queueArn),
    );
    permit(
      'Park',
      ['sqs:SendMessage'],
      redriven.map(({ parked }) => parked.queueArn),
    );
    permit(
      'RunAgain',
      ['lambda:InvokeFunction'],
      redriven.map(({ function: { functionArn } }) => functionArn),
    );
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
    this.createPromiseAlarms(topic);
    new NeedsAttentionAlarm(this, 'Manual', { watched: this.function, remediesFor: 'what had to wait', ...called });
  }

  /** What was promised to somebody, and what somebody promised to us. */
  private createPromiseAlarms(topic: ITopic): void {
    const called = { owner: 'both', topic } as const;
    const period = Duration.minutes(15);
    new CustomerAlarm(this, 'OwedSoon', {
      metric: remedyMetric('OwedSoon', this.function, { period }),
      above: 0,
      customers: 'Somebody is owed something by a date that a schedule or a promise of ours sets, and it runs out.',
      firstStep:
        'Read in the ledger entry what it waits for. Decide it if it is held, or ask whoever was to carry it out.',
      ...called,
    });
    new CustomerAlarm(this, 'OwedOverdue', {
      metric: remedyMetric('OwedOverdue', this.function, { period }),
      above: 0,
      customers: 'Somebody has not got by its date what a schedule or a promise of ours owes.',
      firstStep: 'Give it today, by hand if need be, and write to the customer why it is late.',
      ...called,
    });
    new CustomerAlarm(this, 'PartOverdue', {
      metric: remedyMetric('PartOverdue', this.function, { period }),
      above: 0,
      customers:
        'A credit or a replacement was not answered, or a call not made, in its time. Another way is looked for.',
      firstStep:
        'Ask whoever was to carry it out whether requests arrive there, and see that what came too late is not done any more.',
      ...called,
    });
    new CustomerAlarm(this, 'Unreturned', {
      metric: remedyMetric('Unreturned', this.function, { period: Duration.hours(1) }),
      above: 0,
      customers: 'An old thing, for which a new one was sent in advance, did not come back. Nobody is charged for it.',
      firstStep: 'Read in the ledger entry whether it is let go. Where a person is to look, ask the customer kindly.',
      ...called,
    });
  }
}

function check({ redriven, refundsPerSecond }: RemedySweepProps): void {
  if (!(refundsPerSecond > 0 && refundsPerSecond < Infinity)) {
    throw new Error(`refundsPerSecond is a number of requests above 0, not ${refundsPerSecond}.`);
  }
  if (redriven.length > mostRedriven) {
    throw new Error(
      `The sweep may reach the queues of ${mostRedriven} functions, and there are ${redriven.length}. ` +
        'Handle fewer failure types here, and the others in a second RefundAutomation with a bus of its own.',
    );
  }
}

function environment(scope: Construct, props: RemedySweepProps): SweepEnvironment {
  return {
    LEDGER_TABLE_NAME: props.table.tableName,
    EVENT_BUS_NAME: props.eventBus.eventBusName,
    LIMITS: props.limits,
    REFUNDS_PER_SECOND: String(props.refundsPerSecond),
    ...providerEnvironment(props.provider),
    ...partnersEnvironment(scope, props.partners),
  };
}

function inputOf({ redriven }: RemedySweepProps): SweepInput {
  return {
    undelivered: redriven.map(({ undelivered, parked, function: { functionName } }) => ({
      queueUrl: undelivered.queueUrl,
      deadLetterQueueUrl: parked.queueUrl,
      functionName,
    })),
  };
}

function permissions({ table, eventBus, provider, partners }: RemedySweepProps): PolicyStatement[] {
  return [
    mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
    mayReadWaiting(table),
    mayPublishRequests(eventBus),
    mayReadSecret(provider.secret),
    ...mayReachPartners(partners, partnerKinds, [provider.secret]),
  ];
}
