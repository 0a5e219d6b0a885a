import * as fc from 'fast-check';
import { MoneyError } from '../../lambdas/model/money';
import { allocate, shareOf } from '../../lambdas/model/shares';

const amountMinor = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const basisPoints = fc.nat({ max: 10_000 });
const weights = fc
  .array(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 12 })
  .filter((each) => each.some((weight) => weight > 0));

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
  [100, [1, 1, 1], [34, 33, 33]],
  [100, [1, 2, 3], [17, 33, 50]],
  [5, [0, 1, 0], [0, 5, 0]],
  [0, [3, 1], [0, 0]],
  [1, [1, 1], [1, 0]],
  [10, [1, 1, 4], [2, 2, 6]],
])('%d divided by %j is %j', (total, by, parts) => {
  expect(allocate(total, by)).toEqual(parts);
});

it('the parts add up to the amount, exactly, and no part is negative or above it', () => {
  fc.assert(
    fc.property(amountMinor, weights, (total, by) => {
      const parts = allocate(total, by);
      expect(parts.length).toBe(by.length);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      for (const part of parts) expect(part >= 0 && part <= total).toBe(true);
    }),
  );
});

it('each part is less than one minor unit away from its exact share', () => {
  fc.assert(
    fc.property(amountMinor, weights, (total, by) => {
      const sum = by.reduce((all, weight) => all + BigInt(weight), 0n);
      allocate(total, by).forEach((part, index) => {
        const away = BigInt(part) * sum - BigInt(total) * BigInt(by[index] ?? 0);
        expect(away > -sum && away < sum).toBe(true);
      });
    }),
  );
});

it('who weighs more never gets less, and who weighs nothing gets nothing', () => {
  fc.assert(
    fc.property(amountMinor, weights, (total, by) => {
      const parts = allocate(total, by);
      by.forEach((weight, index) => {
        if (weight === 0) expect(parts[index]).toBe(0);
        by.forEach((other, at) => {
          if (weight > other) expect(parts[index]).toBeGreaterThanOrEqual(parts[at] ?? 0);
        });
      });
    }),
  );
});

it.each([
  ['an amount is a whole number from 0 on, not -1', () => shareOf(-1, 1)],
  ['an amount is a whole number from 0 on, not 0.5', () => allocate(0.5, [1])],
  ['a share is a whole number from 0 on, not 1.5', () => shareOf(1, 1.5)],
  ['a share is at most 10000 basis points, not 10001', () => shareOf(1, 10_001)],
  ['a weight is a whole number from 0 on, not NaN', () => allocate(1, [1, Number.NaN])],
  ['an amount cannot be divided by weights that are all 0', () => allocate(1, [0, 0])],
  ['an amount cannot be divided by weights that are all 0', () => allocate(0, [])],
])('%s', (refusal, act) => {
  expect(act).toThrow(new MoneyError(refusal));
});
