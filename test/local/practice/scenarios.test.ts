import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseLocale } from '../../../lambdas/words/choose-locale';
import { wordsLocales } from '../../../lambdas/words/locales';
import { mishapsOf, questionAbout } from '../../../lambdas/reports/mishaps';
import { readScenarios, ScenarioError } from '../../../local/practice/read-scenarios';
import { basketFor } from '../../../local/practice/scenario';

const scenarios = readScenarios();
const now = new Date('2026-11-30T12:00:00Z');

it('there is a story in each language of the mails', () => {
  const languages = new Set(scenarios.map(({ locale }) => chooseLocale(locale, wordsLocales).tag));
  expect([...languages].toSorted()).toEqual(wordsLocales.map(({ tag }) => tag).toSorted());
});

it.each(scenarios)(
  '$id can be told on the page: what happened, and an answer to its question',
  ({ begins, ...scenario }) => {
    const [order] = basketFor(scenario, 'x', now).orders;
    const line = order?.lines.find(({ lineId }) => lineId === begins.line);
    if (!line) throw new Error('it has no such line');
    expect(mishapsOf(line, now)).toContain(begins.what);
    const question = questionAbout(begins.what, line);
    if (question && 'choices' in question) expect(question.choices).toContain(begins.answer);
    if (question?.asks === 'received-as') expect(begins.answer).toBeDefined();
  },
);

it('two runs of one story share no id, so that one changes nothing of the other', () => {
  for (const scenario of scenarios) {
    const [one, other] = ['a', 'b'].map((tag) => JSON.stringify(basketFor(scenario, tag, now)));
    const idsIn = (text = ''): string[] =>
      [...text.matchAll(/"(?:id|orderId|\w+Id)":"([^"]+_[ab])"/g)].map(([, id = '']) => id);
    expect(idsIn(one).length).toBeGreaterThan(1);
    expect(idsIn(one).filter((id) => idsIn(other).includes(id))).toEqual([]);
  }
});

function folderWith(scenario: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'amends-scenarios-'));
  writeFileSync(join(folder, 'own.json'), typeof scenario === 'string' ? scenario : JSON.stringify(scenario));
  return folder;
}

const [first] = scenarios;
const own = { ...JSON.parse(JSON.stringify(first)), id: 'our-own' } as Record<string, unknown>;

it('a team’s own stories stand beside these, and one with the same id takes its place', () => {
  expect(readScenarios(folderWith(own)).map(({ id }) => id)).toEqual([...scenarios.map(({ id }) => id), 'our-own']);
  const ours = readScenarios(folderWith({ ...own, id: first?.id, title: 'Told by us' }));
  expect(ours).toHaveLength(scenarios.length);
  expect(ours.map(({ title }) => title)).toContain('Told by us');
});

it.each([
  ['no JSON', '{', /own\.json: is no JSON/],
  [
    'a line that was not bought',
    { ...own, begins: { ...(own['begins'] as object), line: '9' } },
    /begins\.line: is no line of it/,
  ],
  [
    'a pattern that is none',
    { ...own, says: [{ when: 'answer', afterSeconds: 1, says: 'But when?', unless: ['('] }] },
    /says\.0\.unless\.0: is no regular expression/,
  ],
  [
    'an order that no shop would answer with',
    { ...own, order: { lines: [{ lineId: '1' }] } },
    /orders\.0\.lines\.0\.sku/,
  ],
  ['a name that is misspelt', { ...own, moood: 'calm' }, /Unrecognized key: "moood"/],
])('%s is refused before anything starts, with its place', (_, scenario, why) => {
  expect(() => readScenarios(folderWith(scenario))).toThrow(ScenarioError);
  expect(() => readScenarios(folderWith(scenario))).toThrow(why);
});

it('a folder that is not there, or has nothing in it, is refused', () => {
  expect(() => readScenarios('/no/such/folder')).toThrow(/no such file/);
  expect(() => readScenarios(mkdtempSync(join(tmpdir(), 'amends-scenarios-')))).toThrow(/has no file \.json/);
});
