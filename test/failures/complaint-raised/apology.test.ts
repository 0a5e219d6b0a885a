import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import type { GivenPart } from '../../../lambdas/failures/definition/failure-definition';
import { textOf } from '../apology-text';
import { describeApology } from '../describe-apology';
import { complaint } from './complaint';
import { writtenApology } from '../written-apology';

const answer: GivenPart = { kind: 'callback', channel: 'twitter', deadlineSeconds: 300 };

describeApology(complaintRaised, 'says that it was read, who answers, where and when', {
  failure: complaint(),
  given: [answer],
  phrases: ['We’ve read what you wrote', 'one of my team', 'within 5 minutes, where you wrote'],
});

it('says that a person calls where a call was arranged', () => {
  const text = textOf(
    writtenApology(complaintRaised, complaint(), [{ ...answer, channel: 'phone', deadlineSeconds: 60 }]),
  );
  expect(text).toContain('A person calls you within 1 minute.');
  expect(text).not.toContain('where you wrote.');
});

it('names no deadline where no callback was arranged', () => {
  const text = textOf(writtenApology(complaintRaised, complaint(), []));
  expect(text).toContain('A person is answering you.');
  expect(text).not.toMatch(/within/);
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
