import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { syntheticPrefix } from '../../lambdas/outcomes/synthetic';
import type { SyntheticEnvironment } from '../../lambdas/runtime/environment/environment';
import { grantKeys, mayReadSecret } from '../function/function-rights';
import { ScheduledFunction } from '../function/scheduled-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import { stripeEnvironment, type RefundProviderConfig } from '../options/refund-provider';
import type { SharedResources } from '../options/shared-resources';
import type { SyntheticFailure } from './synthetic-failure';

export interface SyntheticFailuresProps extends SharedResources {
  readonly provider: Extract<RefundProviderConfig, { readonly kind: 'stripe' }>;
  readonly syntheticFailure: SyntheticFailure;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Lets a test payment fail every hour, and looks whether the failure of the hour before was made good and its mail
 * delivered: by the same bus, rule, functions, ledger, provider and mail service as any other.
 */
export class SyntheticFailures extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: SyntheticFailuresProps) {
    super(scope, id);
    const { table, eventBus, provider, syntheticFailure } = props;
    const environment: SyntheticEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      SYNTHETIC_MAILBOX: syntheticFailure.mailbox,
      SYNTHETIC_CURRENCY: syntheticFailure.currency ?? 'EUR',
      REFUND_PROVIDER: 'stripe',
      ...stripeEnvironment(provider),
    };
    this.function = new ScheduledFunction(this, 'Make', {
      entry: 'functions/synthetic.ts',
      description: 'Amends: lets a test payment fail, and looks whether the last one was made good.',
      serviceName: 'synthetic',
      environment,
      permissions: [mayReadSyntheticRemedies(table), mayReadSecret(provider.secret)],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      // The next run is an hour away, and looks for what this one would have published.
      retryAttempts: 2,
      maxEventAge: Duration.minutes(30),
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table, provider.secret);
    new CustomerAlarm(this, 'Missed', {
      metric: remedyMetric('SyntheticArrived', this.function, { period: Duration.hours(1), statistic: 'Maximum' }),
      below: 1,
      periods: 3,
      datapoints: 2,
      customers:
        'A failure that was made for a test was not refunded, or its mail did not arrive, in two of the last three hours. What happens to it may happen to every customer.',
      firstStep:
        'Read "why" in the last lines of the log of the function that makes synthetic failures. It names the remedy.',
      runbook: 'synthetic',
      owner: 'operations',
      alarms: props.alarms,
    });
  }
}

/** It reads what became of its own customers, and of nobody else. */
function mayReadSyntheticRemedies(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:BatchGetItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`CUSTOMER#${syntheticPrefix}*`] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
