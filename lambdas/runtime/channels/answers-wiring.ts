import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoAnswers } from '../../channels/answers/dynamo-answers';
import { EventBridgeAnswerPublisher } from '../../channels/events/eventbridge-answer-publisher';
import type { ChannelDefinition, SenderOf } from '../../channels/port/channel-definition';
import type { AnswerPorts } from '../../flow/channel/give-answer';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { awsClientConfig } from '../wiring/clients';
import { settingsOfChannel, type ChannelAnswersSettings } from './channel-settings';

/** The real ports of the function that sends answers on a channel. */
export function wireAnswers<Settings>(
  { settings: schema, wayTo }: ChannelDefinition<Settings>,
  senderOf: SenderOf<Settings>,
  environment: ChannelAnswersSettings,
  observer: Observer,
): AnswerPorts {
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), environment.ANSWER_SECRET_NAME);
  return {
    store: new DynamoAnswers(new DynamoDBClient(awsClientConfig), environment.LEDGER_TABLE_NAME),
    sender: senderOf({ settings: settingsOfChannel(schema, environment.CHANNEL), key }),
    wayTo,
    publisher: new EventBridgeAnswerPublisher(new EventBridgeClient(awsClientConfig), environment.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
  };
}
