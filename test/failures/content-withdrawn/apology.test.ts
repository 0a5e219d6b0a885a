import { contentWithdrawn } from '../../../lambdas/failures/content-withdrawn/content-withdrawn';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { withdrawal } from './withdrawal';
import { writtenApology } from '../written-apology';

const given: readonly GivenPart[] = [
  { kind: 'refund', amountMinor: 99, currency: 'USD', paymentId: 'ch_1' },
  { kind: 'credit', amountMinor: 3000, currency: 'USD', accountId: 'acct_911', basis: 'goodwill' },
];

describeApology(contentWithdrawn, 'speaks plainly as the person responsible, and says what was done', {
  failure: withdrawal(),
  given: given,
  phrases: [
    '“Nineteen Eighty-Four”',
    'it was yours',
    'We went about it the wrong way',
    'It was thoughtless, and I’m sorry',
    '$0.99',
    '$30.00 of credit',
    'nothing you need to do',
  ],
});

it('says that the title is back, and speaks of no money where none went back', () => {
  const right = { action: 'restore', entitlementId: 'ent_1', to: 'title', worthMinor: 99 } as const;
  const title: GivenPart = { kind: 'entitlement', ...right, currency: 'USD', answerWithinSeconds: 900 };
  const { paragraphs } = writtenApology(contentWithdrawn, withdrawal(), [title]);
  expect(paragraphs.at(-1)).toBe('We’ve given you your title back, and it is yours as it was before.');
});

it('names the day in the time zone of the customer, not of the server', () => {
  // Three in the morning in UTC is the evening before in Detroit.
  const text = textOf(writtenApology(contentWithdrawn, withdrawal(), given));
  expect(text).toContain('On Monday, November 16 we took');
});

it('names no refund where none was given', () => {
  expect(textOf(writtenApology(contentWithdrawn, withdrawal(), given.slice(1)))).not.toMatch(/refunded|way you paid/);
});
