import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Observer } from '../../flow/record/observer';
import type { ReconcileContext } from '../../flow/reconcile/reconcile';
import { DynamoStatement } from '../../ledger/dynamo/dynamo-statement';
import { awsClientConfig } from './clients';
import type { ProviderInspection } from '../../fulfilment/readiness/provider-readiness';
import type { ReconcileSettings } from '../environment/environment';
import { wireInspection, wireStatement } from './provider-wiring';

/** What the function of the reconciliation works with: its comparison, and what it tells the doctor. */
export interface ReconcilePorts extends ReconcileContext {
  readonly inspection: ProviderInspection;
}

/** The real ports of the reconciliation. Nothing of it can write. */
export function wireReconcile(settings: ReconcileSettings, observer: Observer): ReconcilePorts {
  return {
    inspection: wireInspection(settings),
    statement: new DynamoStatement(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    provider: wireStatement(settings),
    observer,
  };
}
