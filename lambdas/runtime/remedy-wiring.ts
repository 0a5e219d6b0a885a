import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Observer } from '../flow/observer';
import type { RemedyPorts } from '../flow/remedy-ports';
import { SecretsManagerKey } from '../fulfilment/secretsmanager-key';
import { StripeRefund } from '../fulfilment/stripe-refund';
import { DynamoLedger } from '../ledger/dynamo-ledger';
import { EventBridgeOutcomes } from '../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { RemedySettings } from './environment';

/** The real ports of a failure function. */
export function wireRemedies(settings: RemedySettings, observer: Observer): RemedyPorts {
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), settings.STRIPE_SECRET_NAME);
  return {
    ledger: new DynamoLedger(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    refunds: new StripeRefund({ key, apiUrl: settings.STRIPE_API_URL }),
    outcomes: new EventBridgeOutcomes(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
    backOff,
  };
}

/** Full jitter, doubling to at most 400 ms: twelve lost races take about two seconds. */
async function backOff(lostRaces: number): Promise<void> {
  await pause(randomInt(1, Math.min(400, 10 * 2 ** lostRaces)));
}
