import { keptFormats } from '../../../lambdas/model/written/kept-formats';

it('a format is made once for each locale and whatever else it depends on', () => {
  const made: string[][] = [];
  const format = keptFormats((...of) => made.push(of));
  expect([format('en', 'GBP'), format('en', 'USD'), format('de', 'GBP'), format('en', 'GBP')]).toEqual([1, 2, 3, 1]);
  expect(made).toEqual([
    ['en', 'GBP'],
    ['en', 'USD'],
    ['de', 'GBP'],
  ]);
});

it('whoever asks in ever other locales does not fill the memory', () => {
  let made = 0;
  const format = keptFormats(() => ++made);
  format('first');
  for (let n = 0; n < 1_000; n++) format(`x-${n}`);
  expect(format('first')).toBe(1_002);
});
