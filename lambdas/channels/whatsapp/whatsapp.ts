import type { Way } from '../port/answer';
import type { TopicChannel } from '../port/topic-channel';
import { whatsapp as rules } from './send/rules';
import { heardOfWhatsApp } from './whatsapp-heard';
import { whatsappSettingsSchema, type WhatsAppSettings } from './send/whatsapp-settings';

const way: Way = { rules, longestText: 4_096 };

/** WhatsApp, by AWS End User Messaging Social. */
export const whatsapp: TopicChannel<WhatsAppSettings> = {
  name: 'whatsapp',
  rules: [rules],
  settings: whatsappSettingsSchema,
  wayTo: ({ network }, to) => (network === rules.network && to === 'author' ? way : undefined),
  hear: heardOfWhatsApp,
};
