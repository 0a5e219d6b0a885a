import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { decide } from '../../lambdas/flow/decide';
import { newAccount, type Account } from '../../lambdas/ledger/account';
import { wideLimits } from '../fakes/wide-limits';
import type { FailureDefinition } from '../../lambdas/failures/failure-definition';
import { filmFailure } from '../fakes/film-failure';

const failedAt = Date.parse('2026-11-20T20:41:07Z');
const day = 24 * 60 * 60 * 1000;
const nobody = newAccount('cus_501');

function decideAt(nowMs: number, definition: FailureDefinition = videoPlaybackFailed, account: Account = nobody) {
  return decide(filmFailure(), { definition, account, limits: wideLimits, now: new Date(nowMs) });
}

it.each([
  [0, 'give'],
  [90, 'give'],
  [91, 'hold'],
  [400, 'hold'],
])('a failure of %d days ago: %s', (days, outcome) => {
  const decision = decideAt(failedAt + days * day);
  expect(decision).toMatchObject({ outcome });
});

it('a failure from the future is held, for a clock is wrong somewhere', () => {
  const decision = decideAt(failedAt - 2 * day);
  expect(decision).toMatchObject({
    outcome: 'hold',
    reasons: [expect.stringContaining('future'), expect.stringContaining('full price')],
  });
});

it('a policy that would give more than was paid is held, with the sum in its reasons', () => {
  const generous = {
    ...videoPlaybackFailed,
    decide: () => ({
      outcome: 'give' as const,
      parts: [{ kind: 'refund' as const, amountMinor: 400, currency: 'GBP', paymentId: 'ch_1' }],
      reasons: ['generous'],
      policyVersion: 'v',
    }),
  };
  expect(decideAt(failedAt, generous)).toMatchObject({
    outcome: 'hold',
    reasons: ['with this, 4.00 GBP of 3.99 GBP paid for the line would be given back', 'generous'],
  });
});

it('a policy that would pay in another currency than was paid is held', () => {
  const confused = {
    ...videoPlaybackFailed,
    decide: () => ({
      outcome: 'give' as const,
      parts: [{ kind: 'refund' as const, amountMinor: 1, currency: 'JPY', paymentId: 'ch_1' }],
      reasons: [],
      policyVersion: 'v',
    }),
  };
  expect(decideAt(failedAt, confused)).toMatchObject({ outcome: 'hold' });
});

it('the same arguments are always the same decision', () => {
  const decideOnce = () => decideAt(failedAt);
  expect(decideOnce()).toEqual(decideOnce());
});
