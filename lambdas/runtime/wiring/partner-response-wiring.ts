import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { PartnerResponseSettings } from '../environment/environment';

/** The real ports of the function that receives partners' responses. */
export function wirePartnerResponses(settings: PartnerResponseSettings, observer: Observer): PublishContext {
  return {
    ledger: new DynamoLedger(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    outcomes: new EventBridgeOutcomes(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}
