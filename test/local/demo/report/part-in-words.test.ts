import type { OutcomePart } from '../../../../lambdas/outcomes/outcome';
import { partsInWords } from '../../../../local/demo/report/part-in-words';

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
const call: OutcomePart = { kind: 'callback', number: 4, state: 'succeeded', channel: 'phone', deadlineSeconds: 60 };

it.each([
  ['money', refund, '£3.99'],
  ['credit', credit, '$10.00 credit'],
  ['a new one, by when it is there', replacement, 'new one ×1 by 23 Dec'],
  ['a new one of which nobody said when it comes', { ...replacement, shipment: undefined }, 'new one ×1'],
  ['a call', call, 'call by phone'],
  ['a word where the customer spoke up', { ...call, channel: 'twitter' }, 'word on twitter'],
] as const)('tells of %s', (_, part, words) => {
  expect(partsInWords([part])).toBe(words);
});

it('tells what was given first, then what was asked for, then what was refused and why', () => {
  const parts: OutcomePart[] = [
    { ...replacement, state: 'declined', reason: 'out-of-stock', shipment: undefined },
    { ...call, state: 'pending' },
    refund,
    credit,
  ];
  expect(partsInWords(parts, 'given ')).toBe(
    'given £3.99 + $10.00 credit, asked for call by phone, refused new one ×1 (out-of-stock)',
  );
});

it('tells of parts that read the same together', () => {
  expect(partsInWords([replacement, { ...replacement, number: 5, lineId: '2' }, refund])).toBe(
    'new one ×1 by 23 Dec (2 times) + £3.99',
  );
});
