import { laterAttempts, nextStepOf } from '../../../lambdas/fulfilment/port/next-step';
import { declineReasons, isDeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';

it('only what passes is tried again by itself: a balance that is too low, and an account that was restricted', () => {
  const again = declineReasons.filter((reason) => nextStepOf(reason).step === 'try-again-later');
  expect(again).toEqual(['insufficient-balance', 'account-restricted']);
  expect(nextStepOf('insufficient-balance')).toMatchObject({ afterMs: 21_600_000 });
  expect(nextStepOf('account-restricted')).toMatchObject({ afterMs: 3_600_000 });
  expect(laterAttempts).toBe(3);
});

it.each(declineReasons)('%s says what a person has to do, in one sentence', (reason) => {
  expect(nextStepOf(reason).advice).toMatch(/^[A-Z][^.]+\.$/);
});

it('distinguishes a dispute that the bank decides from money that can be sent another way', () => {
  expect(nextStepOf('disputed')).toMatchObject({ step: 'person', advice: expect.stringContaining('do not pay twice') });
  expect(nextStepOf('card-unreachable')).toMatchObject({ advice: expect.stringContaining('bank transfer') });
});

it('knows its reasons from other words', () => {
  expect(isDeclineReason('disputed')).toBe(true);
  expect(isDeclineReason('because')).toBe(false);
});
