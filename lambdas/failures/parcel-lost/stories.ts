import type { Story } from '../definition/failure-definition';
import type { LostParcelFailure } from './contract';

const gamesConsole: LostParcelFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-19T17:00:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_602',
    name: 'David Okafor',
    email: 'david.okafor@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'ord_4417',
    paymentId: 'ch_3QxA7kExample',
    amountMinor: 19_399,
    currency: 'GBP',
    purchasedAt: '2026-11-13T19:24:00Z',
  },
  parcel: {
    shipmentId: 'shp_88120',
    carrier: 'carrier_northway',
    trackingId: 'NW200417733GB',
    scan: 'delivered',
    promisedBy: '2026-11-19T17:00:00Z',
    neededBy: '2026-12-24T18:00:00Z',
    lines: [
      {
        lineId: '1',
        sku: 'console-handheld-blue',
        title: 'Handheld games console, blue',
        quantity: 1,
        amountMinor: 18_900,
        inStock: true,
      },
    ],
  },
};

const twoGifts: LostParcelFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-18T23:00:00Z',
  evidence: 'detected',
  customer: {
    id: 'cus_615',
    name: 'Ellen Marsh',
    email: 'ellen.marsh@example.com',
    locale: 'en-US',
    timeZone: 'America/New_York',
  },
  purchase: {
    orderId: 'ord_4502',
    paymentId: 'ch_3QxD2mExample',
    amountMinor: 31_240,
    currency: 'USD',
    purchasedAt: '2026-11-11T02:12:00Z',
  },
  parcel: {
    shipmentId: 'shp_88391',
    carrier: 'carrier_eastline',
    trackingId: '1EL4420098127',
    scan: 'in-transit',
    promisedBy: '2026-11-18T23:00:00Z',
    neededBy: '2026-12-12T17:00:00Z',
    lines: [
      {
        lineId: '3',
        sku: 'scarf-wool-red',
        title: 'Wool scarf, red',
        quantity: 1,
        amountMinor: 5_800,
        inStock: true,
        recipient: { name: 'Ruth Marsh', address: '14 Elm Street, Portland, ME 04101, United States' },
        giftWrap: true,
      },
      {
        lineId: '5',
        sku: 'train-set-wood',
        title: 'Wooden train set',
        quantity: 1,
        amountMinor: 7_400,
        inStock: true,
        recipient: { name: 'Sam Ortiz', address: '220 Mesa Road, Tucson, AZ 85701, United States' },
        giftWrap: true,
      },
    ],
  },
};

const lastOne: LostParcelFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-17T19:00:00+01:00',
  evidence: 'detected',
  incidentId: 'depot-fire-hannover',
  customer: {
    id: 'cus_633',
    name: 'Jürgen Weiß',
    email: 'juergen.weiss@example.com',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  purchase: {
    orderId: 'ord_4533',
    lineId: '2',
    paymentId: 'ch_3QxF9pExample',
    amountMinor: 8_990,
    currency: 'EUR',
    purchasedAt: '2026-11-12T08:30:00+01:00',
  },
  parcel: {
    shipmentId: 'shp_88427',
    carrier: 'carrier_mittelpost',
    trackingId: 'MP0077120045',
    scan: 'none',
    promisedBy: '2026-11-17T19:00:00+01:00',
    lines: [
      {
        lineId: '2',
        sku: 'lamp-brass',
        title: 'Schreibtischlampe Messing',
        quantity: 1,
        amountMinor: 8_990,
        inStock: false,
      },
    ],
  },
};

export const parcelLostStories: readonly [Story<LostParcelFailure>, ...Story<LostParcelFailure>[]] = [
  {
    id: 'console-for-christmas',
    title: 'A console ordered for Christmas never came, though the carrier’s papers say it was delivered',
    detail: gamesConsole,
  },
  {
    id: 'gifts-to-two-recipients',
    title: 'Two of many gifts vanished on their way to two recipients, and the buyer is about to travel',
    detail: twoGifts,
  },
  { id: 'last-one-in-stock', title: 'The last one in stock burnt in a depot', detail: lastOne },
];
