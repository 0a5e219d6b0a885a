import type { Story } from '../definition/failure-definition';
import type { RequestedCall } from './contract';

const wouldRatherTalk: RequestedCall = {
  schemaVersion: 1,
  occurredAt: '2026-11-24T11:20:00+01:00',
  evidence: 'reported',
  customer: {
    id: 'cus_1803',
    name: 'Ingrid Halvorsen',
    email: 'ingrid.halvorsen@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/Oslo',
    phone: '+4721930000',
  },
  purchase: {
    orderId: 'ord_91502',
    paymentId: 'ch_3QkH2aExample',
    amountMinor: 54_900,
    currency: 'NOK',
    purchasedAt: '2026-11-15T18:00:00+01:00',
  },
  call: { requestId: 'call_ingrid_1' },
};

export const callRequestedStories: readonly [Story<RequestedCall>] = [
  {
    id: 'would-rather-talk',
    title: 'Somebody would rather talk than type, and asks to be called',
    detail: wouldRatherTalk,
  },
];
