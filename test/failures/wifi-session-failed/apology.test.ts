import { wifiSessionFailed } from '../../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { bannedPhrases, textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { wifiFailure } from './wifi-failure';
import { writtenApology } from '../written-apology';

const refund: GivenPart = { kind: 'refund', amountMinor: 1900, currency: 'USD', paymentId: 'ch_1' };

describeApology(wifiSessionFailed, 'takes the blame, names the flight, says what was done, and asks for nothing', {
  failure: wifiFailure(),
  given: [refund],
  phrases: ['XY 204', 'stopped working on the way', 'our fault', '$19.00', 'nothing you need to do'],
});

it('sends nobody to a page, a form or a telephone', () => {
  const text = textOf(writtenApology(wifiSessionFailed, wifiFailure(), [refund]));
  expect(text).not.toMatch(bannedPhrases);
  expect(text).not.toMatch(/www|\bcall\b|phone|\b800\b|fill/i);
});

it('distinguishes a pass that never worked from one that stopped', () => {
  const never = textOf(writtenApology(wifiSessionFailed, wifiFailure({ wifi: { usableMinutes: 0 } }), [refund]));
  expect(never).toContain('it never worked');
  expect(never).not.toContain('on the way.');
});

it('formats the amount for the locale of the customer', () => {
  const failure = wifiFailure({ customer: { locale: 'ja-JP' } });
  const { subject } = writtenApology(wifiSessionFailed, failure, [{ ...refund, amountMinor: 1800, currency: 'JPY' }]);
  expect(subject).toContain('We’ve refunded ￥1,800');
});

it('says that there is another pass, until when, and speaks of no money', () => {
  const right = { action: 'grant', count: 1, entitlementId: 'pass_90417', to: 'pass', worthMinor: 1900 } as const;
  const pass: GivenPart = { kind: 'entitlement', ...right, currency: 'USD', answerWithinSeconds: 900 };
  const apology = writtenApology(wifiSessionFailed, wifiFailure(), [{ ...pass, validUntil: '2026-12-23T12:00:00Z' }]);
  expect(apology.subject).toBe('You have another pass. Sorry about the Wi-Fi on XY 204');
  expect(textOf(apology)).toContain('you pay nothing for it. The pass is good until December 23, 2026.');
  expect(textOf(apology)).not.toMatch(/\$|money/);
});

it('names a credit where the card could not be reached, and no money on its way', () => {
  const credit: GivenPart = {
    kind: 'credit',
    amountMinor: 1900,
    currency: 'USD',
    accountId: 'cus_733',
    basis: 'price',
    insteadOf: refund,
  };
  const text = textOf(writtenApology(wifiSessionFailed, wifiFailure(), [credit]));
  expect(text).toContain('$19.00 of credit');
  expect(text).not.toContain('on its way back');
});
