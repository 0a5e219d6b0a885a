import { harmless } from '../../lambdas/words/harmless-text';

const many = 200_000;

/** Texts on which an expression that begins anew at each character would be busy for minutes. */
it.each([
  ['one word', 'a'.repeat(many)],
  ['a name of many names', 'a.'.repeat(many / 2)],
  ['a number with many dots', '1.'.repeat(many / 2)],
  ['names that end nowhere', 'a-_'.repeat(many / 3)],
])('%s of any length is harmless at once', (_, text) => {
  expect(harmless(text).replaceAll(' ', '')).toBe(text);
});

it.each([
  ['seller.example', 'seller .example'],
  ['ann@www.seller.example', 'ann@www .seller .example'],
  ['go to seller.example/a.1, now', 'go to seller .example/a.1, now'],
  ['seller．example', 'seller ．example'],
  ['1.2.seller.3', '1 .2 .seller.3'],
  ['..seller.example', '..seller .example'],
  ['192.0.2.7', '192 .0 .2 .7'],
  ['open 192.0.2.7.', 'open 192 .0 .2 .7.'],
  ['100.200.100.200/pay', '100 .200 .100 .200/pay'],
])('%s is no link any more', (text, harmlessText) => {
  expect(harmless(text)).toBe(harmlessText);
});

it.each(['3.99', 'v1.2', 'the end.', 'e.g. this', 'a..bc', '1.200.300.400', '1.200.100.200 €.', '24.12.2026'])(
  '%s stays as it is',
  (text) => {
    expect(harmless(text)).toBe(text);
  },
);
