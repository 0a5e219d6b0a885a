import { outcomeOfChatwootError } from '../../../lambdas/channels/chatwoot/chatwoot-error';

const invalid = (error: string) => ({ error });

it.each([
  [400, {}, { state: 'refused', reason: 'rejected' }],
  [401, invalid('Invalid Access Token'), { state: 'later', isTokenOver: true }],
  [403, {}, { state: 'later', isTokenOver: true }],
  [402, {}, { state: 'later' }],
  [404, invalid('Resource could not be found'), { state: 'refused', reason: 'gone' }],
  [413, undefined, { state: 'refused', reason: 'too-long' }],
  [422, invalid('Validation failed: Content is too long'), { state: 'refused', reason: 'too-long' }],
  [422, invalid('Validation failed: Content type is not included'), { state: 'refused', reason: 'rejected' }],
  // It says 422 to an error after the message was kept, too.
  [422, invalid('Error connecting to Redis'), { state: 'unknown' }],
  [422, undefined, { state: 'unknown' }],
  [429, undefined, { state: 'later' }],
  [302, undefined, { state: 'unknown' }],
  [500, invalid('Internal'), { state: 'unknown' }],
  [502, undefined, { state: 'unknown' }],
  [504, undefined, { state: 'unknown' }],
])('%i %j', (status, body, outcome) => {
  expect(outcomeOfChatwootError(status, body)).toMatchObject(outcome);
});

it('keeps nothing of the words, which may be those of a customer', () => {
  const { why } = outcomeOfChatwootError(422, invalid('Validation failed: aylin@example.com')) as { why: string };
  expect(why).toBe('Chatwoot answered 422');
});
