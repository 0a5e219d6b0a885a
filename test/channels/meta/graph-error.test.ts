import { outcomeOfError } from '../../../lambdas/channels/meta/graph-error';

const errorOf = (code: number, subcode?: number): object => ({
  error: { message: 'repeats: Aylin Demir', code, ...(subcode !== undefined && { error_subcode: subcode }) },
});

it.each([
  [10, 2_018_278, { state: 'refused', reason: 'window-over' }],
  [10, 2_534_022, { state: 'refused', reason: 'window-over' }],
  [551, 1_545_041, { state: 'refused', reason: 'not-reachable' }],
  [100, 2_018_001, { state: 'refused', reason: 'not-reachable' }],
  [100, 33, { state: 'refused', reason: 'gone' }],
  [100, undefined, { state: 'refused', reason: 'rejected' }],
  [10_900, undefined, { state: 'refused', reason: 'already-answered' }],
  [613, undefined, { state: 'later' }],
  [1200, undefined, { state: 'later' }],
  [10, undefined, { state: 'later' }],
  [230, undefined, { state: 'later' }],
  [190, 463, { state: 'later', isTokenOver: true }],
  // Meta's page says of this one that the messages were sent.
  [1, 1_357_046, { state: 'unknown' }],
  [2, undefined, { state: 'unknown' }],
])('error %j with %j', (code, subcode, outcome) => {
  const result = outcomeOfError('Facebook', 400, errorOf(code, subcode));
  expect(result).toMatchObject(outcome);
  expect(JSON.stringify(result)).not.toContain('Aylin');
});

it.each([
  [500, errorOf(100)],
  [502, undefined],
  [200, {}],
  [302, undefined],
])('what a server of theirs says with %j is no refusal unless it says so', (status, body) => {
  expect(outcomeOfError('Facebook', status, body).state).toBe('unknown');
});
