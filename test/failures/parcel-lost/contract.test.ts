import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { parcelLine } from '../missing-parcel-changes';
import { problemsOf } from '../problems-of';
import { lostParcel } from './lost-parcel';

it.each(parcelLost.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(parcelLost, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const { parcel } = lostParcel();
  const wrong = {
    ...lostParcel(),
    parcel: {
      ...parcel,
      shipmentId: ' ',
      carrier: undefined,
      scan: 'signed',
      promisedBy: '19 November',
      neededBy: '2026-12-24',
      lines: [{ ...parcelLine(), quantity: 0, amountMinor: 1.5, inStock: 'yes', recipient: { name: 'Ruth' } }],
    },
  };
  expect(problemsOf(parcelLost, wrong)).toEqual([
    'parcel.carrier',
    'parcel.lines.0.amountMinor',
    'parcel.lines.0.inStock',
    'parcel.lines.0.quantity',
    'parcel.lines.0.recipient.address',
    'parcel.neededBy',
    'parcel.promisedBy',
    'parcel.scan',
    'parcel.shipmentId',
  ]);
});

it('a parcel has at least one line and at most twenty, and each only once', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => parcelLine({ lineId: String(index) }));
  expect(problemsOf(parcelLost, lostParcel({ parcel: { lines: lines(20) } }))).toEqual([]);
  for (const some of [[], lines(21), [parcelLine(), parcelLine()]]) {
    expect(problemsOf(parcelLost, lostParcel({ parcel: { lines: some } }))).toEqual(['parcel.lines']);
  }
});

describe('which failure it is', () => {
  const found = (...lineIds: string[]) =>
    lostParcel({ parcel: { lines: lineIds.map((lineId) => parcelLine({ lineId })) } });

  it('two detectors agree, whatever the order of the lines and the last scan', () => {
    const other = { ...found('2', '1'), occurredAt: '2026-11-20T00:00:00Z' };
    expect(parcelLost.subject(other)).toBe(parcelLost.subject(found('1', '2')));
    expect(parcelLost.occurrence(other)).toBe(parcelLost.occurrence(found('1', '2')));
  });

  it('a line that is found missing later is a failure of its own', () => {
    expect(parcelLost.occurrence(found('3'))).not.toBe(parcelLost.occurrence(found('1', '2')));
  });

  it('no line id can be read as two', () => {
    expect(parcelLost.occurrence(found('1,2'))).not.toBe(parcelLost.occurrence(found('1', '2')));
    expect(parcelLost.occurrence(found('1%2C2'))).not.toBe(parcelLost.occurrence(found('1,2')));
  });

  it('another parcel is another failure', () => {
    const other = lostParcel({ parcel: { shipmentId: 'shp_2' } });
    expect(parcelLost.subject(other)).not.toBe(parcelLost.subject(lostParcel()));
  });
});
