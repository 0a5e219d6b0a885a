import { parcelStolen } from '../../../lambdas/failures/parcel-stolen/parcel-stolen';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { parcelLine } from '../missing-parcel-changes';
import { problemsOf } from '../problems-of';
import { stolenParcel } from './stolen-parcel';

it.each(parcelStolen.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(parcelStolen, detail)).toEqual(detail);
});

it('names what is wrong with its parcel by path', () => {
  const { parcel } = stolenParcel();
  expect(problemsOf(parcelStolen, { ...stolenParcel(), parcel: { ...parcel, scan: 'stolen', lines: [] } })).toEqual([
    'parcel.lines',
    'parcel.scan',
  ]);
});

it('two detectors agree, and a line that was stolen later is a failure of its own', () => {
  const taken = (...ids: string[]) => stolenParcel({ parcel: { lines: ids.map((lineId) => parcelLine({ lineId })) } });
  const later = { ...taken('2', '1'), occurredAt: '2026-11-21T08:00:00Z' };
  expect(parcelStolen.subject(later)).toBe(parcelStolen.subject(taken('1', '2')));
  expect(parcelStolen.occurrence(later)).toBe(parcelStolen.occurrence(taken('1', '2')));
  expect(parcelStolen.occurrence(taken('3'))).not.toBe(parcelStolen.occurrence(taken('1', '2')));
});
