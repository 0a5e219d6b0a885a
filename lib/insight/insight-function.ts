import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { InsightEnvironment } from '../../lambdas/runtime/insight/insight-settings';
import { AmendsFunction, type AmendsFunctionProps } from '../function/amends-function';
import type { InsightKeys } from './insight-keys';

export interface InsightFunctionProps extends Pick<
  AmendsFunctionProps,
  'encryptionKey' | 'logRetention' | 'logGroupPrefix'
> {
  readonly keys: InsightKeys;
  /** The source of each failure type that only one system publishes. */
  readonly onlySources: Readonly<Record<string, string>>;
}

/** Makes lines of events. Firehose asks it, with hundreds at once. */
export class InsightFunction extends AmendsFunction {
  constructor(scope: Construct, id: string, { keys, onlySources, ...shared }: InsightFunctionProps) {
    const environment: InsightEnvironment = {
      INSIGHT_KEYS_TABLE_NAME: keys.table.tableName,
      ONLY_SOURCES: JSON.stringify(onlySources),
    };
    super(scope, id, {
      ...shared,
      entry: 'functions/insight.ts',
      description: 'Amends: makes figures of events, without who they are about.',
      serviceName: 'insight',
      environment,
      permissions: [keys.mayUse()],
      timeout: Duration.minutes(1),
    });
    this.acknowledgeSynchronous();
  }
}
