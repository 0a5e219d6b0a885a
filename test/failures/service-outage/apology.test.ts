import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import type { OutageKind } from '../../../lambdas/failures/service-outage/contract';
import { bannedPhrases, textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { lineFailure, outageFailure } from './outage-failure';
import { writtenApology } from '../written-apology';

const refund: GivenPart = { kind: 'refund', amountMinor: 33, currency: 'EUR', paymentId: 'ch_1' };
const credit: GivenPart = {
  kind: 'credit',
  amountMinor: 1000,
  currency: 'GBP',
  accountId: 'acct_1544',
  basis: 'goodwill',
};

describeApology(serviceOutage, 'takes the blame, says since when and how long, what was done, and asks for nothing', {
  failure: outageFailure(),
  given: [refund],
  phrases: [
    '18 November your service went down',
    'took us 9 hours and 15 minutes',
    'our fault',
    '0,33\u00A0€',
    'nothing you need to do',
  ],
});

it('says how much longer the service runs, and until when, and speaks of no money', () => {
  const inKind = {
    action: 'extend',
    period: 'P2D',
    entitlementId: 'svc_20117',
    to: 'service',
    worthMinor: 167,
  } as const;
  const days: GivenPart = { kind: 'entitlement', ...inKind, currency: 'EUR', answerWithinSeconds: 900 };
  const given = [{ ...days, validUntil: '2026-12-03T12:00:00Z' }];
  const apology = writtenApology(serviceOutage, outageFailure(), given);
  expect(apology.subject).toBe('Your service runs 2 days longer. Sorry about the outage');
  expect(apology.paragraphs.at(-1)).toBe(
    'There is nothing you need to do. We’ve added 2 days to your service, and you pay nothing for that. Your service now runs until 3 December 2026.',
  );
  expect(textOf(apology)).not.toMatch(/money|€/);
});

it.each<[OutageKind, string]>([
  ['downtime', 'it took us 7 days and 3 hours to bring it back'],
  ['repair', 'it took us 7 days and 3 hours to repair it'],
  ['late-start', 'it started 7 days and 3 hours late'],
  ['missed-appointment', 'You kept your time free for us, and nobody came'],
])('says plainly what happened, of a %s, and nothing that makes it worse', (kind, words) => {
  const apology = writtenApology(serviceOutage, lineFailure(kind), [credit]);
  expect(textOf(apology)).toContain(words);
  expect(textOf(apology)).not.toMatch(bannedPhrases);
});

it('names the day in the customer’s time zone', () => {
  const failure = lineFailure('missed-appointment', {
    customer: { locale: 'en-NZ', timeZone: 'Pacific/Auckland' },
    outage: { startedAt: '2026-11-16T19:00:00Z', endedAt: '2026-11-16T22:00:00Z' },
  });
  expect(textOf(writtenApology(serviceOutage, failure, [credit]))).toMatch(/on Tuesday,? 17 November\./);
});

it('names no money on its way where it gave a credit', () => {
  const text = textOf(writtenApology(serviceOutage, lineFailure('missed-appointment'), [credit]));
  expect(text).toContain('£10.00 of credit');
  expect(text).not.toMatch(/on its way back|refunded/);
});
