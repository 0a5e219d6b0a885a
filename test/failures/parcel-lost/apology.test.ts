import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { parcelLostPolicy } from '../../../lambdas/failures/parcel-lost/policy';
import { parcelLostStories } from '../../../lambdas/failures/parcel-lost/stories';
import { replacementOf } from '../earlier-remedy';
import { parcelLine, type MissingParcelChange } from '../missing-parcel-changes';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { decideBy } from '../view-of';
import { lostParcel } from './lost-parcel';
import { writtenApology } from '../written-apology';

const refund: GivenPart = { kind: 'refund', amountMinor: 5_000, currency: 'GBP', paymentId: 'ch_1', lineId: '1' };
const write = (change: MissingParcelChange, given: readonly GivenPart[] = [replacementOf('1')]) =>
  writtenApology(parcelLost, lostParcel(change), given);

describeApology(parcelLost, 'takes the blame, says what happened and what was done, and asks for nothing', {
  failure: lostParcel(),
  given: [replacementOf('1')],
  subject: 'A new one is on its way. Sorry your parcel never came',
  phrases: [
    'due by Thursday 19 November, and never came',
    'The carrier’s papers say otherwise. It did not arrive, and that is what counts.',
    'our job and nobody else’s, and I’m sorry',
    'pay nothing',
    'nothing you need to do, even if the first parcel turns up after all',
  ],
});

it('mentions the carrier’s papers only where they say delivered', () => {
  expect(textOf(write({ parcel: { scan: 'in-transit' } }))).not.toContain('papers');
});

it('names the item where it is for the customer and no present', () => {
  const own = { neededBy: undefined, lines: [parcelLine()] };
  expect(textOf(write({ parcel: own }))).toContain('“Kite” was due');
  expect(write({ parcel: own }).subject).not.toContain('Kite');
});

it.each([
  ['gift-wrapped', { lines: [parcelLine({ giftWrap: true })] }],
  ['for somebody else', { lines: [parcelLine({ recipient: { name: 'Ruth Marsh', address: '14 Elm Street' } })] }],
  ['one of several', { lines: [parcelLine(), parcelLine({ lineId: '2' })] }],
  ['needed by a day', { neededBy: '2026-12-24T18:00:00Z', lines: [parcelLine()] }],
])('spoils no present: an item that is %s is not named, and neither is its recipient', (_what, parcel) => {
  expect(textOf(write({ parcel: { neededBy: undefined, ...parcel } }))).not.toMatch(/Kite|Ruth|Elm/);
});

it('a parcel to the customer is no secret', () => {
  const mine = parcelLine({ recipient: { name: 'David Okafor', address: '2 Mill Lane' } });
  const text = textOf(write({ parcel: { neededBy: undefined, lines: [mine] } }));
  expect(text).toContain('“Kite” was due');
  expect(text).not.toMatch(/address|Mill/);
});

it('two presents to two people are two parcels to the addresses the buyer gave', () => {
  const { detail } = parcelLostStories[1] ?? parcelLostStories[0];
  const decision = decideBy(parcelLostPolicy, detail);
  const apology = writtenApology(parcelLost, detail, decision.outcome === 'give' ? decision.parts : []);
  expect(apology.subject).toBe('New ones are on their way. Sorry your parcels never came');
  const text = textOf(apology);
  for (const words of [
    'The two parcels to the addresses you gave were due by Wednesday, November 18, and never came.',
    'Two new ones are on their way.',
    'They are gift-wrapped.',
    'Each goes straight to the address you gave for it.',
    'nothing you need to do, even if the first parcels turn up after all',
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/Ruth|Ortiz|Elm|Mesa|scarf|train/i);
});

it.each([
  [['A', undefined], 'Your parcel and the one to the address you gave were due'],
  [['A', 'B', undefined], 'Your parcel and the two to the addresses you gave were due'],
  [['A', 'A'], 'The parcel to the address you gave was due'],
  [['A'], 'The parcel to the address you gave was due'],
  [['A', 'B', 'C'], 'The 3 parcels to the addresses you gave were due'],
])('counts parcels by where they go: %p', (names, words) => {
  const lines = names.map((name, index) =>
    parcelLine({
      lineId: String(index),
      ...(name !== undefined && { recipient: { name, address: `${name} Street` } }),
    }),
  );
  expect(textOf(write({ parcel: { lines } }))).toContain(words);
});

it('says where a new one goes only for lines that are replaced', () => {
  const recipient = { name: 'Ruth Marsh', address: '14 Elm Street' };
  const lines = [parcelLine({ recipient }), parcelLine({ lineId: '2', recipient })];
  expect(textOf(write({ parcel: { lines } }))).toContain('It goes straight to the address you gave.');
  expect(textOf(write({ parcel: { lines } }, [refund]))).not.toContain('goes straight');
});

describe('where the money goes back', () => {
  it('says so, and why', () => {
    const apology = write({ parcel: { lines: [parcelLine({ inStock: false })] } }, [refund]);
    expect(apology.subject).toBe('We’ve refunded £50.00. Sorry your parcel never came');
    expect(textOf(apology)).toContain('We cannot send you a new one. We’ve refunded £50.00 to the way you paid.');
    expect(textOf(write({ parcel: { lines: [parcelLine()] } }, [refund]))).toContain(
      'We cannot send you a new one in time.',
    );
  });

  it('says that not all of it can be sent once more', () => {
    const lines = [parcelLine({ inStock: false }), parcelLine({ lineId: '2' })];
    expect(textOf(write({ parcel: { lines } }, [refund, replacementOf('2')]))).toContain(
      'We cannot send all of it once more. We’ve refunded £50.00 to the way you paid.',
    );
  });

  it('says once that a new one could not be sent after all', () => {
    const text = textOf(write({ parcel: { lines: [parcelLine()] } }, [{ ...refund, insteadOf: replacementOf('1') }]));
    expect(text).toContain('We could not send you a new one. We’ve refunded');
    expect(text).not.toContain('We cannot send');
  });
});
