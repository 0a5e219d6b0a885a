import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoAnswers } from '../../channels/answers/dynamo-answers';
import { EventBridgeAnswerPublisher } from '../../channels/events/eventbridge-answer-publisher';
import { DynamoContacts } from '../../channels/consent/dynamo-contacts';
import type { ChannelDefinition, SenderOf } from '../../channels/port/channel-definition';
import type { AnswerPorts } from '../../flow/channel/give-answer';
import type { Observer } from '../../flow/record/observer';
import { KeyMissingError, type ProviderKey } from '../../fulfilment/keys/provider-key';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { awsClientConfig } from '../wiring/clients';
import { settingsOfChannel, type ChannelAnswersSettings } from './channel-settings';

/** The real ports of the function that sends answers on a channel. */
export function wireAnswers<Settings>(
  { settings: schema, wayTo }: Pick<ChannelDefinition<Settings>, 'settings' | 'wayTo'>,
  senderOf: SenderOf<Settings>,
  environment: ChannelAnswersSettings,
  observer: Observer,
): AnswerPorts {
  const { ANSWER_SECRET_NAME: secretName, LEDGER_TABLE_NAME: table, KEEPS_CONTACTS: keepsContacts } = environment;
  const key =
    secretName === undefined ? noKey : new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
  const database = new DynamoDBClient(awsClientConfig);
  return {
    store: new DynamoAnswers(database, table),
    contacts: keepsContacts && new DynamoContacts(database, table),
    sender: senderOf({ settings: settingsOfChannel(schema, environment.CHANNEL), key }),
    wayTo,
    publisher: new EventBridgeAnswerPublisher(new EventBridgeClient(awsClientConfig), environment.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
  };
}

/** Of a network that knows the company by the role of the function. */
const noKey: ProviderKey = {
  read: () => Promise.reject(new KeyMissingError('This channel was deployed without a secret for its answers')),
  forget: () => undefined,
};
