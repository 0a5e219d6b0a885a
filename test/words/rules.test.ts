import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { columnsOf, subjectColumns } from '../../lambdas/words/fitting-subject';
import { signsOfLanguages } from '../../lambdas/words/lint/language-problems';
import { ownFaultProblems, ownFaultRule } from '../../lambdas/words/lint/own-fault';
import { ruleProblems, textProblems } from '../../lambdas/words/lint/rule-problems';
import { wordsRules } from '../../lambdas/words/lint/rules';
import { wordsLocales } from '../../lambdas/words/locales';
import { sharedWords } from '../../lambdas/words/shared-words';
import { inWords, writerFor } from '../../lambdas/words/writer';
import { decideBy } from '../failures/view-of';

it.each(wordsRules)('$id finds the example that breaks it', ({ id, example: [locale, sentence] }) => {
  expect(textProblems(locale, sentence).join('\n')).toContain(`${id}: “`);
  expect(ruleProblems(locale, { late: `{count, plural, one {x.} other {${sentence}}}` })).toHaveLength(1);
});

it('finds a subject that a phone cuts off, and leaves other sentences as long as they are', () => {
  const long = 'We have given you back {back} of what you had paid for your order with us.';
  expect(ruleProblems('en', { subjectRefunded: long })[0]).toMatch(/^subjectRefunded: subject-length: \d+ columns/);
  expect(ruleProblems('en', { refunded: long })).toEqual([]);
});

it('finds a sentence that nobody reads to its end', () => {
  expect(textProblems('en', `We ${'really '.repeat(40)}are sorry.`)[0]).toMatch(/^sentence-length/);
});

it('finds a sentence that stands under two keys, of the same words or of those that all types share', () => {
  const own = { fault: 'That was us.', shipping: 'It was late. That was us.', subject: 'That was us.' };
  expect(ruleProblems('en', own)).toEqual(['shipping: said-once: “That was us.” is what fault says']);
  const shared = { keepIt: 'Keep it. There is nothing you need to do.' };
  expect(ruleProblems('en', shared)).toEqual([
    'keepIt: said-once: “There is nothing you need to do.” is what nothingToDo says',
  ]);
  expect(ruleProblems('ja', { keepIt: 'お返しください。お客様にしていただくことはございません。' })).toEqual([
    'keepIt: said-once: “お客様にしていただくことはございません。” is what nothingToDo says',
  ]);
});

it('leaves two messages for two cases the sentence that they share', () => {
  const cases = { youAsked: 'You asked. Nobody answered.', weAsked: 'We asked. Nobody answered.' };
  expect(ruleProblems('en', cases)).toEqual([]);
});

it.each(wordsLocales.map(({ tag }) => tag))('holds for all our words in %s', (tag) => {
  const types = catalog.map(({ words }: FailureDefinition) => words.locales[tag] ?? {});
  expect([sharedWords[tag] ?? {}, ...types].flatMap((messages) => ruleProblems(tag, messages))).toEqual([]);
});

it.each([...wordsRules, ownFaultRule])(
  'docs/apologies.md gives the reason and the source of $id',
  ({ id, reason, source }) => {
    const page = readFileSync(path.join(__dirname, '../../docs/apologies.md'), 'utf8');
    expect(page).toContain(`\`${id}\``);
    expect(page).toContain(reason);
    expect(page).toContain(source.split(/[:,] /u, 1)[0]);
  },
);

it.each(wordsRules)('$id holds in every language, so that none is lenient for being new', ({ id, not }) => {
  // English addresses everybody in one way.
  const expected = wordsLocales.map(({ tag }) => tag).filter((tag) => tag !== 'en' || id !== 'register');
  expect(expected.filter((tag) => !not['all'] && !not[tag])).toEqual([]);
});

/** How each language says that nothing is to be done, and that it was us. */
const says: Readonly<Record<string, { readonly nothing: RegExp; readonly us: RegExp }>> = {
  en: { nothing: /nothing you need to do/, us: /I’m sorry/ },
  de: { nothing: /müssen nichts tun/, us: /tut mir leid/ },
  fr: { nothing: /n’avez rien à faire/, us: /présente mes excuses|je regrette/ },
  es: { nothing: /No tiene que hacer nada/, us: /siento/i },
  'pt-BR': { nothing: /não precisa fazer nada/, us: /sinto muito/i },
  ja: { nothing: /していただくことはございません/, us: /申し訳ございません/ },
  'zh-CN': { nothing: /您什么都不用做/, us: /我很抱歉/ },
  ru: { nothing: /ничего не нужно делать/, us: /мне очень жаль/i },
};

const stories = catalog.flatMap((definition: FailureDefinition) =>
  definition.stories.map(({ id, detail }) => ({ id, definition, detail })),
);

describe.each(wordsLocales.map(({ tag }) => tag))('the mails of all stories in %s', (tag) => {
  it.each(stories)('$id', ({ definition, detail }) => {
    const decision = decideBy(definition.policy, detail);
    const parts = decision.outcome === 'none' ? [] : decision.parts;
    const writer = writerFor({ locale: tag, timeZone: detail.customer.timeZone }, definition.words);
    const { subject, preview, paragraphs } = inWords(definition.apologise(detail, parts), writer);
    expect(writer.locale).toBe(tag);
    expect(columnsOf(subject)).toBeLessThanOrEqual(subjectColumns);
    expect(subject).not.toMatch(/[.。]$/u);
    const body = paragraphs.join('\n');
    // Where nothing failed that we know of, nobody says that it was us.
    const saysSorry = expect(body);
    if (withoutFailure.includes(definition.type)) saysSorry.not.toMatch(says[tag]?.us ?? /never/);
    else saysSorry.toMatch(says[tag]?.us ?? /never/);
    // Whoever complained in public is answered, and that is what the mail says.
    const isAnswered = definition.type === 'ComplaintRaised';
    expect(body.match(new RegExp(says[tag]?.nothing ?? /never/, 'g')) ?? []).toHaveLength(isAnswered ? 0 : 1);
    for (const text of [subject, preview, body]) expect(text).not.toMatch(/[{}]|undefined|\.\.|。。| {2}/u);
    // A minute and a half to read, at 200 words a minute.
    expect(columnsOf(body)).toBeLessThan(1_500);
  });
});

it.each(wordsLocales.map(({ tag }) => tag))(
  'every failure says in %s that it was us, whatever it chooses to say',
  (tag) => {
    const failures = catalog.filter(({ type }) => !withoutFailure.includes(type));
    const silent = failures.filter(
      ({ words }: FailureDefinition) => ownFaultProblems(tag, words.locales[tag] ?? {})[0],
    );
    expect(silent.map(({ type }) => type)).toEqual([]);
    const sorry = says[tag]?.us.source.split('|', 1)[0] ?? '';
    expect(ownFaultProblems(tag, { subject: sorry, once: `{count, plural, one {${sorry}} other {X.}}` })).toHaveLength(
      1,
    );
    expect(ownFaultProblems(tag, { always: `X. ${sorry}.` })).toEqual([]);
  },
);

it.each(wordsLocales.map(({ tag }) => tag))('finds every file that says %s and is of another language', (tag) => {
  for (const other of wordsLocales.filter((one) => one.tag !== tag)) {
    const types = catalog.filter(({ words }: FailureDefinition) => {
      const problems = ruleProblems(tag, words.locales[other.tag] ?? {});
      return !problems.some((problem) => problem.includes(': language: “'));
    });
    expect([other.tag, types.map(({ type }) => type)]).toEqual([other.tag, []]);
  }
});

it('says of a sentence in which language it is, and leaves a name and a title what they are', () => {
  const words = { shown: '„The Man Who Knew You“ blieb stehen. It kept stopping, and that was our fault.' };
  expect(ruleProblems('de', words)).toEqual([
    'shown: language: “It kept stopping, and that was our fault.” is in en, and this file is of de',
  ]);
  expect(ruleProblems('ja', { fault: '{carrier}がPayPalに送りました。' })).toEqual([]);
  expect(ruleProblems('ru', { fault: 'We are sorry.' })).toHaveLength(1);
  expect(ruleProblems('fr', { fault: '{title}' })).toEqual([]);
});

it('every language has signs by which it is told from the others', () => {
  expect(Object.keys(signsOfLanguages).sort()).toEqual(wordsLocales.map(({ tag }) => tag).sort());
  const words = Object.values(signsOfLanguages).flatMap((signs) => signs.words ?? []);
  expect(words.filter((sign, index) => words.indexOf(sign) !== index)).toEqual([]);
});
