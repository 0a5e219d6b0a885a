import * as fc from 'fast-check';
import { counted, lengthInWords } from '../../../lambdas/failures/shared/length-in-words';

it.each([
  [0, '0 seconds'],
  [0.4, '0 seconds'],
  [1, '1 second'],
  [59.9, '59 seconds'],
  [60, '1 minute'],
  [61, '1 minute 1 second'],
  [3600, '1 hour'],
  [7500, '2 hours 5 minutes'],
  [3659, '1 hour'],
  [86_400, '1 day'],
  [617_400, '7 days 3 hours'],
])('%d seconds are %s', (seconds, words) => {
  expect(lengthInWords(seconds)).toBe(words);
});

it('never says that something lasted longer than it did', () => {
  const unitSeconds: Record<string, number> = { day: 86_400, hour: 3600, minute: 60, second: 1 };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds) => {
      const text = [...lengthInWords(seconds).matchAll(/\b(\d+) ([a-z]+?)s?\b/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit ?? ''] ?? NaN),
        0,
      );
      expect(text).toBeLessThanOrEqual(seconds);
      // What is cut off is less than the smaller unit that was said or left out.
      expect(seconds - text).toBeLessThan(Math.max(1, seconds / 24));
    }),
  );
});

it('counts one as one', () => {
  expect([counted(0, 'day'), counted(1, 'day'), counted(2, 'day')]).toEqual(['0 days', '1 day', '2 days']);
});
