import * as fc from 'fast-check';
import { payable, type Payers, type Refundable } from '../../../lambdas/flow/decide/payable';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import { backOfPriceIn, type CreditPart, type RefundPart, type RemedyPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { givingParts, worldOf } from '../../fakes/parts';

const tens: Payers['refunds'] = { smallestStepMinor: (currency) => (currency === 'KWD' ? 10 : 1) };
const ones: Payers['refunds'] = { smallestStepMinor: () => 1 };
const inTens: Payers = { refunds: tens, partners: { credit: tens } };

const refund = (amountMinor: number, change: Partial<RefundPart> = {}): RefundPart => ({
  kind: 'refund',
  amountMinor,
  currency: 'KWD',
  paymentId: 'ch_1',
  ...change,
});
const credit = (amountMinor: number, change: Partial<CreditPart> = {}): CreditPart => ({
  kind: 'credit',
  amountMinor,
  currency: 'KWD',
  accountId: 'cus_1',
  basis: 'price',
  ...change,
});
const sent = (worthMinor: number, fallback?: RefundPart | CreditPart): RemedyPart => ({
  ...{ kind: 'replacement', lineId: '1', sku: 'mug', quantity: 1, worthMinor, currency: 'KWD' },
  ...{ express: false, giftWrap: false, returnLabel: false, answerWithinSeconds: 60, fallback },
});

const refundable = (ofPurchaseMinor: number, ofLines: Record<string, number> = {}): Refundable => ({
  currency: 'KWD',
  ofPurchaseMinor,
  ofLineMinor: (lineId) => ofLines[lineId],
});

const give = (...parts: RemedyPart[]): Extract<PolicyDecision, { outcome: 'give' }> => ({
  outcome: 'give',
  parts,
  reasons: ['it broke'],
});

const partsOf = (decision: PolicyDecision) => (decision.outcome === 'none' ? [] : decision.parts);

it('a share that cannot be paid exactly is rounded up in the customer’s favour, and a reason says so', () => {
  expect(payable(give(refund(334)), refundable(10_000), inTens)).toEqual({
    outcome: 'give',
    parts: [refund(340)],
    reasons: ['it broke', '0.340 KWD and not 0.334 KWD, because it is paid in steps of 0.010 KWD'],
  });
});

it('what can be paid exactly stays as it was decided', () => {
  const decision = give(refund(340), credit(50, { basis: 'goodwill' }));
  expect(payable(decision, refundable(10_000), inTens)).toEqual(decision);
});

it('where no more may go back, it is rounded down, and a reason says so', () => {
  expect(payable(give(refund(334)), refundable(339), inTens)).toMatchObject({
    parts: [refund(330)],
    reasons: [
      'it broke',
      '0.330 KWD and not 0.334 KWD, because it is paid in steps of 0.010 KWD, and no more may go back',
    ],
  });
});

it('so it is for a line of the order, whatever is left of the others', () => {
  const decision = give(refund(3_335, { lineId: '1' }), refund(2_004, { lineId: '2' }));
  const rounded = payable(decision, refundable(10_000, { '1': 3_335, '2': 6_665 }), inTens);
  expect(partsOf(rounded)).toMatchObject([{ amountMinor: 3_330 }, { amountMinor: 2_010 }]);
});

it('several parts are rounded up only as far as there is room for all of them', () => {
  const rounded = payable(give(refund(334), refund(334), refund(334)), refundable(1_013), inTens);
  expect(partsOf(rounded)).toMatchObject([{ amountMinor: 340 }, { amountMinor: 330 }, { amountMinor: 330 }]);
});

it('what is less than can be paid at all is not promised, and the true reason is given', () => {
  expect(payable(give(refund(4)), refundable(4), inTens)).toEqual({
    outcome: 'none',
    reasons: [
      '0.004 KWD cannot be paid, because it is paid in steps of 0.010 KWD, and no more may go back',
      'it broke',
    ],
  });
  const beside = payable(give(refund(4), credit(50, { basis: 'goodwill' })), refundable(4), inTens);
  expect(partsOf(beside)).toEqual([credit(50, { basis: 'goodwill' })]);
});

it('an apology without money stays one', () => {
  expect(payable(give(), refundable(10_000), inTens)).toEqual(give());
});

it('goodwill and what a schedule owes come on top of the price, and are rounded up whatever was paid', () => {
  for (const basis of ['goodwill', 'schedule'] as const) {
    expect(partsOf(payable(give(credit(5, { basis })), refundable(0), inTens))).toEqual([credit(10, { basis })]);
  }
});

it('each part is rounded by who carries it out', () => {
  const payers: Payers = { refunds: tens, partners: { credit: ones } };
  const rounded = payable(give(refund(334), credit(334)), refundable(10_000), payers);
  expect(partsOf(rounded)).toMatchObject([{ amountMinor: 340 }, { amountMinor: 334 }]);
});

it('a refund that may become a credit is rounded for both, so that both are the same money', () => {
  const payers: Payers = { refunds: ones, partners: { credit: tens } };
  const rounded = payable(give(refund(334, { fallback: credit(334) })), refundable(10_000), payers);
  expect(partsOf(rounded)).toEqual([refund(340, { fallback: credit(340) })]);
});

it('a fallback in another currency than the payment is rounded as the amount of its own that it is', () => {
  const charged = { currency: 'USD', ofPrice: { amountMinor: 334, currency: 'KWD' } };
  const rounded = payable(give(refund(109, { ...charged, fallback: credit(334) })), refundable(10_000), inTens);
  expect(partsOf(rounded)).toEqual([refund(109, { ...charged, fallback: credit(340) })]);
});

it('what is given instead of a replacement is rounded too, and counts as much as it gives', () => {
  const rounded = payable(give(sent(334, refund(334))), refundable(10_000), inTens);
  expect(partsOf(rounded)).toMatchObject([{ kind: 'replacement', worthMinor: 340, fallback: { amountMinor: 340 } }]);
});

it('a replacement without a fallback, and a call, are no amounts', () => {
  const decision = give(sent(334), { kind: 'callback', channel: 'phone', deadlineSeconds: 60 });
  expect(payable(decision, refundable(10_000), inTens)).toEqual(decision);
});

it('who bears the cost bears what is really given, and not the goodwill on top', () => {
  const recovery = { bearer: 'carrier', amountMinor: 334, currency: 'KWD', why: 'it was lost' } as const;
  const decision = { ...give(refund(334), credit(5, { basis: 'goodwill' })), recovery };
  expect(payable(decision, refundable(10_000), inTens)).toMatchObject({ recovery: { ...recovery, amountMinor: 340 } });
});

it('whatever is decided, it is payable, gives no more back than may, and less than one step less than was decided', () => {
  const amount = fc.nat({ max: 5_000 });
  const part = fc.oneof(
    amount.map((minor) => refund(minor)),
    amount.map((minor) => credit(minor)),
    amount.map((minor) => credit(minor, { basis: 'goodwill' })),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat({ max: 30 }), (parts, spareMinor) => {
      const bound = backOfPriceIn(parts, 'KWD') + spareMinor;
      const rounded = partsOf(payable(give(...parts), refundable(bound), inTens));
      for (const one of rounded) expect('amountMinor' in one && one.amountMinor % 10).toBe(0);
      expect(backOfPriceIn(rounded, 'KWD')).toBeLessThanOrEqual(bound);
      expect(backOfPriceIn(rounded, 'KWD')).toBeGreaterThan(backOfPriceIn(parts, 'KWD') - 10 * parts.length);
    }),
  );
});

it('promise, payment, record and mail say the same amount', async () => {
  const world = worldOf(givingParts(refund(334)));
  world.provider.stepsMinor = { KWD: 10 };
  await world.publishFailure(filmFailure({ purchase: { amountMinor: 10_000, currency: 'KWD' } }));
  expect(world.provider.effects.map(({ request }) => request.part.amountMinor)).toEqual([340]);
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{ part: { amountMinor: 340 } }] });
  const [customerRecord] = world.ledger.customerRecords.values();
  expect(customerRecord?.commitments).toMatchObject([{ decision: { parts: [{ amountMinor: 340 }] } }]);
  expect(world.mailer.mails).toMatchObject([{ text: expect.stringContaining('0.340') }]);
});
