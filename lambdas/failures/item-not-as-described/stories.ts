import type { Story } from '../definition/failure-definition';
import type { ItemNotAsDescribedFailure } from './contract';

const book: ItemNotAsDescribedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-16T10:30:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_904',
    name: 'Tom Hargreaves',
    email: 'tom.hargreaves@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'ord_7203',
    lineId: '1',
    paymentId: 'ch_3R0A5xExample',
    amountMinor: 1_850,
    currency: 'GBP',
    purchasedAt: '2026-11-09T20:11:00Z',
  },
  item: {
    sku: 'book-used-lighthouse',
    title: 'To the Lighthouse',
    describedAs: 'like new',
    receivedAs: 'worn, with notes in the margins',
  },
  merchant: { id: 'merchant_3310', contactedAt: '2026-11-16T10:45:00Z' },
};

const answered: ItemNotAsDescribedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-18T03:00:00Z',
  evidence: 'reported',
  proof: ['photo_55201'],
  customer: {
    id: 'cus_917',
    name: 'Mei Tan',
    email: 'mei.tan@example.com',
    locale: 'en-SG',
    timeZone: 'Asia/Singapore',
  },
  purchase: {
    orderId: 'ord_7240',
    lineId: '4',
    paymentId: 'ch_3R0B9yExample',
    amountMinor: 12_900,
    currency: 'SGD',
    purchasedAt: '2026-11-10T11:50:00Z',
  },
  item: {
    sku: 'bag-leather-tan',
    title: 'Shoulder bag, tan',
    describedAs: 'full-grain leather',
    receivedAs: 'coated canvas',
  },
  merchant: { id: 'merchant_4471', contactedAt: '2026-11-18T03:20:00Z', answeredAt: '2026-11-19T01:05:00Z' },
};

export const itemNotAsDescribedStories: readonly [
  Story<ItemNotAsDescribedFailure>,
  ...Story<ItemNotAsDescribedFailure>[],
] = [
  { id: 'merchant-never-answered', title: 'A “like new” book was not, and the merchant never answered', detail: book },
  {
    id: 'merchant-answered',
    title: 'A leather bag was of canvas, and the merchant has something to say about it',
    detail: answered,
  },
];
