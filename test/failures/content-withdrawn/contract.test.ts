import { contentWithdrawn } from '../../../lambdas/failures/content-withdrawn/content-withdrawn';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { problemsOf } from '../problems-of';
import { withdrawal } from './withdrawal';

it.each(contentWithdrawn.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(contentWithdrawn, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = { ...withdrawal(), content: { entitlementId: '', title: ' ', withdrawnAt: 'last night' } };
  expect(problemsOf(contentWithdrawn, wrong)).toEqual([
    'content.entitlementId',
    'content.title',
    'content.withdrawnAt',
  ]);
});

it('a title that came back and was withdrawn once more is the same failure, which was refunded in full', () => {
  const again = withdrawal({
    occurredAt: '2027-01-03T03:00:00Z',
    content: { withdrawnAt: '2027-01-03T03:00:00Z' },
  });
  expect(contentWithdrawn.subject(again)).toBe(contentWithdrawn.subject(withdrawal()));
  expect(contentWithdrawn.occurrence(again)).toBe(contentWithdrawn.occurrence(withdrawal()));
});

it('is signed by an executive', () => {
  expect(contentWithdrawn.signedBy).toBe('executive');
});
