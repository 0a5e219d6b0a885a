import { plainLook } from '../../../lambdas/email/layout/look';
import type { WeeklyFigures } from '../../../lambdas/insight/weekly/weekly-figures';
import { weeklyMail } from '../../../lambdas/insight/weekly/weekly-mail';
import { weeklyWords } from '../../../lambdas/insight/weekly/weekly-words';
import { columnsOf, subjectColumns } from '../../../lambdas/words/fitting-subject';
import { mailProblems } from '../../../lambdas/words/lint/mail-problems';
import { textProblems } from '../../../lambdas/words/lint/rule-problems';
import { wordsLocales } from '../../../lambdas/words/locales';
import { wordsProblems } from '../../../lambdas/words/lint/words-problems';

const letterhead = { company: 'Example Films', signatory: { name: 'Amends', role: '' }, look: plainLook };
const quiet: WeeklyFigures = {
  week: { from: '2026-11-16', to: '2026-11-22' },
  types: [],
  customers: 0,
  again: 0,
  given: [],
  held: 0,
  mailsNotArrived: 0,
};
const bad: WeeklyFigures = {
  ...quiet,
  types: [
    {
      type: 'VideoPlaybackFailed',
      failures: 1_204,
      before: 1,
      gotSomething: 1_100,
      waiting: 1,
      gotNothing: 0,
      detectedToMailSeconds: 95,
    },
    {
      type: 'ContentWithdrawn',
      failures: 1,
      before: 0,
      gotSomething: 0,
      waiting: 0,
      gotNothing: 1,
      detectedToMailSeconds: undefined,
    },
  ],
  customers: 1_102,
  again: 3,
  given: [
    { amountMinor: 480_396, currency: 'GBP' },
    { amountMinor: 5_800, currency: 'JPY' },
  ],
  held: 1,
  mailsNotArrived: 2,
};
const mailOf = (figures: WeeklyFigures, locale?: string) => weeklyMail(figures, { title: 'Films', locale }, letterhead);

it('says what failed, whom it hurt, what was given and what is left to do, and how that is reckoned', () => {
  const { subject, preview, text } = mailOf(bad);
  expect(subject).toBe('1,205 failures last week: Films');
  expect(preview).toBe('1,102 customers were let down.');
  expect(text).toBe(`1,205 failures
From Monday, 16 November to Sunday, 22 November.

Hello,

They let 1,102 customers down. 3 of these were let down more than once. In the week before, it was one failure.

VideoPlaybackFailed: 1,204, and 1 in the week before. 1,100 customers got something, one waits, and none got nothing. From its detection until the mail arrived, it took no longer than 1 minute and 35 seconds for 95 of 100.

ContentWithdrawn: 1, and 0 in the week before. No customer got something, none waits, and one got nothing.

We have given £4,803.96 and JP¥5,800 in all. One remedy waits for a person. 2 mails did not arrive.

Each failure counts once, on the day in UTC on which it was recorded. The console shows how each figure is reckoned.

If a figure looks wrong to you, just answer this mail.

Amends
Example Films

These are the figures of Films from 16 November 2026 to 22 November 2026.
`);
});

it('a week without failures is told of, too, so that silence means that the mail is missing', () => {
  const { subject, text } = mailOf(quiet);
  expect(subject).toBe('Nothing failed last week: Films');
  expect(text).toContain('In the week before, nothing failed.');
  expect(text).not.toMatch(/given|let down|waits/);
});

describe.each(wordsLocales.map(({ tag }) => tag))('in %s', (locale) => {
  it('every sentence has its words, with its facts and no others', () => {
    expect(wordsProblems(weeklyWords)).toEqual([]);
  });

  it.each([
    ['a bad week', bad],
    ['a quiet one', quiet],
  ])('the mail of %s keeps the rules of all mails, and its subject fits a phone', (_, figures) => {
    const { subject, text } = mailOf(figures, locale);
    expect(columnsOf(subject)).toBeLessThanOrEqual(subjectColumns);
    expect(textProblems(locale, text.replaceAll('\n', ' '))).toEqual([]);
    expect(mailProblems(text, '\u0000')).toEqual([]);
    expect(text).not.toMatch(/\{|\}|undefined|NaN/);
  });
});

it('what a product is called is no link and forges nothing', () => {
  const { subject, html } = weeklyMail(
    quiet,
    { title: 'Films\r\nBcc: all@example.com <a href="https://x.example">' },
    letterhead,
  );
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<a href="https://x.example">');
});
