import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { ChannelDefinition } from '../../channels/port/channel-definition';
import type { Door } from '../../channels/port/door';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { SigningSecret } from '../../fulfilment/keys/signing-secret';
import type { ReceivedMessages } from '../../received/received-messages';
import { SqsReceivedMessages } from '../../received/sqs-received-messages';
import { awsClientConfig } from '../wiring/clients';
import { settingsOfChannel, type ChannelWebhookSettings } from './channel-settings';

/** What a public function of a channel has: who signs, and where to put what they say. */
export interface DoorPorts {
  readonly door: Door;
  readonly received: ReceivedMessages;
  readonly observer: Observer;
  readonly clock: () => Date;
}

/** The real ports of the public function of a channel. */
export function wireDoor<Settings>(
  channel: ChannelDefinition<Settings>,
  environment: ChannelWebhookSettings,
  observer: Observer,
): DoorPorts {
  const settings = settingsOfChannel(channel.settings, environment.CHANNEL);
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), environment.SIGNING_SECRET_NAME);
  return {
    door: channel.door({ settings, secret: new SigningSecret(key) }),
    received: new SqsReceivedMessages(new SQSClient(awsClientConfig), environment.UPDATE_QUEUE_URL),
    observer,
    clock: () => new Date(),
  };
}
