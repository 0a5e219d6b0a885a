import { durationText } from '../../../local/text/duration';

it.each([
  [0, '0 s'],
  [350, '0.35 s'],
  [1_254.4, '1.25 s'],
  [59_994, '59.99 s'],
  [59_999, '1 min'],
  [61_000, '1 min 1 s'],
  [3_599_999, '1 h'],
  [3_660_000, '1 h 1 min'],
  [86_430_000, '1 d'],
  [177_572_670, '2 d 1 h'],
])('%d ms are read as %s', (durationMs, text) => {
  expect(durationText(durationMs)).toBe(text);
});
