import { nextTime, readRecurrence } from '../../../../local/emulator/schedule/recurrence';

const beat = { startedAtMs: 0, minuteMs: 1000 };

/** The next times after a moment, as UTC writes them. */
const next = (expression: string, after: string, timeZone = 'UTC', count = 1): string[] => {
  const recurrence = readRecurrence(expression, timeZone);
  const times: string[] = [];
  let atMs: number | undefined = Date.parse(after);
  while (times.length < count) {
    atMs = nextTime(recurrence, atMs, beat);
    if (atMs === undefined) return [...times, 'never'];
    times.push(new Date(atMs).toISOString().replace(':00.000Z', ''));
  }
  return times;
};

describe('a rate', () => {
  it.each([
    ['rate(1 minute)', 1000],
    ['rate(5 minutes)', 5000],
    ['rate(1 hour)', 60_000],
    ['rate(2 days)', 2 * 24 * 60_000],
  ])('%s beats every %d ms where a minute is a second', (expression, everyMs) => {
    const recurrence = readRecurrence(expression, 'UTC');
    const at = { startedAtMs: 500, minuteMs: 1000 };
    expect(nextTime(recurrence, 500, at)).toBe(500 + everyMs);
    expect(nextTime(recurrence, 500 + everyMs, at)).toBe(500 + 2 * everyMs);
  });

  it('leaves out the beats that were missed', () => {
    expect(nextTime(readRecurrence('rate(1 minute)', 'UTC'), 7300, beat)).toBe(8000);
  });
});

describe('a cron expression', () => {
  it.each([
    ['every minute', 'cron(* * * * ? *)', ['2026-11-21T23:35', '2026-11-21T23:36']],
    ['every quarter of an hour', 'cron(0/15 * * * ? *)', ['2026-11-21T23:45', '2026-11-22T00:00']],
    ['at several hours', 'cron(30 8,17 * * ? *)', ['2026-11-22T08:30', '2026-11-22T17:30']],
    ['in a range with a step', 'cron(0 8-12/2 * * ? *)', ['2026-11-22T08:00', '2026-11-22T10:00']],
    ['on working days', 'cron(0 9 ? * MON-FRI *)', ['2026-11-23T09:00', '2026-11-24T09:00']],
    ['on Sundays, which are 1', 'cron(0 9 ? * 1 *)', ['2026-11-22T09:00', '2026-11-29T09:00']],
    ['on the first of a quarter', 'cron(0 0 1 1/3 ? *)', ['2027-01-01T00:00', '2027-04-01T00:00']],
    ['on the 31st, where there is one', 'cron(0 0 31 * ? *)', ['2026-12-31T00:00', '2027-01-31T00:00']],
    ['on leap days', 'cron(0 0 29 FEB ? *)', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['in one year only', 'cron(0 0 1 JAN ? 2027)', ['2027-01-01T00:00', 'never']],
    ['in the past', 'cron(0 0 1 JAN ? 2020)', ['never']],
    ['on a day that no month has', 'cron(0 0 30 FEB ? *)', ['never']],
    ['on the last day of the month', 'cron(0 8 L * ? *)', ['2026-11-30T08:00', '2026-12-31T08:00']],
    ['on its last weekday', 'cron(0 8 LW * ? *)', ['2026-11-30T08:00', '2026-12-31T08:00', '2027-01-29T08:00']],
    [
      'on the weekday nearest to the 15th',
      'cron(0 8 15W * ? *)',
      [
        '2026-12-15T08:00',
        '2027-01-15T08:00',
        '2027-02-15T08:00',
        '2027-03-15T08:00',
        '2027-04-15T08:00',
        '2027-05-14T08:00',
      ],
    ],
    ['on the third Friday', 'cron(0 8 ? * 6#3 *)', ['2026-12-18T08:00', '2027-01-15T08:00']],
    ['on the last Thursday', 'cron(0 8 ? * 5L *)', ['2026-11-26T08:00', '2026-12-31T08:00']],
  ])('fires %s', (_, expression, times) => {
    expect(next(expression, '2026-11-21T23:34:31Z', 'UTC', times.length)).toEqual(times);
  });

  it('does not fire twice in the minute in which it fired', () => {
    expect(next('cron(35 23 * * ? *)', '2026-11-21T23:35:00.000Z')).toEqual(['2026-11-22T23:35']);
  });

  it('follows the clock of its time zone through the year', () => {
    expect(next('cron(0 8 1 1,7 ? *)', '2026-11-21T00:00:00Z', 'Europe/Berlin', 2)).toEqual([
      '2027-01-01T07:00',
      '2027-07-01T06:00',
    ]);
  });

  it('leaves out a time that the clock jumps over in spring', () => {
    expect(next('cron(30 2 * * ? *)', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-30T00:30']);
  });

  it('fires once at a time that comes twice in autumn', () => {
    expect(next('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/Berlin', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it.each([
    ['cron(0 8 * * *)', /six fields/],
    ['cron(0 8 * * * *)', /"\?" in exactly one/],
    ['cron(0 8 ? * ? *)', /"\?" in exactly one/],
    ['cron(60 8 * * ? *)', /cannot be read.*minute: 60/],
    ['cron(0 24 * * ? *)', /cannot be read.*hour: 24/],
    ['cron(0 8 32 * ? *)', /cannot be read.*day/],
    ['cron(0 8 1 13 ? *)', /cannot be read.*month/],
    ['cron(0 8 ? * 8 *)', /from 1, a Sunday, to 7/],
    ['cron(0 8 ? * 0 *)', /from 1, a Sunday, to 7/],
    ['cron(0 8 1 1 ? 1969)', /from 1970 to 2199/],
    ['cron(0 8 1 1 ? 2026-2200)', /from 1970 to 2199/],
    ['cron(0 8 1-5W * ? *)', /cannot be read.*W is not allowed in a range/],
    ['cron(0 8 ? * 6#6 *)', /cannot be read.*nth weekday/],
    ['cron(0 8 ? * FRI-MON *)', /cannot be read.*'6-2'/],
    ['cron(0/0 8 * * ? *)', /cannot be read.*illegal stepping: 0/],
    ['cron(1-2-3 8 * * ? *)', /cannot be read.*'1-2-3'/],
    ['rate(0 minutes)', /does not understand rate\(0 minutes\)/],
    ['rate(1 week)', /does not understand rate\(1 week\)/],
    ['at(2026-11-21T23:34:31)', /does not understand at/],
  ])('%s is refused', (expression, message) => {
    expect(() => readRecurrence(expression, 'UTC')).toThrow(message);
  });
});
