import * as fc from 'fast-check';
import { MoneyError } from '../../lambdas/model/money';
import { shareOf } from '../../lambdas/model/shares';

const amountMinor = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const basisPoints = fc.nat({ max: 10_000 });

it.each([
  [0, 2_500, 0],
  [1, 1, 1],
  [399, 2_500, 100],
  [400, 2_500, 100],
  [401, 2_500, 101],
  [1_999, 10_000, 1_999],
  [1_999, 0, 0],
])(
  'of %d minor units, %d basis points are %d: what cannot be divided is the customer’s',
  (amount, points, expected) => {
    expect(shareOf(amount, points)).toBe(expected);
  },
);

it('a share is never less than exact, and never a whole minor unit more', () => {
  fc.assert(
    fc.property(amountMinor, basisPoints, (amount, points) => {
      const over = BigInt(shareOf(amount, points)) * 10_000n - BigInt(amount) * BigInt(points);
      expect(over >= 0n && over < 10_000n).toBe(true);
    }),
  );
});

it('a share is never negative and never above the whole, which is a share too', () => {
  fc.assert(
    fc.property(amountMinor, basisPoints, (amount, points) => {
      expect(shareOf(amount, points)).toBeGreaterThanOrEqual(0);
      expect(shareOf(amount, points)).toBeLessThanOrEqual(amount);
      expect(shareOf(amount, 10_000)).toBe(amount);
    }),
  );
});

it('more of an amount, and the same of a larger amount, is never less', () => {
  fc.assert(
    fc.property(amountMinor, amountMinor, basisPoints, basisPoints, (a, b, p, q) => {
      expect(shareOf(a, Math.max(p, q))).toBeGreaterThanOrEqual(shareOf(a, Math.min(p, q)));
      expect(shareOf(Math.max(a, b), p)).toBeGreaterThanOrEqual(shareOf(Math.min(a, b), p));
    }),
  );
});

it.each([
  ['an amount is a whole number from 0 on, not -1', () => shareOf(-1, 1)],
  ['an amount is a whole number from 0 on, not 0.5', () => shareOf(0.5, 1)],
  ['a share is a whole number from 0 on, not 1.5', () => shareOf(1, 1.5)],
  ['a share is at most 10000 basis points, not 10001', () => shareOf(1, 10_001)],
])('%s', (refusal, act) => {
  expect(act).toThrow(new MoneyError(refusal));
});
