import * as fc from 'fast-check';
import type { ItemNotAsDescribedFailure } from '../../../lambdas/failures/item-not-as-described/contract';
import {
  itemNotAsDescribedPolicy,
  type ItemNotAsDescribedOptions,
} from '../../../lambdas/failures/item-not-as-described/policy';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { decideBy } from '../view-of';
import { misdescribedItem } from './misdescribed-item';

// Asked on 16 November at 10:45; the time to answer is over on the 18th at 10:45.
const over = '2026-11-18T10:45:00.000Z';
const before = '2026-11-18T10:44:59.999Z';

const decide = (
  failure: ItemNotAsDescribedFailure = misdescribedItem(),
  options: Partial<ItemNotAsDescribedOptions> = {},
  view: Partial<Omit<PolicyView<ItemNotAsDescribedOptions>, 'options'>> = {},
) => decideBy(itemNotAsDescribedPolicy, failure, options, { now: new Date(over), ...view });

const refund = { kind: 'refund', amountMinor: 1_850, currency: 'GBP', paymentId: 'ch_3R0A5xExample' };

it('a merchant who never answered: we refund the price without a return, and recover it from the merchant', () => {
  expect(decide()).toEqual({
    outcome: 'give',
    parts: [refund],
    recovery: {
      bearer: 'merchant',
      partyId: 'merchant_3310',
      amountMinor: 1_850,
      currency: 'GBP',
      why: 'the merchant described it as what it was not, and did not answer within 48 hours',
    },
    reasons: [
      'full price without return, because it was not what the merchant described',
      'the merchant did not answer within 48 hours',
    ],
  });
});

it('a merchant who still has time: the answer is awaited, and then the refund is given', () => {
  expect(decide(undefined, {}, { now: new Date(before) })).toMatchObject({
    outcome: 'hold',
    parts: [refund],
    recovery: { bearer: 'merchant' },
    awaits: { what: 'the merchant’s answer', until: over, then: 'give' },
    reasons: ['the merchant has 48 hours to answer', expect.stringContaining('full price')],
  });
});

it.each([
  ['2026-11-16T11:00:00Z', 'hold'],
  [over, 'hold'],
  ['2026-11-18T10:45:00.001Z', 'give'],
])('answered at %s: %s', (answeredAt, outcome) => {
  const decision = decide(
    misdescribedItem({ merchant: { answeredAt } }),
    {},
    { now: new Date('2026-11-20T00:00:00Z') },
  );
  expect(decision).toMatchObject({ outcome });
  expect(decision).not.toHaveProperty('awaits');
});

it('answered in time: a person reads the answer, or the refund is given anyway, by option', () => {
  const answered = misdescribedItem({ merchant: { answeredAt: '2026-11-17T00:00:00Z' } });
  expect(decide(answered)).toMatchObject({
    outcome: 'hold',
    reasons: ['the merchant answered within 48 hours, and a person reads the answer', expect.any(String)],
  });
  expect(decide(answered, { answered: 'give' })).toMatchObject({
    outcome: 'give',
    parts: [refund],
    recovery: { bearer: 'merchant', why: 'the merchant described it as what it was not' },
  });
});

it('the merchant has as long as the option says', () => {
  const justOver = { now: new Date('2026-11-17T10:45:00Z') };
  expect(decide(undefined, { merchantAnswerHours: 24 }, justOver)).toMatchObject({ outcome: 'give' });
  expect(decide(undefined, { merchantAnswerHours: 25 }, justOver)).toMatchObject({
    outcome: 'hold',
    awaits: { until: '2026-11-17T11:45:00.000Z' },
  });
});

it('a merchant who will only be asked later has no more time than one who is asked now', () => {
  const someDay = misdescribedItem({ merchant: { contactedAt: '2031-01-01T00:00:00Z' } });
  expect(decide(someDay)).toMatchObject({ outcome: 'hold', awaits: { until: '2026-11-20T10:45:00.000Z' } });
});

it('the platform bears the cost where the option says so', () => {
  expect(decide(undefined, { bearer: 'platform' })).toMatchObject({
    recovery: { bearer: 'platform', amountMinor: 1_850, why: 'the platform stands for what is sold on it' },
  });
});

it('what was refunded before is not refunded again, and the merchant bears only the rest', () => {
  expect(decide(undefined, {}, { refundableMinor: 400 })).toMatchObject({
    parts: [{ amountMinor: 400 }],
    recovery: { amountMinor: 400 },
    reasons: [expect.stringMatching(/^the rest of the price/), expect.any(String)],
  });
  expect(decide(undefined, {}, { refundableMinor: 0 })).toEqual({
    outcome: 'none',
    reasons: ['its price was given back before'],
  });
  expect(decide(misdescribedItem({ purchase: { amountMinor: 0 } }))).toEqual({
    outcome: 'none',
    reasons: ['nothing was paid for it'],
  });
});

it('never gives more than was paid and is left of it, and recovers what it gives', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: -100, max: 100 }), (amountMinor, refundableMinor, hours) => {
      const now = new Date(Date.parse(over) + hours * 3_600_000);
      const decision = decide(misdescribedItem({ purchase: { amountMinor } }), {}, { now, refundableMinor });
      if (decision.outcome === 'none') return;
      expect(decision.parts).toMatchObject([{ amountMinor: Math.min(amountMinor, refundableMinor) }]);
      expect(decision.recovery?.amountMinor).toBe(Math.min(amountMinor, refundableMinor));
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = { merchantAnswerHours: 0, answered: 'none', bearer: 'carrier', days: 3 };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('ItemNotAsDescribed', itemNotAsDescribedPolicy, wrong)).toThrow(name);
  }
});

describe('who asked the merchant', () => {
  const asked = (contactedBy?: 'customer' | 'platform') =>
    misdescribedItem({ merchant: { contactedAt: '2026-11-16T10:45:00Z', ...(contactedBy && { contactedBy }) } });
  const soon = { now: new Date('2026-11-16T12:00:00Z') };

  it.each([
    ['always', 'customer', 'hold'],
    ['always', 'platform', 'hold'],
    ['unless-customer-asked', 'customer', 'give'],
    ['unless-customer-asked', 'platform', 'hold'],
    ['unless-customer-asked', undefined, 'hold'],
    ['never', 'platform', 'give'],
  ] as const)('waits %s, asked by the %s: %s', (waits, contactedBy, outcome) => {
    expect(decideBy(itemNotAsDescribedPolicy, asked(contactedBy), { waits }, soon)).toMatchObject({ outcome });
  });

  it('says so, and says of no merchant that there was no answer in time who still has time', () => {
    const decision = decideBy(itemNotAsDescribedPolicy, asked('customer'), { waits: 'unless-customer-asked' }, soon);
    expect(decision).toMatchObject({
      reasons: [
        expect.stringContaining('full price'),
        'the customer had asked the merchant, and no answer of the merchant is waited for',
      ],
      recovery: { why: 'the merchant described it as what it was not' },
    });
  });
});
