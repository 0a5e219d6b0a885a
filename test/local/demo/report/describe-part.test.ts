import type { OutcomePart } from '../../../../lambdas/outcomes/outcome';
import { describeParts } from '../../../../local/demo/report/describe-part';

const refund: OutcomePart = {
  kind: 'refund',
  number: 1,
  state: 'succeeded',
  amountMinor: 399,
  currency: 'GBP',
  paymentId: 'ch_1',
};
const credit: OutcomePart = {
  kind: 'credit',
  number: 2,
  state: 'succeeded',
  amountMinor: 1_000,
  currency: 'USD',
  accountId: 'cus_1',
  basis: 'goodwill',
};
const replacement: OutcomePart = {
  kind: 'replacement',
  number: 3,
  state: 'succeeded',
  lineId: '1',
  sku: 'boots-42',
  quantity: 1,
  worthMinor: 11_800,
  currency: 'CAD',
  shipment: { arrivesBy: '2026-12-23T18:00:00Z' },
};
const longer: OutcomePart = {
  ...{ kind: 'entitlement', number: 5, state: 'succeeded', action: 'extend', period: 'P3D', entitlementId: 'svc_1' },
  ...{ to: 'service', worthMinor: 250, currency: 'EUR', validUntil: '2026-12-23T18:00:00Z' },
};
const call: OutcomePart = { kind: 'callback', number: 4, state: 'succeeded', channel: 'phone', deadlineSeconds: 60 };

it.each([
  ['a refund', refund, 'refund £3.99'],
  ['credit', credit, 'credit $10.00'],
  ['a replacement with its arrival', replacement, 'replacement ×1 by 23 Dec'],
  ['a replacement without an arrival', { ...replacement, shipment: undefined }, 'replacement ×1'],
  ['a service that runs longer', longer, 'service P3D longer until 23 Dec'],
  ['another pass', { ...longer, to: 'pass', action: 'grant', count: 1, validUntil: undefined }, 'pass ×1 more'],
  ['a title that is back', { ...longer, to: 'title', action: 'restore', validUntil: undefined }, 'title restored'],
  ['a callback by phone', call, 'callback by phone'],
  ['a callback on a network', { ...call, channel: 'twitter' }, 'callback on twitter'],
] as const)('describes %s', (_, part, words) => {
  expect(describeParts([part])).toBe(words);
});

it('lists parts that succeeded first, then pending ones, then declined ones with the reason', () => {
  const parts: OutcomePart[] = [
    { ...replacement, state: 'declined', reason: 'out-of-stock', shipment: undefined },
    { ...call, state: 'pending' },
    refund,
    credit,
  ];
  expect(describeParts(parts, 'issued ')).toBe(
    'issued refund £3.99 + credit $10.00, pending callback by phone, declined replacement ×1 (out-of-stock)',
  );
});

it('counts parts that read the same', () => {
  expect(describeParts([replacement, { ...replacement, number: 5, lineId: '2' }, refund])).toBe(
    'replacement ×1 by 23 Dec (2 times) + refund £3.99',
  );
});
