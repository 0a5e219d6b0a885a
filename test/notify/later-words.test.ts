import { correctionWords, refusalWords, resolutionWords } from '../../lambdas/notify/later-words';

const given = [
  { amountMinor: 399, currency: 'GBP' },
  { amountMinor: 1_250, currency: 'KWD' },
];

it('the correction names the money, says that it did not arrive, and promises no date', () => {
  const { subject, paragraphs } = correctionWords(given, 'en-GB');
  expect(subject).toContain('£3.99');
  const text = paragraphs.join('\n');
  expect(text).toContain('KWD');
  expect(text).toContain('1.250');
  expect(text).toMatch(/has not arrived/);
  expect(text).not.toMatch(/\d+ (business )?days|tomorrow|soon/);
});

it('the resolution says that the same money was given again', () => {
  expect(resolutionWords(given.slice(0, 1), 'en-GB').paragraphs[0]).toMatch(/£3\.99 .* this time it went through/);
});

it('the refusal says nothing but what the person wrote, paragraph by paragraph', () => {
  expect(refusalWords('We looked.\n\n\nIt played on.\n\n  ').paragraphs).toEqual(['We looked.', 'It played on.']);
});

it('amounts stay whole for a reader of a right-to-left script', () => {
  expect(correctionWords(given.slice(0, 1), 'ar-EG').subject).toMatch(/£3\.99|GBP.3\.99/);
});
