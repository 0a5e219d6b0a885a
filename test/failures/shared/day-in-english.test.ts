import { dayInEnglish } from '../../../lambdas/failures/shared/day-in-english';

describe('a day', () => {
  const late = '2026-12-23T23:30:00Z';

  it.each([
    ['en-GB', 'near', 'Wednesday 23 December'],
    ['en-US', 'near', 'Wednesday, December 23'],
    ['en-GB', 'far', '23 December 2026'],
    ['en-GB', 'plain', '23 December'],
    // A German month would read oddly in an English sentence, and so would a Buddhist or a Persian year.
    ['de-DE', 'far', '23 December 2026'],
    ['th-TH', 'far', 'December 23, 2026'],
    ['fa-IR', 'far', 'December 23, 2026'],
    ['ar-EG-u-nu-arab', 'far', 'December 23, 2026'],
    ['en', 'near', 'Wednesday, December 23'],
  ] as const)('reads in %s, %s: %s', (locale, style, text) => {
    expect(dayInEnglish(late, locale, undefined, style)).toBe(text);
  });

  it('is a day where the customer lives, if that is known', () => {
    expect(dayInEnglish(late, 'en-GB', 'Europe/Berlin')).toBe('Thursday 24 December');
    expect(dayInEnglish(late, 'en-GB', 'America/New_York')).toBe('Wednesday 23 December');
  });

  it.each([
    ['2026-12-23T23:30:00-05:00', 'Wednesday 23 December'],
    ['2026-12-24T00:30:00+09:00', 'Thursday 24 December'],
    ['2026-12-24T00:30:00+0545', 'Thursday 24 December'],
    ['2026-12-23T23:59:59.999-09:30', 'Wednesday 23 December'],
    ['2026-12-23T23:30:00+00:00', 'Wednesday 23 December'],
  ])('or else the day of the instant where it was written: %s is %s', (at, day) => {
    expect(dayInEnglish(at, 'en-GB', undefined)).toBe(day);
  });

  it('is told in English that is read the same everywhere, where nobody knows the reader', () => {
    expect(dayInEnglish(late, undefined, undefined, 'far')).toBe('23 December 2026');
  });
});
