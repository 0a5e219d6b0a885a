import type { Way } from '../port/answer';
import type { TopicChannel } from '../port/topic-channel';
import { sms as rules } from './send/rules';
import { heardOfSms } from './sms-heard';
import { smsSettingsSchema, type SmsSettings } from './send/sms-settings';

/** Ten segments of text that no carrier cuts: AWS takes 1,600 characters. */
const way: Way = { rules, longestText: 1_600 };

/** SMS to numbers of the company's own, by AWS End User Messaging: two-way. */
export const sms: TopicChannel<SmsSettings> = {
  name: 'sms',
  rules: [rules],
  settings: smsSettingsSchema,
  wayTo: ({ network }, to) => (network === rules.network && to === 'author' ? way : undefined),
  hear: heardOfSms,
};
