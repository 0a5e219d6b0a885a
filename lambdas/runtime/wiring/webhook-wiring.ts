import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import type { WebhookVerifier } from '../../fulfilment/port/webhook-event';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { WebhookSettings } from '../environment/environment';
import { wireWebhookVerifier, wirePartnerWebhookVerifier } from './provider-wiring';

export interface WebhookPorts extends PublishContext {
  readonly verifier: WebhookVerifier;
  /** Missing where no partner has an endpoint. */
  readonly partnerVerifier?: WebhookVerifier | undefined;
}

/** The real ports of the function that receives webhook events. */
export function wireWebhook(settings: WebhookSettings, observer: Observer): WebhookPorts {
  const database = new DynamoDBClient(awsClientConfig);
  return {
    verifier: wireWebhookVerifier(settings),
    partnerVerifier: wirePartnerWebhookVerifier(settings),
    ledger: new DynamoLedger(database, settings.LEDGER_TABLE_NAME),
    budgets: new DynamoBudgets(database, settings.LEDGER_TABLE_NAME),
    outcomes: new EventBridgeOutcomes(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}
