import * as fc from 'fast-check';
import type { LostParcelFailure } from '../../../lambdas/failures/parcel-lost/contract';
import { parcelLostPolicy, type ParcelLostOptions } from '../../../lambdas/failures/parcel-lost/policy';
import { parcelLostStories } from '../../../lambdas/failures/parcel-lost/stories';
import { optionsOf, type PolicyView } from '../../../lambdas/failures/definition/policy';
import { backOfPriceIn } from '../../../lambdas/model/remedy';
import { earlierRemedy, replacementOf } from '../earlier-remedy';
import { parcelLine } from '../missing-parcel-changes';
import { decideBy } from '../view-of';
import { lostParcel } from './lost-parcel';

const now = new Date('2026-11-22T09:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();

const decide = (
  failure: LostParcelFailure = lostParcel(),
  options: Partial<ParcelLostOptions> = {},
  view: Partial<Omit<PolicyView<ParcelLostOptions>, 'options'>> = {},
) => decideBy(parcelLostPolicy, failure, options, { now, ...view });

const refund = { kind: 'refund', amountMinor: 18_900, currency: 'GBP', paymentId: 'ch_3QxA7kExample', lineId: '1' };

it('a new one is sent in time, the customer is believed, and the carrier bears the cost', () => {
  expect(decide()).toMatchObject({
    outcome: 'give',
    parts: [
      {
        kind: 'replacement',
        lineId: '1',
        sku: 'console-handheld-blue',
        quantity: 1,
        worthMinor: 18_900,
        currency: 'GBP',
        express: false,
        neededBy: '2026-12-24T18:00:00Z',
        giftWrap: false,
        returnLabel: false,
        answerWithinSeconds: 14_400,
        fallback: refund,
      },
    ],
    recovery: {
      bearer: 'carrier',
      partyId: 'carrier_northway',
      amountMinor: 18_900,
      currency: 'GBP',
      why: 'the carrier lost the parcel',
    },
    reasons: [
      'a new one, because the parcel was due on 19 November and is needed by 24 December',
      'the customer is believed over the carrier’s papers, which say that it was delivered',
    ],
  });
});

describe('the carrier’s papers say delivered', () => {
  const disbelieving = { believeOverScan: false };

  it('and are believed: a person decides about what would be given', () => {
    expect(decide(lostParcel(), disbelieving)).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'replacement' }],
      reasons: ['the carrier’s papers say that it was delivered', expect.stringContaining('a new one')],
    });
    expect(decide(lostParcel({ proof: ['photo_1'] }), disbelieving)).toMatchObject({ outcome: 'hold' });
    expect(decide(lostParcel(), disbelieving)).not.toHaveProperty('awaits');
  });

  it('or proof is awaited for `proofHours`, and then a person decides', () => {
    expect(decide(lostParcel(), { ...disbelieving, disbelieved: 'proof' })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'replacement' }],
      awaits: { what: 'a paper or a photo', until: inDays(2), then: 'person' },
    });
  });

  it('and the proof is there', () => {
    const decision = decide(lostParcel({ proof: ['photo_1'] }), { ...disbelieving, disbelieved: 'proof' });
    expect(decision).toMatchObject({ outcome: 'give' });
    expect(decision.reasons).toContain('there is proof against the carrier’s papers, which say that it was delivered');
  });

  it.each(['none', 'in-transit'] as const)(
    'not when the last scan is %s, and nobody has to believe anybody',
    (scan) => {
      const decision = decide(lostParcel({ parcel: { scan } }), disbelieving);
      expect(decision).toMatchObject({ outcome: 'give' });
      expect(decision.reasons).toEqual([expect.stringContaining('a new one')]);
    },
  );
});

describe('in time', () => {
  it.each([
    // Five days the normal way, two by express, and express for whatever is needed within a week.
    [7.01, { express: false }],
    [7, { express: true }],
    [5, { express: true }],
    [2, { express: true }],
  ])('needed in %d days: a new one with %p', (days, part) => {
    expect(decide(lostParcel({ parcel: { neededBy: inDays(days) } }))).toMatchObject({
      outcome: 'give',
      parts: [{ kind: 'replacement', ...part }],
    });
  });

  it('otherwise the price is refunded, and the reason says by when none can arrive', () => {
    expect(decide(lostParcel({ parcel: { neededBy: inDays(1.99) } }))).toMatchObject({
      outcome: 'give',
      parts: [refund],
      reasons: ['the price back, because none can arrive by 24 November', expect.any(String)],
    });
  });

  it('what nobody needs by a day is sent by normal delivery', () => {
    const decision = decide(lostParcel({ parcel: { neededBy: undefined } }));
    expect(decision).toMatchObject({ parts: [{ kind: 'replacement', express: false }] });
    expect(decision.reasons[0]).toBe('a new one, because the parcel was due on 19 November');
  });

  it('is always or never sent by express, by option', () => {
    const relaxed = lostParcel({ parcel: { neededBy: undefined } });
    expect(decide(relaxed, { express: 'always' })).toMatchObject({ parts: [{ express: true }] });
    const soon = lostParcel({ parcel: { neededBy: inDays(5) } });
    expect(decide(soon, { express: 'never' })).toMatchObject({ parts: [{ kind: 'replacement', express: false }] });
    const sooner = lostParcel({ parcel: { neededBy: inDays(4.9) } });
    expect(decide(sooner, { express: 'never' })).toMatchObject({ parts: [{ kind: 'refund' }] });
  });

  it('uses the delivery times of the shop’s own carrier', () => {
    const soon = lostParcel({ parcel: { neededBy: inDays(10) } });
    expect(decide(soon, { deliveryDays: { normal: 11, express: 9 } })).toMatchObject({ parts: [{ express: true }] });
    expect(decide(soon, { deliveryDays: { normal: 20, express: 11 } })).toMatchObject({ parts: [{ kind: 'refund' }] });
  });
});

describe('none in stock', () => {
  const soldOut = lostParcel({ parcel: { lines: [parcelLine({ inStock: false })] } });

  it('the price goes back', () => {
    expect(decide(soldOut)).toMatchObject({
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor: 5_000, lineId: '1' }],
      recovery: { bearer: 'carrier', amountMinor: 5_000 },
      reasons: ['the price back, because none is in stock', expect.any(String)],
    });
  });

  it('or a person finds another way, by option', () => {
    expect(decide(soldOut, { unavailable: 'person' })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'refund' }],
      reasons: expect.arrayContaining(['none is in stock, and a person finds another way']),
    });
  });
});

describe('several lines', () => {
  const { detail: gifts } = parcelLostStories[1] ?? parcelLostStories[0];

  it('each line gets a new one with its own wrapping, and no part has a name or an address', () => {
    const decision = decide(gifts);
    expect(decision).toMatchObject({
      outcome: 'give',
      parts: [
        { kind: 'replacement', lineId: '3', giftWrap: true, worthMinor: 5_800 },
        { kind: 'replacement', lineId: '5', giftWrap: true, worthMinor: 7_400 },
      ],
      recovery: { amountMinor: 13_200 },
    });
    expect(JSON.stringify(decision)).not.toMatch(/Ruth|Sam|Ortiz|Street|Road|Marsh|scarf,|train set/);
  });

  it('one may be replaced and the other one refunded', () => {
    const lines = [parcelLine({ lineId: '1' }), parcelLine({ lineId: '2', inStock: false, amountMinor: 700 })];
    expect(decide(lostParcel({ parcel: { lines } }))).toMatchObject({
      outcome: 'give',
      parts: [
        { kind: 'replacement', lineId: '1' },
        { kind: 'refund', lineId: '2', amountMinor: 700 },
      ],
      reasons: [
        expect.stringMatching(/^line 1: a new one/),
        'line 2: the price back, because none is in stock',
        expect.any(String),
      ],
    });
  });
});

describe('what was given before', () => {
  const soldOut = lostParcel({
    purchase: { amountMinor: 5_000 },
    parcel: { scan: 'none', lines: [parcelLine({ inStock: false })] },
  });

  it('shipping refunded for lateness takes nothing from the line, and the order’s total still limits', () => {
    const order = lostParcel({ purchase: { amountMinor: 5_500 }, parcel: soldOut.parcel });
    expect(decide(order, {}, { refundableMinor: 5_000 })).toMatchObject({ parts: [{ amountMinor: 5_000 }] });
    expect(decide(soldOut, {}, { refundableMinor: 4_600 })).toMatchObject({
      outcome: 'give',
      parts: [{ amountMinor: 4_600 }],
      reasons: ['the rest of the price back, because none is in stock'],
    });
  });

  it('a line whose price was refunded gets nothing more', () => {
    expect(decide(soldOut, {}, { refundableOfLineMinor: () => 0 })).toEqual({
      outcome: 'none',
      reasons: ['its price was given back before'],
    });
    expect(decide(soldOut, {}, { refundableMinor: 0 })).toMatchObject({ outcome: 'none' });
  });

  it('a new one is sent without a person only where the whole price of the line is refundable', () => {
    expect(decide(lostParcel(), {}, { refundableMinor: 18_899 })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'replacement', worthMinor: 18_900 }],
      reasons: expect.arrayContaining([
        'less than its price is left to be given back, and a person decides about a new one',
      ]),
    });
    expect(decide(lostParcel(), {}, { refundableMinor: 18_900 })).toMatchObject({ outcome: 'give' });
  });

  it('a person finds out whether the new one was lost too', () => {
    const before = { orderId: 'ord_4417', parts: [replacementOf('1')] };
    const nothingRefundable = { refundableOfLineMinor: () => 0 };
    expect(decide(lostParcel(), {}, { ...nothingRefundable, earlier: [earlierRemedy(before)] })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'replacement', worthMinor: 18_900 }],
      reasons: expect.arrayContaining([
        'a new one was sent before, and a person finds out whether that one failed too',
      ]),
    });
    for (const other of [
      { ...before, orderId: 'ord_1' },
      { ...before, parts: [replacementOf('2')] },
    ]) {
      expect(decide(lostParcel(), {}, { ...nothingRefundable, earlier: [earlierRemedy(other)] })).toMatchObject({
        outcome: 'none',
      });
    }
  });

  it('a line that had a remedy before does not delay another one', () => {
    const lines = [parcelLine({ lineId: '1' }), parcelLine({ lineId: '2' })];
    const earlier = [earlierRemedy({ orderId: 'ord_4417', parts: [replacementOf('1')] })];
    const refundableOfLineMinor = (lineId: string, paidMinor: number) => (lineId === '1' ? 0 : paidMinor);
    expect(decide(lostParcel({ parcel: { lines } }), {}, { refundableOfLineMinor, earlier })).toMatchObject({
      outcome: 'give',
      parts: [{ kind: 'replacement', lineId: '2' }],
      reasons: expect.arrayContaining(['line 1: a new one was sent for it before']),
    });
  });

  it('two lines share the refundable amount of the order', () => {
    const lines = [1, 2].map((n) => parcelLine({ lineId: String(n), amountMinor: 3_000, inStock: false }));
    const order = lostParcel({ purchase: { amountMinor: 6_000 }, parcel: { lines } });
    expect(decide(order, {}, { refundableMinor: 4_000 })).toMatchObject({
      outcome: 'give',
      parts: [{ amountMinor: 3_000 }, { amountMinor: 1_000 }],
    });
  });
});

it('a line that cost nothing gets nothing', () => {
  const free = lostParcel({ parcel: { lines: [parcelLine({ amountMinor: 0 })] } });
  expect(decide(free)).toEqual({ outcome: 'none', reasons: ['nothing was paid for it'] });
});

it('what an event says was paid for a line is bounded by the purchase', () => {
  const boast = lostParcel({
    purchase: { amountMinor: 2_000 },
    parcel: { lines: [parcelLine({ amountMinor: 900_000, inStock: false })] },
  });
  expect(decide(boast)).toMatchObject({ parts: [{ kind: 'refund', amountMinor: 2_000 }] });
  const lines = [parcelLine({ amountMinor: 900_000 })];
  expect(decide(lostParcel({ purchase: { amountMinor: 2_000 }, parcel: { lines } }))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'replacement', worthMinor: 2_000, fallback: { amountMinor: 2_000 } }],
    recovery: { amountMinor: 2_000 },
  });
});

const parcel = fc.record({
  amounts: fc.array(
    fc.record({ amountMinor: fc.nat({ max: 10_000 }), inStock: fc.boolean(), left: fc.nat({ max: 10_000 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  paidMinor: fc.nat({ max: 30_000 }),
  roomShare: fc.double({ min: 0, max: 1, noNaN: true }),
  neededInDays: fc.option(fc.integer({ min: -3, max: 20 }), { nil: undefined }),
});

it('never gives more without a person than is refundable of the order or of a line, whatever the event says was paid', () => {
  fc.assert(
    fc.property(parcel, ({ amounts, paidMinor, roomShare, neededInDays }) => {
      const lines = amounts.map((line, index) => parcelLine({ ...line, lineId: String(index) }));
      const neededBy = neededInDays === undefined ? undefined : inDays(neededInDays);
      const refundableMinor = Math.floor(paidMinor * roomShare);
      const refundableOfLineMinor = (lineId: string) => amounts[Number(lineId)]?.left ?? 0;
      const failure = lostParcel({ purchase: { amountMinor: paidMinor }, parcel: { lines, neededBy } });
      const decision = decide(failure, {}, { refundableMinor, refundableOfLineMinor });
      if (decision.outcome !== 'give') return;
      expect(backOfPriceIn(decision.parts, 'GBP')).toBeLessThanOrEqual(refundableMinor);
      for (const part of decision.parts) {
        const lineId = 'lineId' in part ? (part.lineId ?? '') : '';
        expect(backOfPriceIn([part], 'GBP')).toBeGreaterThan(0);
        expect(backOfPriceIn([part], 'GBP')).toBeLessThanOrEqual(refundableOfLineMinor(lineId));
      }
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = {
    believeOverScan: 'yes',
    disbelieved: 'nothing',
    express: true,
    expressWhenNeededWithinDays: -1,
    deliveryDays: { normal: 0, express: 1 },
    unavailable: 'none',
    answerHours: 0,
    speed: 1,
  };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('ParcelLost', parcelLostPolicy, wrong)).toThrow(name);
  }
  expect(optionsOf('ParcelLost', parcelLostPolicy, {})).toEqual(parcelLostPolicy.defaults);
});
