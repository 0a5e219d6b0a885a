import type { Payment } from '../../../lambdas/fulfilment/port/payment';
import { fitToPayment } from '../../../lambdas/flow/decide/fit-to-payment';
import { inCurrencyOf } from '../../../lambdas/flow/decide/in-currency-of';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import type { RefundPart, RemedyPart } from '../../../lambdas/model/remedy';
import { anotherPass, call, gift, replacement } from '../../fakes/parts';

const now = new Date('2026-11-20T20:45:00Z');
const purchase = {
  orderId: 'order_1',
  paymentId: 'ch_1',
  amountMinor: 45_000,
  currency: 'KRW',
  purchasedAt: '2026-11-20T20:00:00Z',
};
const refund = (amountMinor: number, change: Partial<RefundPart> = {}): RefundPart => ({
  kind: 'refund',
  amountMinor,
  currency: purchase.currency,
  paymentId: 'ch_1',
  ...change,
});
const giving = (...parts: readonly RemedyPart[]): PolicyDecision => ({ outcome: 'give', parts, reasons: ['a test'] });

function paid(amountMinor: number, currency: string, change: Partial<Payment> = {}): Payment {
  const paidMoney = { amountMinor, currency };
  return {
    paymentId: 'ch_1',
    paid: paidMoney,
    refundableMinor: amountMinor,
    status: 'captured',
    isDisputed: false,
    ...change,
  };
}

function fit(decision: PolicyDecision, payment: Payment, change: { readonly lineId?: string } = {}): PolicyDecision {
  const answer = { kind: 'payment', payment } as const;
  const priced = { ...purchase, ...change };
  return fitToPayment(inCurrencyOf(answer, decision, priced), priced, answer, now);
}

describe('a price that was shown in another currency than it was paid in', () => {
  it('gives back the same share of what was paid: one day of thirty of 45,000 KRW, paid as 33.00 USD, is 1.10 USD', () => {
    expect(fit(giving(refund(1_500)), paid(3_300, 'USD'))).toMatchObject({
      outcome: 'give',
      parts: [{ amountMinor: 110, currency: 'USD', ofPrice: { amountMinor: 1_500, currency: 'KRW' } }],
      reasons: ['the price was 45000 KRW, and 33.00 USD were paid for it', 'a test'],
    });
  });

  it('is rounded up to the minor unit, in favour of the customer', () => {
    expect(fit(giving(refund(1)), paid(3_300, 'USD'))).toMatchObject({ parts: [{ amountMinor: 1, currency: 'USD' }] });
  });

  it('in several parts is never more than the whole', () => {
    const decision = fit(giving(refund(15_001), refund(15_001), refund(14_998)), paid(3_301, 'USD'));
    const minors =
      decision.outcome === 'none' ? [] : decision.parts.map((part) => 'amountMinor' in part && part.amountMinor);
    expect(minors).toEqual([1_101, 1_100, 1_100]);
    expect(decision).not.toHaveProperty('uncovered');
  });

  it('is held where the price is that of a line: nobody knows what was paid for it', () => {
    expect(fit(giving(refund(1_500)), paid(3_300, 'USD'), { lineId: '1' })).toEqual({
      outcome: 'hold',
      parts: [refund(1_500)],
      reasons: ['it was paid in USD, and nobody knows how much of that was for the line of 45000 KRW', 'a test'],
    });
  });

  it('also where the money is only given if no new one can be sent', () => {
    const part = { ...replacement, worthMinor: 45_000, currency: 'KRW', fallback: refund(45_000) };
    expect(fit(giving(part), paid(3_300, 'USD'))).toMatchObject({
      parts: [{ kind: 'replacement', worthMinor: 45_000, fallback: { amountMinor: 3_300, currency: 'USD' } }],
    });
  });
});

describe('a payment of which less is left than is owed', () => {
  it('gives what is left, and holds the rest as a remedy of its own', () => {
    const payment = paid(45_000, 'KRW', { refundableMinor: 10_000 });
    expect(fit(giving(refund(15_000), gift), payment)).toMatchObject({
      outcome: 'give',
      parts: [refund(10_000), gift],
      uncovered: {
        parts: [refund(5_000)],
        reasons: [
          '10000 KRW are left of the payment, and 15000 KRW are owed: this is the rest, and a person has to find another way for it',
        ],
      },
    });
  });

  it('holds as the rest what the options name for a payment that takes nothing any more', () => {
    const fallback = { ...gift, amountMinor: 15_000, currency: 'KRW', basis: 'price' } as const;
    const payment = paid(45_000, 'KRW', { refundableMinor: 10_000 });
    expect(fit(giving(refund(15_000, { fallback })), payment)).toMatchObject({
      parts: [{ kind: 'refund', amountMinor: 10_000, fallback: { amountMinor: 10_000 } }],
      uncovered: { parts: [{ kind: 'credit', amountMinor: 5_000, basis: 'price' }] },
    });
  });

  it('gives the first parts first', () => {
    const parts = [refund(6_000, { lineId: '1' }), refund(6_000, { lineId: '2' }), refund(1_000, { lineId: '3' })];
    expect(fit(giving(...parts), paid(45_000, 'KRW', { refundableMinor: 8_000 }))).toMatchObject({
      parts: [
        { lineId: '1', amountMinor: 6_000 },
        { lineId: '2', amountMinor: 2_000 },
      ],
      uncovered: {
        parts: [
          { lineId: '2', amountMinor: 4_000 },
          { lineId: '3', amountMinor: 1_000 },
        ],
      },
    });
  });

  it('counts of a converted part what was left of its price', () => {
    const payment = paid(3_300, 'USD', { refundableMinor: 1_650 });
    expect(fit(giving(refund(45_000)), payment)).toMatchObject({
      parts: [{ amountMinor: 1_650, ofPrice: { amountMinor: 22_500 } }],
      uncovered: { parts: [{ amountMinor: 1_650, ofPrice: { amountMinor: 22_500 } }] },
    });
  });

  it('holds all where nothing is left', () => {
    const decision = fit(giving(refund(15_000), gift), paid(45_000, 'KRW', { refundableMinor: 0 }));
    expect(decision).toEqual({
      outcome: 'hold',
      parts: [refund(15_000), gift],
      reasons: ['nothing is left of the payment, and 15000 KRW are owed', 'a test'],
    });
  });
});

describe('a payment of which the price has gone back before, by hand or by a bank', () => {
  const inWon = { ...replacement, worthMinor: 15_000, currency: 'KRW', fallback: refund(15_000) };
  const credit = { ...gift, amountMinor: 15_000, currency: 'KRW', basis: 'price' } as const;

  it.each([
    ['a new one', inWon],
    ['a credit in the place of the price', credit],
  ] as const)('gives %s only once a person has looked: no provider refuses it', (_, part) => {
    expect(fit(giving(part), paid(15_000, 'KRW', { refundableMinor: 0 }))).toEqual({
      outcome: 'hold',
      parts: [part],
      reasons: [
        'nothing is left of the payment, and this would give back 15000 KRW of the price, not all of it as a refund',
        'a test',
      ],
    });
    const partly = fit(giving(part), paid(20_000, 'KRW', { refundableMinor: 14_999 }));
    expect(partly).toMatchObject({ outcome: 'hold', reasons: [/^14999 KRW are left/, 'a test'].map(matching) });
  });

  it('counts a refund and a new one of one remedy together', () => {
    const payment = paid(45_000, 'KRW', { refundableMinor: 20_000 });
    expect(fit(giving(refund(6_000), inWon), payment)).toMatchObject({
      outcome: 'hold',
      parts: [refund(6_000), inWon],
    });
    expect(fit(giving(refund(5_000), inWon), payment)).toMatchObject({ outcome: 'give' });
  });

  it('sends a new one for what two payments paid together, if nothing has gone back of this one', () => {
    expect(fit(giving(inWon), paid(4_000, 'KRW'))).toMatchObject({ outcome: 'give', parts: [inWon] });
    expect(fit(giving(inWon), paid(4_000, 'KRW', { refundableMinor: 3_000 }))).toMatchObject({ outcome: 'hold' });
  });

  it('that was made in another currency sends none either, where nothing is left', () => {
    expect(fit(giving(credit), paid(3_300, 'USD', { refundableMinor: 0 }))).toMatchObject({ outcome: 'hold' });
    expect(fit(giving(credit), paid(3_300, 'USD'))).toMatchObject({ outcome: 'give' });
  });

  it('leaves what comes on top of the price', () => {
    const titleBack = { ...anotherPass, worthMinor: 0, currency: 'KRW', fallback: undefined };
    const payment = paid(15_000, 'KRW', { refundableMinor: 0 });
    expect(fit(giving(gift, call, titleBack), payment)).toMatchObject({ outcome: 'give' });
  });

  function matching(pattern: RegExp | string): unknown {
    return expect.stringMatching(pattern);
  }
});

describe('a payment that may not be refunded now', () => {
  it.each([
    ['authorised', { status: 'authorised', refundableMinor: 0 }, 'captured', '2026-12-21T20:45:00.000Z'],
    ['disputed', { isDisputed: true }, 'dispute-closed', '2027-03-20T20:45:00.000Z'],
  ] as const)('%s: nothing is given until that has ended, nor anything beside it', (_, change, event, until) => {
    const decision = fit(giving(refund(1_500), gift, replacement), paid(45_000, 'KRW', change));
    expect(decision).toMatchObject({
      outcome: 'hold',
      parts: [refund(1_500), gift, replacement],
      awaits: { until, then: 'person', event },
    });
  });

  it('leaves what is held for a person with that person, and says so', () => {
    const held = { ...giving(refund(1_500)), outcome: 'hold' } as PolicyDecision;
    const decision = fit(held, paid(45_000, 'KRW', { isDisputed: true }));
    expect(decision).toMatchObject({ outcome: 'hold', reasons: ['the payment is disputed', 'a test'] });
    expect(decision).not.toHaveProperty('awaits');
  });

  it('is held for a person where it did not succeed', () => {
    const decision = fit(giving(refund(1_500)), paid(0, 'KRW', { status: 'failed', refundableMinor: 0 }));
    expect(decision).toMatchObject({
      outcome: 'hold',
      reasons: [expect.stringMatching(/has not succeeded/), 'a test'],
    });
  });
});

describe('a payment that was cancelled', () => {
  const cancelled = paid(0, 'KRW', { status: 'cancelled', refundableMinor: 0 });

  it('gives nothing back of a price that was not taken', () => {
    expect(fit(giving(refund(1_500)), cancelled)).toEqual({
      outcome: 'none',
      reasons: ['nothing was taken: the payment was cancelled'],
    });
  });

  it('leaves what is owed beside the price', () => {
    expect(fit(giving(refund(1_500), gift, call), cancelled)).toMatchObject({ outcome: 'give', parts: [gift, call] });
  });
});

describe('a payment that the provider does not tell about', () => {
  it.each([
    [{ kind: 'not-found' }, /does not know the payment ch_1/],
    [{ kind: 'other-mode', isLive: true }, /made in live mode/],
    [{ kind: 'other-mode', isLive: false }, /made in test mode/],
  ] as const)('%j: is held with that reason', (answer, why) => {
    expect(fitToPayment(giving(refund(1_500)), purchase, answer, now)).toMatchObject({
      outcome: 'hold',
      reasons: [expect.stringMatching(why), 'a test'],
    });
  });
});
