import * as fc from 'fast-check';
import { itemDamaged } from '../../../lambdas/failures/item-damaged/item-damaged';
import { itemNotAsDescribed } from '../../../lambdas/failures/item-not-as-described/item-not-as-described';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import type { EarlierRemedy } from '../../../lambdas/failures/definition/policy';
import { backOfPriceIn } from '../../../lambdas/model/remedy';
import { textOf } from '../apology-text';
import { writtenApology } from '../written-apology';
import { earlierRemedy } from '../earlier-remedy';
import { damagedItem } from '../item-damaged/damaged-item';
import { misdescribedItem } from '../item-not-as-described/misdescribed-item';
import { parcelLine } from '../missing-parcel-changes';
import { lostParcel } from '../parcel-lost/lost-parcel';
import { problemsOf } from '../problems-of';
import { decideBy } from '../view-of';

interface Pieces {
  readonly quantity?: number;
  readonly affected?: number;
  readonly affectedIds?: string[];
}

const purchase = { orderId: 'ord_mugs', lineId: '1', amountMinor: 9_000, currency: 'GBP' } as const;
const mugs = (pieces: Pieces, inStock = false) =>
  damagedItem({ purchase, item: { title: 'Blue mug', inStock, ...pieces }, damage: { cause: 'transit' } });
const misdescribed = (pieces: Pieces) =>
  misdescribedItem({
    purchase,
    item: { title: 'Blue mug', ...pieces },
    merchant: { contactedAt: '2026-11-10T10:00:00Z' },
  });
const lost = (pieces: Pieces, inStock = false) =>
  lostParcel({
    purchase,
    parcel: {
      neededBy: undefined,
      lines: [parcelLine({ title: 'Blue mug', quantity: 1, amountMinor: 9_000, inStock, ...pieces })],
    },
  });

/** What each of some failures of one line gives back, one after the other. */
function given(failures: readonly (readonly [FailureDefinition, Failure])[]): number[] {
  const earlier: EarlierRemedy[] = [];
  let leftMinor = purchase.amountMinor;
  return failures.map(([{ policy, type }, failure]) => {
    const decision = decideBy(
      policy,
      failure,
      {},
      {
        earlier,
        refundableMinor: leftMinor,
        refundableOfLineMinor: () => leftMinor,
      },
    );
    if (decision.outcome !== 'give') return 0;
    const { parts, covers } = decision;
    earlier.unshift(earlierRemedy({ type, orderId: failure.purchase.orderId, parts, covers }));
    const back = backOfPriceIn(parts, 'GBP');
    leftMinor -= back;
    return back;
  });
}

it.each([
  ['damaged', itemDamaged, mugs({ quantity: 10, affected: 1 })],
  ['not as described', itemNotAsDescribed, misdescribed({ quantity: 10, affected: 1 })],
  ['lost', parcelLost, lost({ quantity: 10, affected: 1 })],
] as [string, FailureDefinition, Failure][])(
  'one of ten that is %s earns a tenth of the price',
  (_how, definition, failure) => {
    expect(given([[definition, failure]])).toEqual([900]);
  },
);

it.each([
  ['all of them, where nothing is said', {}, 9_000],
  ['all of them, where only the quantity is said', { quantity: 10 }, 9_000],
  ['all of the two', { quantity: 2, affected: 2 }, 9_000],
  ['one of seven, rounded up for the customer', { quantity: 7, affected: 1 }, 1_286],
])('a damaged line earns %s', (_what, pieces, amountMinor) => {
  expect(given([[itemDamaged, mugs(pieces)]])).toEqual([amountMinor]);
});

it('one new one is sent for one that broke', () => {
  expect(decideBy(itemDamaged.policy, mugs({ quantity: 10, affected: 1 }, true))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'replacement', quantity: 1, worthMinor: 900, fallback: { kind: 'refund', amountMinor: 900 } }],
    reasons: [expect.stringMatching(/^1 of 10: a new one/)],
  });
  expect(decideBy(parcelLost.policy, lost({ quantity: 10, affected: 3 }, true))).toMatchObject({
    parts: [{ kind: 'replacement', quantity: 3, worthMinor: 2_700 }],
  });
});

it('all of a line one after the other earn its price, with a new one for the last one too', () => {
  const oneOfSeven = (id: number, inStock: boolean) =>
    [itemDamaged, mugs({ quantity: 7, affected: 1, affectedIds: [`mug_${id}`] }, inStock)] as const;
  for (const inStock of [true, false]) {
    const all = Array.from({ length: 7 }, (_, id) => oneOfSeven(id, inStock));
    expect(given(all)).toEqual([1_286, 1_286, 1_286, 1_286, 1_286, 1_286, 1_284]);
    expect(given([...all, oneOfSeven(8, false)]).at(-1)).toBe(0);
  }
});

it('shares never give back more than the line, in whatever numbers they are reported', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 12 }),
      (quantity, reports) => {
        const failures = reports.map(
          ([affected, inStock]) =>
            [itemDamaged, mugs({ quantity, affected: Math.min(affected, quantity) }, inStock)] as const,
        );
        const total = given(failures).reduce((sum, amount) => sum + amount, 0);
        const count = failures.reduce((sum, [, { item }]) => sum + (item.affected ?? 0), 0);
        expect(total).toBeLessThanOrEqual(purchase.amountMinor);
        if (count <= quantity)
          expect(total).toBeGreaterThanOrEqual(Math.floor((purchase.amountMinor * count) / quantity));
      },
    ),
  );
});

describe('which failure it is', () => {
  const ids = (affectedIds: string[]) => ({ quantity: 10, affected: affectedIds.length, affectedIds });

  it.each([
    ['damaged', itemDamaged, mugs],
    ['not as described', itemNotAsDescribed, misdescribed],
  ] as const)(
    '%s: other pieces of one line are other failures, the same ones in another order are the same',
    (_how, definition, of) => {
      const occurrence = (affectedIds: string[]) => (definition as FailureDefinition).occurrence(of(ids(affectedIds)));
      expect(occurrence(['a'])).not.toBe(occurrence(['b']));
      expect(occurrence(['a', 'b'])).toBe(occurrence(['b', 'a']));
      expect(occurrence(['a,b'])).not.toBe(occurrence(['a', 'b']));
    },
  );

  it('not as described: the whole line fails once, and some of it on each day', () => {
    const at = (occurredAt: string, pieces: Pieces) =>
      itemNotAsDescribed.occurrence({ ...misdescribed(pieces), occurredAt });
    expect(at('2026-11-16T10:30:00Z', {})).toBe(at('2026-11-18T10:30:00Z', {}));
    expect(at('2026-11-16T10:30:00Z', { quantity: 3, affected: 1 })).not.toBe(
      at('2026-11-18T10:30:00Z', { quantity: 3, affected: 1 }),
    );
  });

  it('one piece that is broken and not as described is made good once', () => {
    const [piece, another] = [ids(['mug_1']), ids(['mug_1', 'mug_2'])];
    expect(
      given([
        [itemDamaged, mugs(piece)],
        [itemNotAsDescribed, misdescribed(piece)],
      ]),
    ).toEqual([900, 0]);
    expect(
      given([
        [itemNotAsDescribed, misdescribed(piece)],
        [itemDamaged, mugs(another)],
      ]),
    ).toEqual([900, 900]);
  });
});

it('refuses more than the line holds, and other numbers than those that are named', () => {
  expect(problemsOf(itemDamaged, mugs({ quantity: 2, affected: 3 }))).toEqual(['item.affected']);
  expect(problemsOf(itemDamaged, mugs({ affected: 2 }))).toEqual(['item.affected']);
  expect(problemsOf(itemDamaged, mugs({ quantity: 0 }))).toEqual(['item.quantity']);
  expect(problemsOf(itemDamaged, mugs({ quantity: 3, affected: 1, affectedIds: ['a', 'b'] }))).toEqual([
    'item.affected',
  ]);
  expect(problemsOf(itemDamaged, mugs({ quantity: 3, affected: 2, affectedIds: ['a', 'a'] }))).toEqual([
    'item.affected',
  ]);
  expect(problemsOf(itemNotAsDescribed, misdescribed({ quantity: 2, affected: 3 }))).toEqual(['item.affected']);
  expect(problemsOf(parcelLost, lost({ quantity: 2, affected: 3 }))).toEqual(['parcel.lines.0.affected']);
});

describe('the mail says how many', () => {
  const damaged = (pieces: Pieces) => textOf(writtenApology(itemDamaged, mugs(pieces), []));

  it.each([
    [{}, '“Blue mug” reached you broken. We packed it and had it sent'],
    [{ quantity: 10, affected: 1 }, 'One of the 10 you bought of “Blue mug” reached you broken. We packed it'],
    [{ quantity: 12, affected: 3 }, '3 of the 12 you bought of “Blue mug” reached you broken. We packed them'],
    [{ quantity: 2 }, 'Both you bought of “Blue mug” reached you broken. We packed them'],
    [{ quantity: 5 }, 'All 5 you bought of “Blue mug” reached you broken. We packed them'],
  ])('%j', (pieces, words) => {
    expect(damaged(pieces)).toContain(words);
  });

  it('of a parcel, and of what was not as described', () => {
    expect(textOf(writtenApology(parcelLost, lost({ quantity: 10, affected: 3 }), []))).toContain(
      'Your parcel with 3 of the 10 you bought of “Blue mug” was due by',
    );
    expect(textOf(writtenApology(itemNotAsDescribed, misdescribed({ quantity: 10, affected: 3 }), []))).toContain(
      'and 3 of the 10 that came were “worn, with notes in the margins”',
    );
  });
});
