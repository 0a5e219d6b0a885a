import { localeInEnglish } from '../../../lambdas/failures/shared/locale-in-english';

it.each(['en-GB', 'de-DE', 'ja-JP', 'fr', 'zz'])('a reader of %s sees amounts in their own format', (locale) => {
  expect(localeInEnglish(locale)).toBe(locale);
});

it.each([
  ['ar-EG', 'en-EG'],
  ['he', 'en-IL'],
  ['ur-PK', 'en-PK'],
  ['ff-Adlm', 'en-GN'],
  ['nqo', 'en-GN'],
  ['rhg', 'en-MM'],
  ['sam', 'en-PS'],
  ['syr', 'en-IQ'],
  ['dv', 'en-MV'],
  ['mid', 'en-IQ'],
])('a reader of %s, which runs from right to left, sees them as %s', (locale, inEnglish) => {
  expect(localeInEnglish(locale)).toBe(inEnglish);
});

it('a reader of whom nobody knows where they are sees which dollars are meant', () => {
  const format = new Intl.NumberFormat(localeInEnglish(undefined), { style: 'currency', currency: 'USD' });
  expect(format.format(12)).toBe('US$12.00');
});

it('and in plain English where nobody knows the region', () => {
  expect(localeInEnglish('zz-Arab')).toBe('en');
});
