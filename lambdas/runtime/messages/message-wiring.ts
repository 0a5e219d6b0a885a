import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoContacts } from '../../channels/consent/dynamo-contacts';
import type { MessageChannelSettings } from '../../channels/port/message-channels';
import { sms as smsRules } from '../../channels/sms/send/rules';
import { SmsvoiceSender } from '../../channels/sms/send/smsvoice-sender';
import { smsSettingsSchema } from '../../channels/sms/send/sms-settings';
import { DynamoMessageSpend } from '../../channels/spend/dynamo-message-spend';
import { wechat as wechatRules } from '../../channels/wechat/send/rules';
import { serviceTemplateFor } from '../../channels/wechat/send/service-templates';
import { WechatApi } from '../../channels/wechat/send/wechat-api';
import { wechatSettingsSchema } from '../../channels/wechat/send/wechat-settings';
import { whatsapp as whatsappRules } from '../../channels/whatsapp/send/rules';
import { templateIn } from '../../channels/whatsapp/send/template-words';
import { SocialmessagingSender } from '../../channels/whatsapp/send/socialmessaging-sender';
import { whatsappSettingsSchema } from '../../channels/whatsapp/send/whatsapp-settings';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
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

function channelOf({
  name,
  settings: given,
  dayBudgetUsdMicros,
  quiet,
  secretName = '',
}: MessageChannelSettings): MessageChannel {
  const common = { dayBudgetUsdMicros, quiet };
  switch (name) {
    case 'sms': {
      const settings = settingsOfChannel(smsSettingsSchema, given);
      const sender = SmsvoiceSender.of(settings, mailClientConfig);
      return { ...common, rules: smsRules, sender, mostSegments };
    }
    case 'whatsapp': {
      const settings = settingsOfChannel(whatsappSettingsSchema, given);
      const sender = SocialmessagingSender.of(settings, mailClientConfig);
      const templateFor: MessageChannel['templateFor'] = (_, { locale, values }) =>
        templateIn(locale, values, settings.approvedTemplates);
      return { ...common, rules: whatsappRules, sender, templateFor };
    }
    case 'wechat': {
      const settings = settingsOfChannel(wechatSettingsSchema, given);
      const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName);
      const templateFor: MessageChannel['templateFor'] = (_, message) =>
        serviceTemplateFor(message, settings.serviceTemplates);
      return { ...common, rules: wechatRules, sender: WechatApi.of({ settings, key }), templateFor };
    }
    default:
      return unreachable(name);
  }
}
