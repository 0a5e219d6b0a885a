import type { NetworkRules } from '../rules/network-rules';

export const whatsapp: NetworkRules = {
  network: 'whatsapp',
  name: 'WhatsApp',
  isPublic: false,
  mayBegin: true,
  needsTemplate: true,
  needsOptIn: true,
  windowHours: 24,
  cost: { kind: 'by-country', priceList: 'https://aws.amazon.com/end-user-messaging/pricing/' },
  asOf: '2026-11-27',
  source: {
    title: 'AWS End User Messaging Social, message templates and customer service windows',
    url: 'https://docs.aws.amazon.com/social-messaging/latest/userguide/what-is-service.html',
  },
};
