import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { DynamoContacts } from '../../channels/consent/dynamo-contacts';
import type { MessageChannelSettings } from '../../channels/port/message-channels';
import { sms as smsRules } from '../../channels/sms/rules';
import { SmsSender } from '../../channels/sms/sms-sender';
import { smsSettingsSchema } from '../../channels/sms/sms-settings';
import { DynamoMessageSpend } from '../../channels/spend/dynamo-message-spend';
import { whatsapp as whatsappRules } from '../../channels/whatsapp/rules';
import { templateIn } from '../../channels/whatsapp/templates';
import { WhatsAppSender } from '../../channels/whatsapp/whatsapp-sender';
import { whatsappSettingsSchema } from '../../channels/whatsapp/whatsapp-settings';
import type { MessageChannel, MessagingContext } from '../../flow/message/message-channel';
import { mostSegments } from '../../flow/message/message-of';
import { unreachable } from '../../model/unreachable';
import type { Observer } from '../../flow/record/observer';
import { apologySettings } from '../environment/environment';
import { wireMails, type WiredApologies } from '../handlers/apology-handler';
import { settingsOfChannel } from '../channels/channel-settings';
import { awsClientConfig, mailClientConfig } from '../wiring/clients';

/** What the failure types of the deployment are, its handler knows. */
type Messaging = Omit<MessagingContext, 'brands' | 'read'>;

/**
 * The real ports of the function that writes mails, and messages where a mail did not arrive. It has the clients of
 * both services, which cost 25 ms of CPU at its start; who begins no messages has the function without them.
 */
export function wireMailsAndMessages(observer: Observer): WiredApologies {
  const wired = wireMails(observer);
  const { MESSAGE_CHANNELS: channels, LEDGER_TABLE_NAME: table } = apologySettings(process.env);
  return { ...wired, messaging: wireMessages(channels, table, wired.ports) };
}

function wireMessages(
  channels: readonly MessageChannelSettings[],
  tableName: string,
  { ledger, observer, undelivered, clock, newToken }: Omit<Messaging, 'channels' | 'contacts' | 'spend'>,
): Messaging {
  const database = new DynamoDBClient(awsClientConfig);
  return {
    ledger,
    observer,
    undelivered,
    clock,
    newToken,
    channels: channels.map(channelOf),
    contacts: new DynamoContacts(database, tableName),
    spend: new DynamoMessageSpend(database, tableName),
  };
}

function channelOf({ name, settings: given, dayBudgetUsdMicros, quiet }: MessageChannelSettings): MessageChannel {
  const common = { dayBudgetUsdMicros, quiet };
  switch (name) {
    case 'sms': {
      const settings = settingsOfChannel(smsSettingsSchema, given);
      const sender = new SmsSender(new PinpointSMSVoiceV2Client(mailClientConfig), settings);
      return { ...common, rules: smsRules, sender, mostSegments };
    }
    case 'whatsapp': {
      const settings = settingsOfChannel(whatsappSettingsSchema, given);
      const sender = new WhatsAppSender(new SocialMessagingClient(mailClientConfig), settings);
      const templateFor: MessageChannel['templateFor'] = (_, { locale, values }) =>
        templateIn(locale, values, settings.approvedTemplates);
      return { ...common, rules: whatsappRules, sender, templateFor };
    }
    default:
      return unreachable(name);
  }
}
