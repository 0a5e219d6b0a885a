import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import { problemsOf } from '../problems-of';
import { outageFailure } from './outage-failure';

it.each(serviceOutage.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(serviceOutage, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = { ...outageFailure(), outage: { serviceId: '', kind: 'slow', startedAt: 'morning', endedAt: '' } };
  expect(problemsOf(serviceOutage, wrong)).toEqual([
    'outage.endedAt',
    'outage.kind',
    'outage.serviceId',
    'outage.startedAt',
  ]);
});

it('an outage does not end before it starts, in whatever time zones the times are written', () => {
  const ends = (endedAt: string) => outageFailure({ outage: { startedAt: '2026-11-18T06:10:00Z', endedAt } });
  expect(problemsOf(serviceOutage, ends('2026-11-18T06:09:59Z'))).toEqual(['outage.endedAt']);
  expect(problemsOf(serviceOutage, ends('2026-11-18T07:09:00+01:00'))).toEqual(['outage.endedAt']);
  expect(problemsOf(serviceOutage, ends('2026-11-18T01:11:00-05:00'))).toEqual([]);
});

describe('which outage it is', () => {
  const startingAt = (startedAt: string) => serviceOutage.occurrence(outageFailure({ outage: { startedAt } }));

  it('is its span of time, in whatever time zone it is written', () => {
    const { endedAt } = outageFailure().outage;
    expect(startingAt('2026-11-18T06:10:00Z')).toBe(startingAt('2026-11-18T07:10:00+01:00'));
    expect(startingAt('2026-11-18T06:10:00Z')).toBe(
      `downtime 2026-11-18T06:10:00.000Z/${new Date(endedAt).toISOString()}`,
    );
    expect(startingAt('2026-11-18T06:10:20Z')).not.toBe(startingAt('2026-11-18T06:10:00Z'));
  });

  it('two detectors of a missed appointment agree, also to both sides of the hour', () => {
    const missed = (startedAt: string) =>
      serviceOutage.occurrence(outageFailure({ outage: { kind: 'missed-appointment', startedAt } }));
    expect(missed('2026-11-18T05:58:41Z')).toBe(missed('2026-11-18T06:03:10Z'));
    expect(missed('2026-11-18T07:40:00Z')).not.toBe(missed('2026-11-18T06:10:00Z'));
  });

  it('a missed appointment is no downtime, though it began with it', () => {
    const missed = outageFailure({ outage: { kind: 'missed-appointment' } });
    expect(serviceOutage.occurrence(missed)).not.toBe(serviceOutage.occurrence(outageFailure()));
  });
});
