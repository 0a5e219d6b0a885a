import { unreachable } from '../../lambdas/model/unreachable';

it('says which case is missing where data does not match its type', () => {
  const stored: unknown = { state: 'lost' };
  expect(() => unreachable(stored as never)).toThrow('no case for {"state":"lost"}');
});
