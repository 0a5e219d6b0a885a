import { budgetsFor, stopOf } from '../../lambdas/ledger/quota-lease';
import { defaultLimits } from '../../lambdas/model/limits';

it('whoever hears that half of a limit is used is told the command that stops what fills it', () => {
  const failure = { type: 'ParcelLost', source: 'com.example.carrier', incidentId: 'storm/7' };
  const stops = budgetsFor(failure, defaultLimits, new Date('2026-11-20T12:00:00Z')).map(stopOf);
  expect(stops).toEqual([
    'amends kill all --why "…"',
    'amends kill ParcelLost --why "…"',
    'amends kill source:com.example.carrier --why "…"',
    'amends incidents reject storm/7 --why "…"',
  ]);
});

it('by default one source cannot use up the limit of its type, nor one type that of the day', () => {
  const { perSourceAndDay, perFailureTypeAndDay, perDay } = defaultLimits;
  const ratios = (smaller: typeof perDay | undefined, larger: typeof perDay) =>
    [
      (smaller?.remedies ?? Infinity) / larger.remedies,
      (smaller?.referenceMinor ?? Infinity) / (larger.referenceMinor ?? 0),
      ...Object.entries(larger.amountMinor).map(([currency, minor]) => (smaller?.amountMinor[currency] ?? 0) / minor),
    ].every((ratio) => ratio > 0 && ratio <= 0.5);
  expect(ratios(perSourceAndDay, perFailureTypeAndDay)).toBe(true);
  expect(ratios(perFailureTypeAndDay, perDay)).toBe(true);
});
