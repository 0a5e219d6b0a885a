import type { Story } from '../definition/failure-definition';
import type { LateDeliveryFailure } from './contract';

const birthday: LateDeliveryFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-21T14:10:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_808',
    name: 'Nora Whitfield',
    email: 'nora.whitfield@example.com',
    locale: 'en-US',
    timeZone: 'America/Chicago',
    creditAccountId: 'wallet_808',
  },
  purchase: {
    orderId: 'ord_6021',
    paymentId: 'ch_3QzA1vExample',
    amountMinor: 5_794,
    currency: 'USD',
    purchasedAt: '2026-11-16T18:20:00Z',
  },
  parcel: {
    shipmentId: 'shp_91440',
    carrier: 'carrier_eastline',
    trackingId: '1EL4420118802',
    promisedBy: '2026-11-24T23:00:00Z',
    expectedBy: '2026-11-27T23:00:00Z',
    shippingMinor: 795,
  },
  alternative: {
    text: 'We have put one aside for you in our shop on State Street.',
    by: '2026-11-25T01:00:00Z',
  },
};

const snow: LateDeliveryFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T06:00:00+01:00',
  evidence: 'detected',
  incidentId: 'snow-brenner',
  customer: {
    id: 'cus_823',
    name: 'Chiara Conti',
    email: 'chiara.conti@example.com',
    locale: 'it-IT',
    timeZone: 'Europe/Rome',
  },
  purchase: {
    orderId: 'ord_6055',
    lineId: '1',
    paymentId: 'ch_3QzC6wExample',
    amountMinor: 2_450,
    currency: 'EUR',
    purchasedAt: '2026-11-17T21:02:00+01:00',
  },
  parcel: {
    shipmentId: 'shp_91502',
    carrier: 'carrier_alpina',
    trackingId: 'AL5500217IT',
    promisedBy: '2026-11-20T18:00:00+01:00',
    expectedBy: '2026-11-22T18:00:00+01:00',
    shippingMinor: 0,
  },
};

export const deliveryLateStories: readonly [Story<LateDeliveryFailure>, ...Story<LateDeliveryFailure>[]] = [
  {
    id: 'present-too-late',
    title: 'A present will not make it in time, and there is another way to get it',
    detail: birthday,
  },
  { id: 'parcel-in-snow', title: 'A parcel sent free of charge is stuck in the snow', detail: snow },
];
