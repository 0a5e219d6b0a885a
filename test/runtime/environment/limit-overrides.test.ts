import { LimitsError, limitsOf } from '../../../lambdas/runtime/environment/limit-overrides';
import { defaultLimits } from '../../../lambdas/model/limits';

function problemsOf(overrides: unknown): readonly string[] {
  try {
    limitsOf(overrides);
  } catch (error) {
    if (error instanceof LimitsError) return error.problems;
    throw error;
  }
  return [];
}

it('without overrides, the default limits hold', () => {
  expect(limitsOf({})).toEqual(defaultLimits);
  expect(limitsOf({ holdHours: undefined, perDay: { remedies: undefined } })).toEqual(defaultLimits);
});

it('amounts take the place of all the default amounts of their limit, and of no other', () => {
  const limits = limitsOf({ perCustomer: { amountMinor: { JPY: 5_000 } } });
  expect(limits).toEqual({
    ...defaultLimits,
    perCustomer: { ...defaultLimits.perCustomer, amountMinor: { JPY: 5_000 } },
  });
});

it('names each problem in a sentence, with its path', () => {
  const problems = problemsOf({
    perRemedy: { XAU: 1, USD: -1, GBP: 1.5 },
    perCustomer: { windowDays: 500 },
    perDay: { remedy: 1, amountMinor: 'none' },
    perCutomer: {},
    holdHours: 0,
  });
  expect([...problems].sort()).toEqual([
    'holdHours: must be more than 0',
    'limits: there is no limit perCutomer',
    'perCustomer.windowDays: must be at most 400',
    'perDay.amountMinor: must be a record',
    'perDay: there is no limit remedy',
    'perRemedy.GBP: must be a whole number',
    'perRemedy.USD: must be at least 0',
    'perRemedy.XAU: is not an ISO 4217 currency with a minor unit',
  ]);
});

it.each([null, 7, 'auto', []])('%p is no set of limits', (overrides) => {
  expect(problemsOf(overrides)).toEqual(['limits: must be an object']);
});

it('names all problems at once, one line each', () => {
  expect(() => limitsOf({ holdHours: 1_441, perIncident: { remedy: 1, amuont: {} } })).toThrow(
    [
      'These limits are not valid:',
      '  perIncident: there is no limit remedy, amuont',
      '  holdHours: must be at most 1440',
    ].join('\n'),
  );
  expect(String(new LimitsError([]))).toBe('LimitsError: These limits are not valid:');
});

it('a hold may be given as long as two months, and a window as long as claims are kept', () => {
  expect(limitsOf({ holdHours: 1_440 }).holdHours).toBe(1_440);
  expect(limitsOf({ perCustomer: { windowDays: 400 } }).perCustomer.windowDays).toBe(400);
});

it('nothing at all may be given without a person', () => {
  const nothing = { remedies: 0, amountMinor: { GBP: 0 } };
  expect(limitsOf({ perDay: nothing }).perDay).toEqual({ ...defaultLimits.perDay, ...nothing });
});
