import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Observer } from '../flow/observer';
import { DynamoControls } from '../ledger/dynamo-controls';
import { DynamoIncidents } from '../ledger/dynamo-incidents';
import { DynamoLedger } from '../ledger/dynamo-ledger';
import { DynamoWaitingList } from '../ledger/dynamo-waiting-list';
import type { DeskPorts } from '../operate/desk';
import { EventBridgeOutcomes } from '../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { OperateSettings } from './environment';

/** The real ports of the operator desk. No payment provider is among them: what people approve, the sweep carries out. */
export function wireDesk(settings: OperateSettings, observer: Observer): DeskPorts {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  return {
    ledger: new DynamoLedger(database, table),
    waiting: new DynamoWaitingList(database, table),
    incidents: new DynamoIncidents(database, table),
    controlsStore: new DynamoControls(database, table),
    outcomes: new EventBridgeOutcomes(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
    newToken: randomUUID,
  };
}
