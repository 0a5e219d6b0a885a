import type { NetworkRules } from '../rules/network-rules';

/** Two-way by numbers only: who answers to a sender id reaches nobody. STOP is kept by AWS. */
export const sms: NetworkRules = {
  network: 'sms',
  name: 'SMS',
  isPublic: false,
  mayBegin: true,
  needsTemplate: false,
  needsOptIn: true,
  cost: { kind: 'by-country', priceList: 'https://aws.amazon.com/end-user-messaging/pricing/' },
  asOf: '2026-11-27',
  source: {
    title: 'AWS End User Messaging SMS, two-way messaging and opting out',
    url: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms.html',
  },
};
