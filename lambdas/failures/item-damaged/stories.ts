import type { Story } from '../definition/failure-definition';
import type { ItemDamagedFailure } from './contract';

const reader: ItemDamagedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T07:30:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_1002',
    name: 'Grace Lindqvist',
    email: 'grace.lindqvist@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'ord_8118',
    lineId: '1',
    paymentId: 'ch_3R1A3zExample',
    amountMinor: 8_999,
    currency: 'GBP',
    purchasedAt: '2026-06-02T09:14:00Z',
  },
  item: { sku: 'reader-6in', title: 'E-book reader, 6 inch', inStock: true },
  damage: { cause: 'customer', note: 'Stepped on it in the dark' },
};

const teapot: ItemDamagedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-19T02:00:00Z',
  evidence: 'detected',
  proof: ['scan_77120'],
  customer: {
    id: 'cus_1015',
    name: '田中 花子',
    email: 'hanako@example.com',
    locale: 'ja-JP',
    timeZone: 'Asia/Tokyo',
  },
  purchase: {
    orderId: 'ord_8140',
    lineId: '2',
    paymentId: 'ch_3R1C7aExample',
    amountMinor: 6_800,
    currency: 'JPY',
    purchasedAt: '2026-11-15T05:36:00Z',
  },
  item: { sku: 'teapot-iron', title: '鉄瓶', inStock: false },
  damage: { cause: 'transit' },
};

const kettle: ItemDamagedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-18T20:00:00Z',
  evidence: 'reported',
  customer: {
    id: 'cus_1031',
    name: 'Ana Souza',
    email: 'ana.souza@example.com',
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
  },
  purchase: {
    orderId: 'ord_8166',
    paymentId: 'ch_3R1D0bExample',
    amountMinor: 18_990,
    currency: 'BRL',
    purchasedAt: '2026-11-01T13:09:00Z',
  },
  item: { sku: 'kettle-17', title: 'Chaleira elétrica', inStock: true },
  damage: { cause: 'defect' },
};

const mugs: ItemDamagedFailure = {
  schemaVersion: 1,
  occurredAt: '2026-11-20T15:10:00Z',
  evidence: 'reported',
  proof: ['photo_77402'],
  customer: {
    id: 'cus_1044',
    name: 'Owen Hughes',
    email: 'owen.hughes@example.com',
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  purchase: {
    orderId: 'ord_8190',
    lineId: '1',
    paymentId: 'ch_3R1F2cExample',
    amountMinor: 9_000,
    currency: 'GBP',
    purchasedAt: '2026-11-16T18:22:00Z',
  },
  item: { sku: 'mug-blue', title: 'Blue mug', inStock: true, quantity: 10, affected: 2 },
  damage: { cause: 'transit' },
};

export const itemDamagedStories: readonly [Story<ItemDamagedFailure>, ...Story<ItemDamagedFailure>[]] = [
  {
    id: 'reader-broken-by-owner',
    title: 'A reader broke in the hands of its owner, by the owner’s own foot',
    detail: reader,
  },
  { id: 'teapot-out-of-stock', title: 'An iron teapot came broken, and there is no other one', detail: teapot },
  { id: 'two-mugs-of-ten', title: 'Two of ten mugs came broken, and the other eight are fine', detail: mugs },
  { id: 'kettle-defect', title: 'A kettle stopped heating after two weeks', detail: kettle },
];
