import { catalog } from '../../lambdas/failures/catalog';
import { defineWords } from '../../lambdas/failures/definition/type-words';
import { sharedKinds } from '../../lambdas/failures/sentences/shared-sentences';
import { messagesProblems, wordsProblems } from '../../lambdas/words/lint/words-problems';
import { wordsLocales } from '../../lambdas/words/locales';
import { sharedWords } from '../../lambdas/words/shared-words';

const kinds = {
  late: { title: 'text', count: 'count', day: 'day', which: ['yours', 'theirs'] },
} as const;

const good =
  '{which, select, yours {“{title}” came on {day, date, near}.} other {It came: “{title}”, {day, date, far}.}}';

it('finds nothing wrong with good words', () => {
  expect(messagesProblems(kinds, { late: good })).toEqual([]);
});

it.each([
  [{}, 'late: has no words'],
  [{ late: good, other: 'Hello.' }, 'other: is no sentence of this failure type; they are late'],
  [{ late: 'It came on {day, date, near}.' }, 'late: says nothing of {title}'],
  [{ late: `${good} {reason}` }, 'late: names {reason}, and there is no such fact'],
  [{ late: `${good} {day}` }, 'late: uses {day} as itself, and it is a day, as in {day, date, near}'],
  [{ late: `${good} {day, date, short}` }, 'late: writes {day} as "short"; the styles are near, far, plain, weekday'],
  [{ late: `${good} {title, plural, other {x}}` }, 'late: uses {title} as plural, and it is a text'],
  [
    { late: `${good} {which, select, ours {x} other {y}}` },
    'late: chooses by "ours", and {which} is one of yours, theirs',
  ],
  [{ late: 'It came {' }, 'late: is no message in ICU MessageFormat'],
  [{ late: `${good} {count, plural, one {x}}` }, 'late: is no message in ICU MessageFormat'],
  [{ late: ` ${good}` }, 'late: is no whole sentence'],
])('says what is wrong: %#', (messages: Readonly<Record<string, string>>, problem) => {
  expect(messagesProblems(kinds, messages).join('\n')).toContain(problem);
});

it('names the language, and one in which no mail can be written', () => {
  const words = defineWords(kinds, { en: { late: 'Late.' }, xx: { late: good } });
  expect(wordsProblems(words)).toEqual([
    'en: late: says nothing of {title}',
    'en: late: says nothing of {day}',
    expect.stringMatching(/^xx: mails are in en/),
  ]);
});

it.each(catalog.map(({ type, words }) => ({ type, words })))('finds nothing wrong with $type', ({ words }) => {
  expect(wordsProblems(words)).toEqual([]);
  expect(Object.keys(words.locales).toSorted()).toEqual(wordsLocales.map(({ tag }) => tag).toSorted());
});

it.each(wordsLocales)('finds nothing wrong with what all types share in $tag', ({ tag }) => {
  expect(messagesProblems(sharedKinds, sharedWords[tag] ?? {})).toEqual([]);
});
