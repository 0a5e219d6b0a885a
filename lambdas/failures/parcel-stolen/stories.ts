import type { Story } from '../definition/failure-definition';
import type { StolenParcelFailure } from './contract';

const present: StolenParcelFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T19:40:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_701',
    name: 'Priya Raman',
    email: 'priya.raman@example.com',
    locale: 'en-US',
    timeZone: 'America/Los_Angeles',
    phone: '+12025550147',
  },
  purchase: {
    orderId: 'ord_5120',
    paymentId: 'ch_3QyB4rExample',
    amountMinor: 6_498,
    currency: 'USD',
    purchasedAt: '2026-11-17T16:05:00Z',
  },
  parcel: {
    shipmentId: 'shp_90077',
    carrier: 'carrier_eastline',
    trackingId: '1EL4420101338',
    scan: 'delivered',
    promisedBy: '2026-11-20T23:00:00Z',
    neededBy: '2026-12-13T18:00:00Z',
    lines: [
      {
        lineId: '1',
        sku: 'telescope-kids',
        title: 'My first telescope',
        quantity: 1,
        amountMinor: 5_999,
        inStock: true,
        giftWrap: true,
      },
    ],
  },
};

const withoutPhone: StolenParcelFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-19T08:15:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_712',
    name: 'Léa Tremblay',
    email: 'lea.tremblay@example.com',
    locale: 'fr-CA',
    timeZone: 'America/Toronto',
    channels: [{ channel: 'facebook', handle: 'lea.tremblay.example' }],
  },
  purchase: {
    orderId: 'ord_5131',
    lineId: '1',
    paymentId: 'ch_3QyC8tExample',
    amountMinor: 11_800,
    currency: 'CAD',
    purchasedAt: '2026-11-14T12:44:00Z',
  },
  parcel: {
    shipmentId: 'shp_90102',
    carrier: 'carrier_laurier',
    trackingId: 'LA33810027CA',
    scan: 'delivered',
    promisedBy: '2026-11-18T23:00:00Z',
    lines: [{ lineId: '1', sku: 'boots-42', title: 'Bottes d’hiver', quantity: 1, amountMinor: 11_800, inStock: true }],
  },
};

export const parcelStolenStories: readonly [Story<StolenParcelFailure>, ...Story<StolenParcelFailure>[]] = [
  { id: 'present-from-porch', title: 'A child’s present was taken from the porch', detail: present },
  {
    id: 'boots-without-phone-number',
    title: 'Boots were taken from the stairs, from a customer who left no phone number',
    detail: withoutPhone,
  },
];
