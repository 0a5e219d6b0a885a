import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { apologiseForServiceOutage } from '../../../lambdas/failures/service-outage/apology';
import type { OutageKind } from '../../../lambdas/failures/service-outage/contract';
import { bannedPhrases, textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { lineFailure, outageFailure } from './outage-failure';

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
    'took us 9 hours 15 minutes',
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
  const apology = apologiseForServiceOutage(outageFailure(), given);
  expect(apology.preview).toBe('That was our fault, and your service runs 2 days longer.');
  expect(apology.paragraphs.at(-1)).toBe(
    'I’ve added 2 days to your service, and you are charged nothing for it. It now runs until 3 December 2026. There is nothing you need to do.',
  );
  expect(textOf(apology)).not.toMatch(/money|€/);
});

it.each<[OutageKind, string]>([
  ['downtime', 'your service was down for 7 days 3 hours'],
  ['repair', 'you waited 7 days 3 hours for a repair'],
  ['late-start', 'your service started 7 days 3 hours late'],
  ['missed-appointment', 'nobody came on the day we had agreed'],
])('says plainly what happened, of a %s, and nothing that makes it worse', (kind, words) => {
  const apology = apologiseForServiceOutage(lineFailure(kind), [credit]);
  expect(apology.subject).toBe(`We’re sorry: ${words}`);
  expect(textOf(apology)).not.toMatch(bannedPhrases);
});

it('names the day in the customer’s time zone', () => {
  const failure = lineFailure('missed-appointment', {
    customer: { locale: 'en-NZ', timeZone: 'Pacific/Auckland' },
    outage: { startedAt: '2026-11-16T19:00:00Z', endedAt: '2026-11-16T22:00:00Z' },
  });
  expect(textOf(apologiseForServiceOutage(failure, [credit]))).toMatch(/on Tuesday,? 17 November\./);
});

it('names no money on its way where it gave a credit', () => {
  const text = textOf(apologiseForServiceOutage(lineFailure('missed-appointment'), [credit]));
  expect(text).toContain('£10.00 of credit');
  expect(text).not.toMatch(/on its way back|given you back/);
});
