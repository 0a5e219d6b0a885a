import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { LookEnvironment } from '../../lambdas/runtime/replies/replies-settings';
import { grantKeys, mayReadWaiting, mayTellOfConversations, mayUseLedger } from '../function/function-rights';
import { ScheduledFunction } from '../function/scheduled-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { FailingRunsAlarm } from '../monitoring/failing-runs-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { TellingContext } from '../options/shared-resources';

export interface LookAfterProps extends TellingContext {
  /** What the function is told. */
  readonly environment: LookEnvironment;
}

/** Looks every five minutes which conversations wait for too long, with what calls a person to them. */
export function lookAfterConversations(scope: Construct, props: LookAfterProps): ScheduledFunction {
  const { table, eventBus, alarms } = props;
  const { LEDGER_TABLE_NAME, EVENT_BUS_NAME, OWNERS, CONVERSATION_OWNERS } = props.environment;
  const environment: LookEnvironment = { LEDGER_TABLE_NAME, EVENT_BUS_NAME, OWNERS, CONVERSATION_OWNERS };
  const looking = new ScheduledFunction(scope, 'Look', {
    entry: 'functions/replies/look.ts',
    description: 'Amends: looks which conversations with customers wait for too long.',
    serviceName: 'conversations',
    environment,
    permissions: [
      mayUseLedger(table, ['GetItem', 'PutItem']),
      mayReadWaiting(table),
      mayTellOfConversations(eventBus, 'answered', 'handed-over', 'window-ending'),
    ],
    encryptionKey: props.encryptionKey,
    logRetention: props.logRetention,
    logGroupPrefix: props.logGroupPrefix,
    schedule: ScheduleExpression.rate(Duration.minutes(5)),
    retryAttempts: 0,
    maxEventAge: Duration.minutes(5),
  });
  grantKeys(looking.role, table);
  new CustomerAlarm(scope, 'Overdue', {
    metric: remedyMetric('ConversationsOverdue', looking, { period: Duration.minutes(15), statistic: 'Maximum' }),
    above: 0,
    customers: 'Customers wrote, and nobody has answered within the target of its owner (a day, without one).',
    firstStep: 'Run "amends conversations list": the longest waiting is first. Take it and answer.',
    runbook: 'conversations',
    owner: 'contact-center',
    alarms,
  });
  new FailingRunsAlarm(scope, 'Failing', {
    watched: looking,
    periods: 3,
    period: Duration.minutes(15),
    customers: 'Nobody is told of customers who wait for an answer.',
    runbook: 'conversations',
    alarms,
  });
  return looking;
}
