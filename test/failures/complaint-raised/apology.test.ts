import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { complaint } from './complaint';
import { writtenApology } from '../written-apology';

const asked: GivenPart = { kind: 'callback', channel: 'twitter', deadlineSeconds: 300 };
const answer: GivenPart = { ...asked, call: { by: '2026-11-20T21:05:00Z' } };

describeApology(complaintRaised, 'says that it was read, who answers, where and when', {
  failure: complaint(),
  given: [answer],
  phrases: ['We’ve read what you wrote', 'one of my team', 'A person answers you by', 'where you wrote'],
});

it('says that a person calls where a call was accepted', () => {
  const text = textOf(writtenApology(complaintRaised, complaint(), [{ ...answer, channel: 'phone' }]));
  expect(text).toMatch(/A person calls you by \d/);
  expect(text).not.toContain('where you wrote.');
});

const answered: GivenPart = { ...asked, call: 'made' };

it.each([
  ['nobody has accepted it', asked, /I’ve passed on your words and your order to my team/],
  ['it was given', answered, /A person has answered you since/],
])('promises no answer where %s', (_, given, says) => {
  const apology = writtenApology(complaintRaised, complaint(), [given]);
  expect(apology.subject).toBe('We’ve read what you wrote');
  expect(textOf(apology)).toMatch(says);
  expect(textOf(apology)).not.toMatch(/answers you|calls you/);
});

it('says nothing of an answer where none was asked for', () => {
  expect(textOf(writtenApology(complaintRaised, complaint(), []))).not.toMatch(/answer|team/);
});

it('repeats nothing of the complaint, which may say anything', () => {
  const hostile = complaint({
    complaint: {
      channel: 'twitter"><img src=x>',
      handle: '<script>alert(1)</script>',
      text: 'You are liars! Visit http://evil.example.com NOW',
      postId: 'post-<b>9</b>',
    },
  });
  const text = textOf(writtenApology(complaintRaised, hostile, [{ ...answer, channel: 'twitter"><img src=x>' }]));
  expect(text).not.toMatch(/[<>]|liars|evil|script|post-/);
});

it('does not thank for feedback, as a form letter does', () => {
  const text = textOf(writtenApology(complaintRaised, complaint(), [answer]));
  expect(text).not.toMatch(/thank you for|feedback|value you/i);
});

it('names a credit on top', () => {
  const goodwill: GivenPart = {
    kind: 'credit',
    amountMinor: 750,
    currency: 'CAD',
    accountId: 'cus_1201',
    basis: 'goodwill',
  };
  expect(textOf(writtenApology(complaintRaised, complaint(), [answer, goodwill]))).toContain('$7.50 of credit');
});
