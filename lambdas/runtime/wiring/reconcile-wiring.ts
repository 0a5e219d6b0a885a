import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Observer } from '../../flow/record/observer';
import type { ReconcilePorts } from '../../flow/reconcile/reconcile';
import { DynamoStatement } from '../../ledger/dynamo/dynamo-statement';
import { awsClientConfig } from './clients';
import type { ReconcileSettings } from '../environment/environment';
import { wireStatement } from './provider-wiring';

/** The real ports of the reconciliation. Nothing of it can write. */
export function wireReconcile(settings: ReconcileSettings, observer: Observer): ReconcilePorts {
  return {
    ledger: new DynamoStatement(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    provider: wireStatement(settings),
    observer,
  };
}
