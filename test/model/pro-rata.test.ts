import * as fc from 'fast-check';
import { proRata } from '../../lambdas/model/shares';

const amount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const whole = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

it.each([
  [100, 1, 3, 34],
  [100, 2, 3, 67],
  [1900, 122, 240, 966],
  [100, 0, 3, 0],
  [100, 3, 3, 100],
  [100, 5, 3, 100],
  [1, 1, 1_000_000, 1],
])('of %d, %d of %d is %d', (amountMinor, lost, all, share) => {
  expect(proRata(amountMinor, lost, all)).toBe(share);
});

it('is the exact share or less than one minor unit above it, and never more than the price', () => {
  fc.assert(
    fc.property(amount, amount, whole, (amountMinor, lost, all) => {
      const share = proRata(amountMinor, lost, all);
      expect(share).toBeLessThanOrEqual(amountMinor);
      if (lost >= all) return;
      const above = BigInt(share) * BigInt(all) - BigInt(amountMinor) * BigInt(lost);
      expect(above >= 0n && above < BigInt(all)).toBe(true);
    }),
  );
});
