import { unreachable } from '../../lambdas/model/unreachable';

it('says which case is missing, where data is stranger than its type', () => {
  const stored: unknown = { state: 'lost' };
  expect(() => unreachable(stored as never)).toThrow('no case for {"state":"lost"}');
});
