import * as fc from 'fast-check';
import type { StolenParcelFailure } from '../../../lambdas/failures/parcel-stolen/contract';
import { parcelStolenPolicy, type ParcelStolenOptions } from '../../../lambdas/failures/parcel-stolen/policy';
import { parcelStolenStories } from '../../../lambdas/failures/parcel-stolen/stories';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { backOfPriceIn } from '../../../lambdas/model/remedy';
import { earlierRemedy, replacementOf } from '../earlier-remedy';
import { parcelLine } from '../missing-parcel-changes';
import { decideBy } from '../view-of';
import { stolenParcel } from './stolen-parcel';

const now = new Date('2026-11-20T20:40:00Z');

const decide = (
  failure: StolenParcelFailure = stolenParcel(),
  options: Partial<ParcelStolenOptions> = {},
  view: Partial<Omit<PolicyView<ParcelStolenOptions>, 'options'>> = {},
) => decideBy(parcelStolenPolicy, failure, options, { now, ...view });

it('a new one is sent by express, a person calls within a minute, and we bear the cost', () => {
  expect(decide()).toMatchObject({
    outcome: 'give',
    parts: [
      {
        kind: 'replacement',
        lineId: '1',
        sku: 'telescope-kids',
        quantity: 1,
        worthMinor: 5_999,
        currency: 'USD',
        express: true,
        neededBy: '2026-12-13T18:00:00Z',
        giftWrap: true,
        returnLabel: false,
        answerWithinSeconds: 14_400,
        fallback: { kind: 'refund', amountMinor: 5_999, currency: 'USD', paymentId: 'ch_3QyB4rExample', lineId: '1' },
      },
      { kind: 'callback', channel: 'phone', deadlineSeconds: 60 },
    ],
    recovery: { bearer: 'platform', amountMinor: 5_999, currency: 'USD', why: 'nobody but the thief is at fault' },
    owedBy: '2026-11-20T20:41:00.000Z',
    reasons: [
      'a new one by express, because the parcel was stolen after it was delivered and is needed by 13 December',
      'a person calls within 1 minute, because a theft is unsettling',
    ],
  });
});

describe('a person calls', () => {
  const channels = [
    { channel: 'facebook', handle: 'priya' },
    { channel: 'x', handle: '@priya' },
  ];

  it('by phone where a number is known', () => {
    const both = stolenParcel({ customer: { channels } });
    expect(decide(both)).toMatchObject({ parts: [{}, { kind: 'callback', channel: 'phone' }] });
  });

  it('or writes on the channel the customer prefers', () => {
    const decision = decide(stolenParcel({ customer: { phone: undefined, channels } }));
    expect(decision).toMatchObject({ parts: [{}, { kind: 'callback', channel: 'facebook' }] });
    expect(decision.reasons[1]).toBe('a person writes within 1 minute, because a theft is unsettling');
    expect(JSON.stringify(decision)).not.toContain('priya');
  });

  it('or cannot, and the reasons say why', () => {
    for (const none of [undefined, []]) {
      const decision = decide(stolenParcel({ customer: { phone: undefined, channels: none } }));
      expect(decision).toMatchObject({ outcome: 'give', parts: [{ kind: 'replacement' }] });
      expect(decision).not.toHaveProperty('owedBy');
      expect(decision.reasons[1]).toBe('nobody calls, because neither a phone number nor a channel is known');
    }
  });

  it('within the deadline of the option, or not at all', () => {
    expect(decide(undefined, { callbackDeadlineSeconds: 600 })).toMatchObject({
      parts: [{}, { deadlineSeconds: 600 }],
      owedBy: '2026-11-20T20:50:00.000Z',
    });
    const decision = decide(undefined, { callback: false });
    expect(decision).toMatchObject({ parts: [{ kind: 'replacement' }] });
    expect(decision.reasons).toHaveLength(1);
  });

  it('is no cost that anybody bears', () => {
    expect(decide()).toMatchObject({ recovery: { amountMinor: 5_999 } });
  });
});

it('where there is none the price is refunded, and a person calls anyway', () => {
  expect(decide(stolenParcel({ parcel: { lines: [parcelLine({ inStock: false })] } }))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 5_000 }, { kind: 'callback' }],
  });
});

it('is sent by normal delivery where the option says so and it arrives in time', () => {
  const inFourDays = { neededBy: '2026-11-24T20:40:00Z' };
  expect(decide(undefined, { express: 'when-needed' })).toMatchObject({ parts: [{ express: false }, {}] });
  expect(decide(stolenParcel({ parcel: inFourDays }), { express: 'when-needed' })).toMatchObject({
    parts: [{ express: true }, {}],
  });
  expect(decide(stolenParcel({ parcel: inFourDays }), { express: 'never' })).toMatchObject({
    parts: [{ kind: 'refund' }, {}],
  });
});

it('calls nobody about a parcel that had a remedy before', () => {
  expect(decide(undefined, {}, { refundableOfLineMinor: () => 0 })).toEqual({
    outcome: 'none',
    reasons: ['its price was given back before'],
  });
});

it('a person decides where a new one was sent before, perhaps for a lost parcel', () => {
  const earlier = [earlierRemedy({ orderId: 'ord_5120', parts: [replacementOf('1')] })];
  expect(decide(undefined, {}, { refundableOfLineMinor: () => 0, earlier })).toMatchObject({
    outcome: 'hold',
    parts: [{ kind: 'replacement' }, { kind: 'callback' }],
  });
});

it('never gives more without a person than the refundable amount', () => {
  const amounts = fc.record({
    amountMinor: fc.nat(),
    paidMinor: fc.nat(),
    refundableMinor: fc.nat(),
    inStock: fc.boolean(),
  });
  fc.assert(
    fc.property(amounts, ({ amountMinor, paidMinor, refundableMinor, inStock }) => {
      const lines = [parcelLine({ amountMinor, inStock })];
      const failure = stolenParcel({ purchase: { amountMinor: paidMinor }, parcel: { lines } });
      const decision = decide(failure, {}, { refundableMinor });
      if (decision.outcome !== 'give') return;
      const backMinor = backOfPriceIn(decision.parts, 'USD');
      expect(backMinor).toBeLessThanOrEqual(Math.min(refundableMinor, paidMinor, amountMinor));
    }),
  );
});

it.each(parcelStolenStories)('its reasons have no personal data: $title', ({ detail }) => {
  const { name, email, phone, channels } = detail.customer;
  const reported = JSON.stringify(decide(detail));
  for (const personal of [name, email, phone, channels?.[0]?.handle, detail.parcel.lines[0]?.title]) {
    if (personal !== undefined) expect(reported).not.toContain(personal);
  }
});

it('names every option that is not valid', () => {
  const wrong = { callback: 'phone', callbackDeadlineSeconds: 0, express: 'soon', minutes: 3 };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('ParcelStolen', parcelStolenPolicy, wrong)).toThrow(name);
  }
  expect(optionsOf('ParcelStolen', parcelStolenPolicy, {})).toEqual(parcelStolenPolicy.defaults);
});
