import type { NetworkRules } from '../../rules/network-rules';

/** Meta's dearest utility template cost 0.055 USD in April 2026, and AWS asks 0.005 for each message of both. */
export const whatsapp: NetworkRules = {
  network: 'whatsapp',
  name: 'WhatsApp',
  isPublic: false,
  mayBegin: true,
  needsTemplate: true,
  needsOptIn: true,
  windowHours: 24,
  cost: {
    kind: 'by-country',
    priceList: 'https://aws.amazon.com/end-user-messaging/pricing/',
    boundUsdMicros: 60_000,
  },
  asOf: '2026-11-30',
  source: {
    title: 'AWS End User Messaging Social, message templates and customer service windows',
    url: 'https://docs.aws.amazon.com/social-messaging/latest/userguide/send-message.html',
  },
};
