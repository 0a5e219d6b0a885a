import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Observer } from '../../flow/record/observer';
import type { ReconcileContext } from '../../flow/reconcile/reconcile';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoStatement } from '../../ledger/dynamo/dynamo-statement';
import { DynamoReconciliations } from '../../ledger/dynamo/shown/dynamo-reconciliations';
import { Ed25519Verifier } from '../../ledger/seal/ed25519-seals';
import { JudgedStatement } from '../../ledger/seal/judged-statement';
import { awsClientConfig } from './clients';
import type { ProviderInspection } from '../../fulfilment/readiness/provider-readiness';
import type { ReconcileSettings } from '../environment/environment';
import { wireInspection, wireStatement } from './provider-wiring';

/** What the function of the reconciliation works with: its comparison, and what it tells the doctor. */
export interface ReconcilePorts extends ReconcileContext {
  readonly inspection: ProviderInspection;
}

/** The ports of the function. All that it writes is what it found, with its customer and for people who look. */
export function wireReconcileFunction(settings: ReconcileSettings, observer: Observer): ReconcilePorts {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  const kept = new DynamoReconciliations(database, table);
  return {
    ...wireReconcile(settings, observer),
    inspection: wireInspection(settings),
    noting: new DynamoLedger(database, table),
    keeping: { keep: (run) => kept.keep(run), clock: () => new Date() },
  };
}

/** The real ports of a comparison. Nothing of it can write. */
export function wireReconcile(settings: ReconcileSettings, observer: Observer): ReconcileContext {
  const statement = new DynamoStatement(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME);
  return {
    statement: new JudgedStatement(statement, new Ed25519Verifier(settings.SEAL_KEYS)),
    provider: wireStatement(settings),
    observer,
  };
}
