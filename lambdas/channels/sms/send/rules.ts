import type { NetworkRules } from '../../rules/network-rules';

/**
 * Two-way by numbers only: who answers to a sender id reaches nobody. Of what one message costs nobody knows more than
 * the price list; the bound is what we let AWS ask for one, and what a budget counts.
 */
export const sms: NetworkRules = {
  network: 'sms',
  name: 'SMS',
  isPublic: false,
  mayBegin: true,
  needsTemplate: false,
  needsOptIn: true,
  cost: {
    kind: 'by-country',
    priceList: 'https://aws.amazon.com/end-user-messaging/pricing/',
    boundUsdMicros: 400_000,
  },
  asOf: '2026-11-30',
  source: {
    title: 'AWS End User Messaging SMS, two-way messaging, opting out, and MaxPrice of SendTextMessage',
    url: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms.html',
  },
};
