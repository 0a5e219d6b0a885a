import { outcomeOfXProblem } from '../../../lambdas/channels/x/send/x-error';
import { xProblems } from '../../../local/company/networks/x/x-refusal';

it.each([
  ['keys that are not valid', xProblems.keys, { state: 'later', isTokenOver: true }],
  ['no credits', xProblems.credits, { state: 'later' }],
  ['too many requests', xProblems.rate, { state: 'later' }],
  ['a right that the app lacks', xProblems.right, { state: 'later' }],
  ['a post that is gone', xProblems.gone, { state: 'refused', reason: 'gone' }],
  ['an author who asked for nothing', xProblems.uninvited, { state: 'refused', reason: 'no-way' }],
  ['a customer who takes no messages', xProblems.noMessages, { state: 'refused', reason: 'not-reachable' }],
  ['more than it takes', xProblems.long, { state: 'refused', reason: 'too-long' }],
  ['words that were there before', xProblems.duplicate, { state: 'refused', reason: 'rejected' }],
  ['a request that it cannot read', xProblems.request, { state: 'refused', reason: 'rejected' }],
])('%s', (_, problem, outcome) => {
  expect(outcomeOfXProblem(problem.status, problem)).toMatchObject(outcome);
});

it.each([200, 500, 502, 503, 504, 302])('%s leaves it in doubt: it may have been done', (status) => {
  expect(outcomeOfXProblem(status, undefined)).toMatchObject({ state: 'unknown' });
});

it('keeps none of its words', () => {
  const outcome = outcomeOfXProblem(403, { ...xProblems.duplicate, detail: 'You said "Dear Robin" already' });
  expect(JSON.stringify(outcome)).not.toContain('Robin');
});
