import { defaultLimits } from '../../../lambdas/model/limits';
import { dayIn, defaultReference, inReference, isTimeZone } from '../../../lambdas/model/guards/reference';

const reference = { ...defaultReference, unitsFor: { EUR: 0.8, JPY: 160, KWD: 0.3, USD: 1 } };

it.each([
  [{ amountMinor: 399, currency: 'USD' }, 399],
  [{ amountMinor: 800, currency: 'EUR' }, 1_000],
  [{ amountMinor: 1, currency: 'EUR' }, 2],
  [{ amountMinor: 160, currency: 'JPY' }, 100],
  [{ amountMinor: 1, currency: 'JPY' }, 1],
  [{ amountMinor: 300, currency: 'KWD' }, 100],
  [{ amountMinor: 1, currency: 'KWD' }, 1],
])('%j counts %d cents in the reference currency, rounded up', (amount, amountMinor) => {
  expect(inReference(amount, reference)).toEqual({ amountMinor, currency: 'USD' });
});

it('a currency without a rate counts nothing, so that it can be held', () => {
  expect(inReference({ amountMinor: 1, currency: 'ISK' }, reference)).toBeUndefined();
});

it('the default rates say from when and from where they are, and each currency with a default limit has one', () => {
  expect(defaultReference).toMatchObject({ asOf: '2026-06-30', source: expect.stringContaining('Federal Reserve') });
  const limited = Object.keys(defaultLimits.perDay.amountMinor);
  expect(limited.filter((currency) => defaultReference.unitsFor[currency] === undefined)).toEqual([]);
});

it('one currency alone may use its whole limit of the day, and ten of them together may not', () => {
  const { amountMinor, referenceMinor = 0 } = defaultLimits.perDay;
  const counted = Object.entries(amountMinor).map(
    ([currency, minor]) => inReference({ amountMinor: minor, currency }, defaultReference)?.amountMinor ?? Infinity,
  );
  expect(Math.max(...counted)).toBeLessThanOrEqual(referenceMinor);
  expect(counted.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(10 * referenceMinor);
});

it.each([
  ['UTC', '2026-11-20T23:30:00Z', '2026-11-20'],
  ['Europe/Berlin', '2026-11-20T23:30:00Z', '2026-11-21'],
  ['America/Los_Angeles', '2026-11-20T07:59:00Z', '2026-11-19'],
  ['Pacific/Auckland', '2026-04-04T13:59:00Z', '2026-04-05'],
])('the day in %s at %s is %s', (timeZone, at, day) => {
  expect(dayIn(timeZone, new Date(at))).toBe(day);
});

it.each(['Europe/London', 'europe/LONDON', 'UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Pacific', 'Etc/GMT+5'])(
  '%s is a time zone, by whichever of its names',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
    expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
  },
);

it.each(['Europe/Londno', '', 'London', 'Mars/Olympus'])('“%s” is none', (name) => {
  expect(isTimeZone(name)).toBe(false);
});
