import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ReconcileEnvironment } from '../../lambdas/runtime/environment/environment';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { FailingRunsAlarm } from '../monitoring/failing-runs-alarm';
import { grantKeys, mayReadSecret, mayUseLedger } from '../function/function-rights';
import { readingProviderEnvironment, type RefundProviderConfig } from '../options/refund-provider';
import { remedyMetric } from '../monitoring/remedy-metric';
import { ScheduledFunction } from '../function/scheduled-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { judgingEnvironment, type Judging, type SharedResources } from '../options/shared-resources';

export interface DailyReconciliationProps extends SharedResources, Judging {
  readonly provider: RefundProviderConfig;
  readonly reservedConcurrency?: number | undefined;
}

/** Compares ledger and provider once a day, with an alarm where they differ. It corrects neither. */
export class DailyReconciliation extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: DailyReconciliationProps) {
    super(scope, id);
    const { table } = props;
    const secret = props.provider.readSecret;
    const environment: ReconcileEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      ...judgingEnvironment(props.seals),
      ...readingProviderEnvironment(props.provider),
    };
    this.function = new ScheduledFunction(this, 'Reconcile', {
      entry: 'functions/reconcile.ts',
      description: 'Amends: compares the ledger with what the payment provider says.',
      serviceName: 'reconcile',
      environment,
      permissions: [mayUseLedger(table, ['BatchGetItem', 'PutItem', 'Scan']), mayReadSecret(secret)],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      // In UTC, some hours after the day that it compares: by then the webhook events about its last refunds have
      // arrived.
      schedule: ScheduleExpression.expression('cron(30 4 * * ? *)'),
      retryAttempts: 2,
      maxEventAge: Duration.hours(2),
      // The longest that Lambda allows: it reads the whole ledger.
      timeout: Duration.minutes(15),
      memoryMegabytes: 1024,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table, secret);
    this.createAlarms(props.alarms);
  }

  private createAlarms(alarms: AlarmSettings): void {
    new CustomerAlarm(this, 'Findings', {
      metric: remedyMetric('ReconcileFindings', this.function, { period: Duration.days(1), statistic: 'Maximum' }),
      above: 0,
      customers:
        'The ledger and the provider differ: somebody got too little, too much, or something that we have no record of.',
      firstStep:
        'Read the report in the log of the reconciliation. Change nothing at the provider before you understand it.',
      runbook: 'differences',
      owner: 'finance',
      alarms,
    });
    new FailingRunsAlarm(this, 'Failing', {
      watched: this.function,
      periods: 1,
      period: Duration.hours(1),
      customers: 'The ledger is not compared with the provider. A mistake about money would go unnoticed.',
      runbook: 'differences',
      alarms,
    });
    new CustomerAlarm(this, 'Stopped', {
      metric: remedyMetric('ReconcileRun', this.function, { period: Duration.hours(1) }),
      below: 1,
      periods: 26,
      customers:
        'The ledger has not been compared with the provider for 26 hours. A mistake about money would go unnoticed.',
      firstStep: 'Look for the error in the log of the reconciliation, and in its queue of failed runs.',
      runbook: 'differences',
      owner: 'operations',
      alarms,
    });
  }
}
