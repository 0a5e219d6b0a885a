import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoPaymentMarks } from '../../ledger/dynamo/payment/dynamo-payment-marks';
import type { PaymentMarkStore } from '../../ledger/payment/payment-mark-store';
import { Ed25519Verifier } from '../../ledger/seal/ed25519-seals';
import { SealedLedger } from '../../ledger/seal/sealed-ledger';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { PartnerResponseSettings } from '../environment/environment';

/** Where it is kept what banks say of payments. */
export function wireMarks(settings: Pick<PartnerResponseSettings, 'LEDGER_TABLE_NAME'>): PaymentMarkStore {
  return new DynamoPaymentMarks(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME);
}

/** The real ports of a function that applies what the provider or partners report. */
export function wirePartUpdates(settings: PartnerResponseSettings, observer: Observer): PublishContext {
  const database = new DynamoDBClient(awsClientConfig);
  const ledger = new DynamoLedger(database, settings.LEDGER_TABLE_NAME);
  return {
    ledger: new SealedLedger(ledger, new Ed25519Verifier(settings.SEAL_KEYS)),
    budgets: new DynamoBudgets(database, settings.LEDGER_TABLE_NAME),
    outcomes: new EventBridgeOutcomes(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}
