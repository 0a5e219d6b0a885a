import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
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
  mayTellOwners,
  mayUseLedger,
} from '../function/function-rights';
import { FailingRunsAlarm } from '../monitoring/failing-runs-alarm';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import { providerEnvironment, type RefundProviderConfig } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import { ScheduledFunction } from '../function/scheduled-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { sealingEnvironment, type MoneyContext, type TellingContext } from '../options/shared-resources';

/**
 * With more functions the sweep might not be deployable: an IAM policy holds 6,144 characters, and the longest ARN
 * takes 129 of them (a queue or a function in GovCloud, with its quotes and comma).
 */
const maxRedriven = 46;

export interface RemedySweepProps extends MoneyContext, TellingContext {
  readonly provider: RefundProviderConfig;
  readonly partners: Partners;
  /** The most requests that it makes to the provider per second. */
  readonly refundsPerSecond: number;
  /** What says what is in force, of which the sweep notes since when. */
  readonly files: Readonly<Record<string, string>>;
  /** The functions whose failed events it retries. */
  readonly redriven: readonly EventFunction[];
  readonly reservedConcurrency?: number | undefined;
  /**
   * Whether it lets mails go to those whom an incident hurt that is mended. It looks whether they were hurt again.
   *
   * @default false
   */
  readonly tellsFixes?: boolean | undefined;
}

/**
 * Resumes every minute what waits and is due: unknown and pending refunds, holds, emails without an event, failed
 * events.
 */
export class RemedySweep extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: RemedySweepProps) {
    super(scope, id);
    check(props);
    this.function = new ScheduledFunction(this, 'Sweep', {
      entry: 'functions/sweep.ts',
      description: 'Amends: resumes every remedy that waits, and retries failed events.',
      serviceName: 'sweep',
      environment: environment(this, props),
      files: props.files,
      permissions: permissions(props),
      input: inputOf(props),
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The next run is a minute away and continues the work.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      timeout: Duration.minutes(1),
      reservedConcurrency: props.reservedConcurrency,
    });
    const secrets = [props.provider.secret, ...partnerSecrets(props.partners, partnerKinds)];
    grantKeys(this.function.role, props.table, props.seals.secret, ...secrets);
    this.permitRedrive(props);
    this.createAlarms(props.alarms);
  }

  /** One policy per permission: with many failure types, one policy for all of them would be too large. */
  private permitRedrive({ redriven }: RemedySweepProps): void {
    const permit = (id: string, actions: string[], resources: string[]): void => {
      const statements = [new PolicyStatement({ actions, resources })];
      new ManagedPolicy(this, id, { roles: [this.function.role], statements });
    };
    permit(
      'ReadRetryQueues',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      redriven.map(({ retryQueue }) => retryQueue.queueArn),
    );
    permit(
      'SendToDeadLetterQueues',
      ['sqs:SendMessage'],
      redriven.map(({ deadLetterQueue }) => deadLetterQueue.queueArn),
    );
    permit(
      'InvokeFunctions',
      ['lambda:InvokeFunction'],
      redriven.map(({ lambda: { functionArn } }) => functionArn),
    );
  }

  private createAlarms(alarms: AlarmSettings): void {
    const period = Duration.minutes(15);
    new FailingRunsAlarm(this, 'Failing', {
      watched: this.function,
      // Fifteen minutes: the next run makes good what one did not do.
      periods: 3,
      period: Duration.minutes(5),
      customers: 'Pending refunds, holds and failed events are not resumed. Everybody who waits keeps waiting.',
      runbook: 'stuck',
      alarms,
    });
    new CustomerAlarm(this, 'Stopped', {
      metric: remedyMetric('SweepRun', this.function, { period: Duration.minutes(5) }),
      below: 1,
      periods: 2,
      customers: 'Pending refunds, holds and failed events are not resumed. Everybody who waits keeps waiting.',
      firstStep: 'Look for the error in the log of the sweep, and in its queue of failed runs.',
      runbook: 'stuck',
      owner: 'operations',
      alarms,
    });
    new CustomerAlarm(this, 'BreakerOpen', {
      metric: remedyMetric('BreakerOpen', this.function, { period: Duration.minutes(5) }),
      above: 0,
      customers:
        'An account at the provider or a partner is in trouble, and nothing is given that needs it. Everybody affected waits; all go on by themselves when it works again.',
      firstStep:
        'Run "mode show": it says which account, why, since when, and which permission lacks. Follow the runbook for an account in trouble.',
      runbook: 'account-trouble',
      owner: 'operations',
      alarms,
    });
    new CustomerAlarm(this, 'HoldEscalated', {
      metric: remedyMetric('HoldEscalated', this.function, { period }),
      above: 0,
      customers: 'Somebody on hold has waited for three quarters of the time in which we promise a decision.',
      firstStep: 'List the holds and decide those that are due first. Extend one only if information is missing.',
      runbook: 'stuck',
      owner: 'contact-center',
      alarms,
    });
    new CustomerAlarm(this, 'HoldOverdue', {
      metric: remedyMetric('HoldOverdue', this.function, { period }),
      above: 0,
      customers: 'Somebody on hold has waited longer than the time in which we promise a decision.',
      firstStep: 'List the holds, decide those that are overdue, and find out why nobody did.',
      runbook: 'stuck',
      owner: 'contact-center',
      alarms,
    });
    this.createDeadlineAlarms(alarms);
    if (alarms.level === 'detailed') this.createDetailedAlarms(alarms);
  }

  /** Deadlines: of what we owe to customers, and of what partners owe to us. */
  private createDeadlineAlarms(alarms: AlarmSettings): void {
    const called = { owner: 'both', alarms } as const;
    const period = Duration.minutes(15);
    new CustomerAlarm(this, 'OwedSoon', {
      metric: remedyMetric('OwedSoon', this.function, { period }),
      above: 0,
      customers: 'A remedy is due soon, by a schedule or by a commitment of ours.',
      firstStep:
        'Read in the remedy record what it waits for. Decide it if it is held, or ask the partner who carries it out.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, 'OwedOverdue', {
      metric: remedyMetric('OwedOverdue', this.function, { period }),
      above: 0,
      customers: 'A remedy is overdue, by a schedule or by a commitment of ours.',
      firstStep: 'Give it today, by hand if necessary, and write to the customer why it is late.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, 'PartOverdue', {
      metric: remedyMetric('PartOverdue', this.function, { period }),
      above: 0,
      customers:
        'A partner did not respond about a credit, a replacement or an entitlement in time, or did not make a call. The fallback is given, or a person decides.',
      firstStep: 'Ask the partner whether requests arrive, and make sure that what was withdrawn is not carried out.',
      runbook: 'stuck',
      ...called,
    });
  }

  private createDetailedAlarms(alarms: AlarmSettings): void {
    const called = { owner: 'both', alarms } as const;
    new NeedsAttentionAlarm(this, 'NeedsAttention', {
      watched: this.function,
      remediesFor: 'what had to wait',
      ...called,
    });
    new CustomerAlarm(this, 'Unreturned', {
      metric: remedyMetric('Unreturned', this.function, { period: Duration.hours(1) }),
      above: 0,
      customers: 'An item that was replaced in advance did not come back. The customer is not charged for it.',
      firstStep: 'Read in the remedy record whether it may be kept. If a person has to look, ask the customer kindly.',
      runbook: 'stuck',
      ...called,
    });
  }
}

function check({ redriven, refundsPerSecond }: RemedySweepProps): void {
  if (!(refundsPerSecond > 0 && refundsPerSecond < Infinity)) {
    throw new Error(`refundsPerSecond has to be a number above 0, not ${refundsPerSecond}.`);
  }
  if (redriven.length > maxRedriven) {
    throw new Error(
      `The sweep can retry the events of ${maxRedriven} functions, and there are ${redriven.length}. ` +
        'Handle fewer failure types here, and the others in a second RefundAutomation with a bus of its own.',
    );
  }
}

function environment(scope: Construct, props: RemedySweepProps): SweepEnvironment {
  return {
    LEDGER_TABLE_NAME: props.table.tableName,
    ...sealingEnvironment(props.seals),
    EVENT_BUS_NAME: props.eventBus.eventBusName,
    LIMITS: props.limits,
    ...(props.firstMode && { FIRST_MODE: props.firstMode }),
    REFUNDS_PER_SECOND: String(props.refundsPerSecond),
    OWNERS: props.owners,
    ...providerEnvironment(props.provider),
    ...partnersEnvironment(scope, props.partners),
  };
}

function inputOf({ redriven }: RemedySweepProps): SweepInput {
  return {
    retryQueues: redriven.map(({ retryQueue, deadLetterQueue, lambda: { functionName } }) => ({
      queueUrl: retryQueue.queueUrl,
      deadLetterQueueUrl: deadLetterQueue.queueUrl,
      functionName,
    })),
  };
}

function permissions({ table, eventBus, provider, partners, seals, tellsFixes }: RemedySweepProps): PolicyStatement[] {
  return [
    mayUseLedger(table, [
      'BatchGetItem',
      'GetItem',
      'PutItem',
      ...(tellsFixes ? (['Query'] as const) : []),
      'UpdateItem',
    ]),
    mayReadWaiting(table),
    mayPublishRequests(eventBus),
    mayTellOwners(eventBus),
    ...[provider.secret, seals.secret].map(mayReadSecret),
    ...mayReachPartners(partners, partnerKinds, [provider.secret]),
  ];
}
