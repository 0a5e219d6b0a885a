import { wrapped } from '../../../local/text/wrapped';

it('breaks between words, and goes on below the last column', () => {
  expect(wrapped('cus_1  issued  refund £3.99 + replacement ×1 by 29 Nov', 40)).toBe(
    ['cus_1  issued  refund £3.99 +', '               replacement ×1 by 29 Nov'].join('\n'),
  );
});

it('goes on at the left where little room is below the last column', () => {
  const columnsBefore = `cus_1  ${'ConsentlessContentRemoval'.padEnd(50)}  `;
  expect(wrapped(`${columnsBefore}credit $30.00 until 29 Nov`, 80)).toBe(
    `${columnsBefore}credit $30.00 until\n    29 Nov`,
  );
});

it('cuts no word, and counts signs of double width as two', () => {
  expect(wrapped(`see ${'x'.repeat(20)} now`, 10)).toBe(`see\n    ${'x'.repeat(20)}\n    now`);
  expect(wrapped('東京物語 東京物語', 16)).toBe('東京物語\n    東京物語');
});

it('leaves what fits, and what no terminal shows, as it is', () => {
  const text = `${'a  b '.repeat(30)}\n\nc`;
  expect(wrapped(text, undefined)).toBe(text);
  expect(wrapped('a  b\n\n  c', 80)).toBe('a  b\n\n  c');
});
