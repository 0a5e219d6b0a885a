import * as fc from 'fast-check';
import type { ItemDamagedFailure } from '../../../lambdas/failures/item-damaged/contract';
import { itemDamagedPolicy, type ItemDamagedOptions } from '../../../lambdas/failures/item-damaged/policy';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { backOfPriceIn } from '../../../lambdas/model/remedy';
import { earlierRemedy, replacementOf } from '../earlier-remedy';
import { decideBy } from '../view-of';
import { damagedItem } from './damaged-item';

const now = new Date('2026-11-20T08:30:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

const decide = (
  failure: ItemDamagedFailure = damagedItem(),
  options: Partial<ItemDamagedOptions> = {},
  view: Partial<Omit<PolicyView<ItemDamagedOptions>, 'options'>> = {},
) => decideBy(itemDamagedPolicy, failure, options, { now, ...view });

const broken = (cause: ItemDamagedFailure['damage']['cause'], inStock = true) =>
  damagedItem({ damage: { cause }, item: { inStock } });

it('what the customer broke is replaced the first time, before the old one is back, with a return label', () => {
  expect(decide()).toEqual({
    outcome: 'give',
    parts: [
      {
        kind: 'replacement',
        lineId: '1',
        sku: 'reader-6in',
        quantity: 1,
        worthMinor: 8_999,
        currency: 'GBP',
        express: false,
        giftWrap: false,
        returnLabel: true,
        returnWithinDays: 30,
        unreturned: 'let-go',
        answerWithinSeconds: 14_400,
        fallback: { kind: 'refund', amountMinor: 8_999, currency: 'GBP', paymentId: 'ch_3R1A3zExample', lineId: '1' },
      },
    ],
    recovery: { bearer: 'platform', amountMinor: 8_999, currency: 'GBP', why: 'it is goodwill' },
    reasons: [
      'a new one before the old one is back, because it broke in the hands of the customer, whom we want to please',
    ],
  });
});

it.each([
  ['transit', { bearer: 'carrier', why: 'it was damaged on the way' }, 'because it was damaged on the way'],
  ['defect', { bearer: 'platform', why: 'it had a defect when it was sold' }, 'because it had a defect'],
] as const)('damaged by %s: a new one, and %p', (cause, recovery, why) => {
  const decision = decide(broken(cause));
  expect(decision).toMatchObject({ outcome: 'give', parts: [{ kind: 'replacement' }], recovery });
  expect(decision.reasons).toEqual([expect.stringContaining(why)]);
});

describe('goodwill', () => {
  const damagedBefore = (days: number) => ({
    earlier: [earlierRemedy({ type: 'ItemDamaged', at: daysAgo(days), parts: [replacementOf('9')] })],
  });

  it.each([
    [365, 'hold'],
    [365.01, 'give'],
  ])('with a remedy for a damaged item %d days before: %s', (days, outcome) => {
    expect(decide(damagedItem(), {}, damagedBefore(days))).toMatchObject({ outcome });
  });

  it('a person decides the next time, and sees what would be given', () => {
    expect(decide(damagedItem(), {}, damagedBefore(10))).toMatchObject({
      parts: [{ kind: 'replacement' }],
      reasons: [
        'it broke in the hands of the customer, and not for the first time something was damaged, and a person decides',
        expect.stringContaining('a new one'),
      ],
    });
  });

  it('or nothing is given the next time, by option', () => {
    expect(decide(damagedItem(), { withoutGoodwill: 'none' }, damagedBefore(10))).toEqual({
      outcome: 'none',
      reasons: ['it broke in the hands of the customer, and not for the first time something was damaged'],
    });
    expect(decide(damagedItem(), { withoutGoodwill: 'none' })).toMatchObject({ outcome: 'give' });
  });

  it('or none ever', () => {
    const never = { goodwillFirstTime: false };
    expect(decide(damagedItem(), never)).toMatchObject({ outcome: 'hold' });
    expect(decide(damagedItem(), { ...never, withoutGoodwill: 'none' })).toEqual({
      outcome: 'none',
      reasons: ['it broke in the hands of the customer'],
    });
  });

  it('is not spent by another failure', () => {
    const earlier = [earlierRemedy({ type: 'ParcelLost', at: daysAgo(1), parts: [replacementOf('9')] })];
    expect(decide(damagedItem(), {}, { earlier })).toMatchObject({ outcome: 'give' });
  });

  it.each(['transit', 'defect'] as const)('is not needed for %s, however often', (cause) => {
    const options = { goodwillFirstTime: false, withoutGoodwill: 'none' } as const;
    expect(decide(broken(cause), options, damagedBefore(10))).toMatchObject({ outcome: 'give' });
  });
});

describe('the old one', () => {
  it('is expected back as the options say', () => {
    expect(decide(undefined, { returnWithinDays: 14, unreturned: 'person' })).toMatchObject({
      parts: [{ returnLabel: true, returnWithinDays: 14, unreturned: 'person' }],
    });
  });

  it.each([
    ['with a label, for whoever wants to send it', { returnWithinDays: null }, true],
    ['without a label', { returnLabel: false }, false],
  ])('is not expected back, %s', (_how, options, returnLabel) => {
    const decision = decide(undefined, options);
    const [part] = decision.outcome === 'give' ? decision.parts : [];
    expect(part).toMatchObject({ returnLabel });
    expect(part).not.toHaveProperty('returnWithinDays');
    expect(part).not.toHaveProperty('unreturned');
  });
});

it('where there is none the price is refunded, or a person finds another way', () => {
  expect(decide(broken('transit', false))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 8_999, lineId: '1' }],
    recovery: { bearer: 'carrier', amountMinor: 8_999 },
    reasons: ['the price back, because it was damaged on the way, and none is in stock'],
  });
  expect(decide(broken('transit', false), { unavailable: 'person' })).toMatchObject({ outcome: 'hold' });
});

it('is sent by express where the option says so', () => {
  expect(decide(undefined, { express: true })).toMatchObject({ parts: [{ express: true }] });
});

it('an order that names no line has one, and the SKU stands in for its id', () => {
  expect(decide(damagedItem({ purchase: { lineId: undefined } }))).toMatchObject({
    parts: [{ lineId: 'reader-6in', fallback: { lineId: 'reader-6in' } }],
  });
});

describe('what was given before', () => {
  it('is not given again', () => {
    expect(decide(undefined, {}, { refundableMinor: 0 })).toEqual({
      outcome: 'none',
      reasons: ['its price was given back before'],
    });
    expect(decide(damagedItem({ purchase: { amountMinor: 0 } }))).toMatchObject({ outcome: 'none' });
  });

  it('a new one that breaks too is decided by a person, and never dropped silently', () => {
    const earlier = [earlierRemedy({ orderId: 'ord_8118', type: 'ItemDamaged', parts: [replacementOf('1')] })];
    expect(decide(broken('defect'), {}, { refundableMinor: 0, earlier })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'replacement' }],
      reasons: [expect.stringContaining('a new one was sent before'), 'a new one was sent for it before'],
    });
  });
});

it('never gives more without a person than the refundable amount, and nobody bears more than it costs', () => {
  const amounts = fc.record({
    amountMinor: fc.nat(),
    refundableMinor: fc.nat(),
    inStock: fc.boolean(),
    cause: fc.constantFrom('transit' as const, 'defect' as const, 'customer' as const),
  });
  fc.assert(
    fc.property(amounts, ({ amountMinor, refundableMinor, inStock, cause }) => {
      const failure = damagedItem({ purchase: { amountMinor }, item: { inStock }, damage: { cause } });
      const decision = decide(failure, {}, { refundableMinor });
      if (decision.outcome !== 'give') return;
      const backMinor = backOfPriceIn(decision.parts, 'GBP');
      expect(backMinor).toBeLessThanOrEqual(Math.min(amountMinor, refundableMinor));
      expect(decision.recovery?.amountMinor).toBe(backMinor);
    }),
  );
});

it('repeats nothing of the note, which may say anything', () => {
  expect(JSON.stringify(decide())).not.toContain('Stepped');
});

it('names every option that is not valid', () => {
  const wrong = {
    express: 'always',
    returnLabel: 1,
    returnWithinDays: 0,
    unreturned: 'charge',
    goodwillFirstTime: 'once',
    goodwillWithinDays: 401,
    withoutGoodwill: 'give',
    days: 3,
  };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('ItemDamaged', itemDamagedPolicy, wrong)).toThrow(name);
  }
});
