import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { problemsOf } from '../problems-of';
import { complaint } from './complaint';

it.each(complaintRaised.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(complaintRaised, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = { ...complaint(), complaint: { channel: '', postId: ' ', handle: '', text: '', url: 'no address' } };
  expect(problemsOf(complaintRaised, wrong)).toEqual([
    'complaint.channel',
    'complaint.handle',
    'complaint.postId',
    'complaint.text',
    'complaint.url',
  ]);
});

it.each(['javascript:alert(1)', 'data:text/html,hello', 'ftp://example.com/post'])(
  'refuses %s as an address',
  (url) => {
    expect(problemsOf(complaintRaised, complaint({ complaint: { url } }))).toEqual(['complaint.url']);
  },
);

it('one post is one failure, however the network is spelled and the post was edited', () => {
  const edited = complaint({ complaint: { channel: 'Twitter', text: 'And a second song.' } });
  expect(complaintRaised.subject(edited)).toBe(complaintRaised.subject(complaint()));
  expect(complaintRaised.occurrence(edited)).toBe(complaintRaised.occurrence(complaint()));
});

it('the same id on another network is another failure', () => {
  const elsewhere = complaint({ complaint: { channel: 'facebook' } });
  expect(complaintRaised.subject(elsewhere)).not.toBe(complaintRaised.subject(complaint()));
  const [a, b] = [
    complaint({ complaint: { channel: 'a/b', postId: 'c' } }),
    complaint({ complaint: { channel: 'a', postId: 'b/c' } }),
  ];
  expect(complaintRaised.subject(a)).not.toBe(complaintRaised.subject(b));
});
