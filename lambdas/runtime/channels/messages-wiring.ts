import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { EventBridgeChannelPublisher } from '../../channels/events/eventbridge-channel-publisher';
import { DynamoCauses } from '../../channels/amplification/dynamo-causes';
import { HttpKnownCustomers } from '../../channels/customers/http-known-customers';
import type { ChannelDefinition } from '../../channels/port/channel-definition';
import type { MessagePorts } from '../../flow/channel/take-message';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { awsClientConfig } from '../wiring/clients';
import type { ChannelMessagesSettings } from './channel-settings';

/** The real ports of the private function that reads what a channel received. */
export function wireMessages(
  { rules, wayTo }: Pick<ChannelDefinition, 'rules'> & Partial<Pick<ChannelDefinition, 'wayTo'>>,
  settings: ChannelMessagesSettings,
  observer: Observer,
): MessagePorts {
  return {
    customers: customersOf(settings),
    publisher: new EventBridgeChannelPublisher(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    rule: settings.COMPLAINTS,
    watch: watchOf(settings),
    rules,
    wayTo: settings.SENDS_ANSWERS && wayTo,
    observer,
    clock: () => new Date(),
  };
}

/** Who knows handles, where anybody does. */
export function customersOf({
  CUSTOMERS_URL: endpointUrl,
  CUSTOMERS_SECRET_NAME: secretName,
}: Pick<ChannelMessagesSettings, 'CUSTOMERS_URL' | 'CUSTOMERS_SECRET_NAME'>) {
  if (endpointUrl === undefined || secretName === undefined) return undefined;
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
  return new HttpKnownCustomers({ endpointUrl, key });
}

/** What counts who writes about one cause, where anybody asked for it. */
export function watchOf({
  AMPLIFICATION: amplification,
  LEDGER_TABLE_NAME: tableName,
}: Pick<ChannelMessagesSettings, 'AMPLIFICATION' | 'LEDGER_TABLE_NAME'>) {
  if (amplification === undefined || tableName === undefined) return undefined;
  return { amplification, causes: new DynamoCauses(new DynamoDBClient(awsClientConfig), tableName) };
}
