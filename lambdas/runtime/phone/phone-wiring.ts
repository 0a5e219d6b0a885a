import { setTimeout as wait } from 'node:timers/promises';
import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { PhonePorts } from '../../flow/phone/phone-ports';
import type { Observer } from '../../flow/record/observer';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { ConnectContactCenter } from '../../phone/connect-contact-center';
import { DynamoCalls } from '../../phone/dynamo-calls';
import { EventBridgeCallPublisher } from '../../phone/eventbridge-call-publisher';
import { awsClientConfig } from '../wiring/clients';
import type { PhoneSettings } from './phone-settings';

/** The real ports of the function that has customers called. */
export function wirePhone(settings: PhoneSettings, observer: Observer): PhonePorts {
  const { LEDGER_TABLE_NAME, EVENT_BUS_NAME, CALLBACK_SOURCE, PHONE } = settings;
  const database = new DynamoDBClient(awsClientConfig);
  const bus = new EventBridgeClient(awsClientConfig);
  return {
    calls: new DynamoCalls(database, LEDGER_TABLE_NAME),
    center: new ConnectContactCenter(new ConnectClient(awsClientConfig), PHONE),
    publisher: new EventBridgeCallPublisher(bus, EVENT_BUS_NAME, CALLBACK_SOURCE),
    ledger: new DynamoLedger(database, LEDGER_TABLE_NAME),
    setting: PHONE,
    observer,
    clock: () => new Date(),
    wait: (milliseconds) => wait(milliseconds),
  };
}
