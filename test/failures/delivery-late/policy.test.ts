import * as fc from 'fast-check';
import type { LateDeliveryFailure } from '../../../lambdas/failures/delivery-late/contract';
import { deliveryLatePolicy, type DeliveryLateOptions } from '../../../lambdas/failures/delivery-late/policy';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { earlierRemedy, replacementOf } from '../earlier-remedy';
import { creditedBy, decideBy, refundedBy } from '../view-of';
import { lateDelivery } from './late-delivery';

const now = new Date('2026-11-21T15:00:00Z');

const decide = (
  failure: LateDeliveryFailure = lateDelivery(),
  options: Partial<DeliveryLateOptions> = {},
  view: Partial<Omit<PolicyView<DeliveryLateOptions>, 'options'>> = {},
) => decideBy(deliveryLatePolicy, failure, options, { now, ...view });

it('the shipping goes back, and about ten dollars of credit come on top', () => {
  expect(decide()).toMatchObject({
    outcome: 'give',
    parts: [
      { kind: 'refund', amountMinor: 795, currency: 'USD', paymentId: 'ch_3QzA1vExample' },
      {
        kind: 'credit',
        amountMinor: 1_000,
        currency: 'USD',
        accountId: 'wallet_808',
        basis: 'goodwill',
        expiresAt: '2027-11-21T15:00:00.000Z',
      },
    ],
    reasons: [
      'the shipping back, because it was promised by 24 November and is expected by 27 November',
      'a goodwill credit, because it was promised by 24 November and is expected by 27 November',
    ],
  });
});

describe('late', () => {
  it.each([
    ['2026-11-24T23:00:00Z', 'none'],
    ['2026-11-24T18:00:00-05:00', 'none'],
    ['2026-11-20T23:00:00Z', 'none'],
    ['2026-11-24T23:00:01Z', 'give'],
  ])('promised by 23:00 UTC and expected by %s: %s', (expectedBy, outcome) => {
    const decision = decide(lateDelivery({ parcel: { expectedBy } }));
    expect(decision).toMatchObject({ outcome });
    if (outcome === 'none') expect(decision.reasons).toEqual(['it is expected by when it was promised']);
  });

  it.each([
    ['2026-11-25T01:00:00Z', 'none'],
    ['2026-11-25T01:00:01Z', 'give'],
  ])('with two hours of grace, expected by %s: %s', (expectedBy, outcome) => {
    const decision = decide(lateDelivery({ parcel: { expectedBy } }), { graceHours: 2 });
    expect(decision).toMatchObject({ outcome });
    if (outcome === 'none') expect(decision.reasons).toEqual(['it is late by no more than 2 hours']);
  });
});

it('what went back of a payment under its other id goes back once', () => {
  const claims = ['shipping/ch_1', 'goodwill/late/ch_1'].map((what) => ({ what }));
  const { orderId } = lateDelivery().purchase;
  const earlier = [{ ...earlierRemedy({ type: 'DeliveryLate', orderId }), covers: claims }];
  expect(decide(undefined, {}, { earlier })).toMatchObject({ outcome: 'give' });
  expect(decide(undefined, {}, { earlier, otherPaymentIds: ['ch_1'] })).toMatchObject({
    outcome: 'none',
    reasons: ['another parcel of the order was late too, and its remedy made that good'],
  });
});

describe('the credit', () => {
  it('goes to the customer’s id where the shop named no account', () => {
    const failure = lateDelivery({ customer: { creditAccountId: undefined } });
    expect(decide(failure)).toMatchObject({ parts: [{}, { accountId: 'cus_808' }] });
  });

  it('has about the same value in every currency', () => {
    const yen = lateDelivery({ purchase: { currency: 'JPY' } });
    expect(creditedBy(decide(yen))).toBe(1_500);
  });

  it('expires when the option says, or never', () => {
    expect(decide(undefined, { creditDays: 30 })).toMatchObject({
      parts: [{}, { expiresAt: '2026-12-21T15:00:00.000Z' }],
    });
    const decision = decide(undefined, { creditDays: null });
    expect(decision.outcome === 'give' && decision.parts[1]).not.toHaveProperty('expiresAt');
  });

  it('is decided by a person in a currency without an amount', () => {
    expect(decide(undefined, { goodwillMinor: { EUR: 1_000 } })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'refund' }],
      reasons: ['no goodwill credit is set in USD', expect.stringContaining('the shipping back')],
    });
  });

  it('is not given where it is set to 0', () => {
    expect(decide(undefined, { goodwillMinor: { USD: 0 } })).toMatchObject({
      outcome: 'give',
      parts: [{ kind: 'refund' }],
    });
  });
});

describe('the shipping', () => {
  it('is not refunded where it was free, and the credit is given anyway', () => {
    expect(decide(lateDelivery({ parcel: { shippingMinor: 0 } }))).toMatchObject({ parts: [{ kind: 'credit' }] });
  });

  it('is refunded as far as the refundable amount allows', () => {
    expect(refundedBy(decide(undefined, {}, { refundableMinor: 300 }))).toBe(300);
    expect(refundedBy(decide(undefined, {}, { refundableMinor: 0 }))).toBe(0);
    expect(refundedBy(decide(lateDelivery({ parcel: { shippingMinor: 1_000_000 } })))).toBe(5_794);
  });

  it('is not refunded where the option says so', () => {
    expect(decide(undefined, { refundShipping: false })).toMatchObject({ parts: [{ kind: 'credit' }] });
    expect(decide(undefined, { refundShipping: false, goodwillMinor: {} })).toEqual({
      outcome: 'none',
      reasons: ['no shipping is left to give back, and no credit is set'],
    });
  });
});

describe('a parcel with an earlier remedy as missing', () => {
  const ofLine = lateDelivery({ purchase: { lineId: '1' } });
  const lost = earlierRemedy({ orderId: 'ord_6021', parts: [replacementOf('1')], at: '2026-11-25T10:00:00Z' });

  it.each(['ParcelLost', 'ParcelStolen'])('the same line by %s: nothing more', (type) => {
    expect(decide(ofLine, {}, { earlier: [{ ...lost, type }] })).toEqual({
      outcome: 'none',
      reasons: ['it had a remedy as lost or stolen before'],
    });
  });

  it('a person decides where it may be another parcel of the order', () => {
    expect(decide(lateDelivery(), {}, { earlier: [lost] })).toMatchObject({
      outcome: 'hold',
      reasons: expect.arrayContaining([
        'a parcel of the same order had a remedy as lost or stolen before, and it may be this one',
      ]),
    });
  });

  it('a person decides where it was promised since, because the replacement may be the late one', () => {
    const before = { ...lost, at: '2026-11-23T10:00:00Z' };
    expect(decide(ofLine, {}, { earlier: [before] })).toMatchObject({ outcome: 'hold' });
  });

  it.each([
    ['another order', { ...lost, orderId: 'ord_1' }],
    ['another line', { ...lost, parts: [replacementOf('2')] }],
    ['another failure', { ...lost, type: 'ItemDamaged' }],
  ])('%s changes nothing', (_what, earlier) => {
    expect(decide(ofLine, {}, { earlier: [earlier] })).toMatchObject({ outcome: 'give' });
  });
});

it('never refunds more than the shipping or than the refundable amount', () => {
  const amounts = fc.record({ shippingMinor: fc.nat(), amountMinor: fc.nat(), refundableMinor: fc.nat() });
  fc.assert(
    fc.property(amounts, ({ shippingMinor, amountMinor, refundableMinor }) => {
      const failure = lateDelivery({ purchase: { amountMinor }, parcel: { shippingMinor } });
      const refunded = refundedBy(decide(failure, {}, { refundableMinor }));
      expect(refunded).toBe(Math.min(shippingMinor, amountMinor, refundableMinor));
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = { graceHours: -1, refundShipping: 1, goodwillMinor: { USD: 1.5 }, creditDays: 0, hours: 3 };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('DeliveryLate', deliveryLatePolicy, wrong)).toThrow(name);
  }
  expect(optionsOf('DeliveryLate', deliveryLatePolicy, { creditDays: null }).creditDays).toBeNull();
});

describe('several parcels of one order', () => {
  const before = (change: object = {}) =>
    earlierRemedy({
      type: 'DeliveryLate',
      orderId: lateDelivery().purchase.orderId,
      covers: [{ what: 'shipping/ch_3QzA1vExample' }, { what: 'goodwill/late/ch_3QzA1vExample' }],
      ...change,
    });
  const nothing = {
    outcome: 'none',
    reasons: ['another parcel of the order was late too, and its remedy made that good'],
  };

  it('earn the shipping once, which was paid once, and one goodwill credit', () => {
    expect(decide()).toMatchObject({
      covers: [{ what: 'shipping/ch_3QzA1vExample' }, { what: 'goodwill/late/ch_3QzA1vExample' }],
    });
    expect(decide(undefined, {}, { earlier: [before()] })).toEqual(nothing);
  });

  it('earn them once also while the first waits for a person', () => {
    expect(decide(undefined, {}, { held: [before()] })).toEqual(nothing);
  });

  it('earn what is left, where only one of the two was given', () => {
    const onlyCredit = [before({ covers: [{ what: 'goodwill/late/ch_3QzA1vExample' }] })];
    expect(decide(undefined, {}, { earlier: onlyCredit })).toMatchObject({
      parts: [{ kind: 'refund' }],
      covers: [{ what: 'shipping/ch_3QzA1vExample' }],
    });
  });

  it('earn the shipping each where it was paid for each, and still one credit', () => {
    const each = lateDelivery({ parcel: { shippingPer: 'parcel' } });
    expect(decide(each)).toMatchObject({
      covers: [{ what: 'shipping/ch_3QzA1vExample/shp_91440' }, { what: 'goodwill/late/ch_3QzA1vExample' }],
    });
    const other = before({
      covers: [{ what: 'shipping/ch_3QzA1vExample/shp_1' }, { what: 'goodwill/late/ch_3QzA1vExample' }],
    });
    expect(decide(each, {}, { earlier: [other] })).toMatchObject({ parts: [{ kind: 'refund', amountMinor: 795 }] });
  });

  it('of the next month of a subscription earn their own', () => {
    const nextMonth = lateDelivery({ purchase: { paymentId: 'ch_next' } });
    expect(decide(nextMonth, {}, { earlier: [before()] })).toMatchObject({
      parts: [{ kind: 'refund' }, { kind: 'credit' }],
    });
  });

  it('of another order earn their own', () => {
    expect(decide(undefined, {}, { earlier: [before({ orderId: 'ord_other' })] })).toEqual(decide());
  });
});
