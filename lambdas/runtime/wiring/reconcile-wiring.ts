import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Observer } from '../../flow/record/observer';
import type { ReconcileContext } from '../../flow/reconcile/reconcile';
import { DynamoStatement } from '../../ledger/dynamo/dynamo-statement';
import { awsClientConfig } from './clients';
import type { ReconcileSettings } from '../environment/environment';
import { wireStatement } from './provider-wiring';

/** The real ports of the reconciliation. Nothing of it can write. */
export function wireReconcile(settings: ReconcileSettings, observer: Observer): ReconcileContext {
  return {
    statement: new DynamoStatement(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    provider: wireStatement(settings),
    observer,
  };
}
