import { partsOfOwed, uncoveredInWords } from '../../../lambdas/failures/service-outage/by-schedule';
import { lineFailure } from './outage-failure';

const owed = (abovePaid: 'credit' | 'money', amountMinor = 4000) =>
  ({ outcome: 'owed', amount: { amountMinor, currency: 'GBP' }, reason: 'a missed appointment', abovePaid }) as const;

it('what the payment covers is refunded to it, whatever the table says about the rest', () => {
  for (const abovePaid of ['credit', 'money'] as const) {
    expect(partsOfOwed(lineFailure('repair'), owed(abovePaid, 2800), 2800)).toEqual({
      parts: [{ kind: 'refund', amountMinor: 2800, currency: 'GBP', paymentId: 'ch_3QmD1gExample' }],
    });
  }
});

it('the rest is a credit only where the table allows one; otherwise a person finds another way', () => {
  expect(partsOfOwed(lineFailure('repair'), owed('credit'), 2800).parts).toMatchObject([
    { kind: 'refund', amountMinor: 2800 },
    { kind: 'credit', amountMinor: 1200, basis: 'schedule' },
  ]);
  const { parts, uncovered } = partsOfOwed(lineFailure('repair'), owed('money'), 2800);
  expect(parts).toMatchObject([{ kind: 'refund', amountMinor: 2800 }]);
  expect(uncovered).toEqual({ amountMinor: 1200, currency: 'GBP' });
});

it('says in plain words what the payment does not cover', () => {
  expect(uncoveredInWords({ amountMinor: 1200, currency: 'GBP' })).toBe(
    'the payment does not cover it: GBP 12.00 has to go another way, and a credit is not enough',
  );
});
