import { load, type CheerioAPI } from 'cheerio';
import { reportApp } from '../../customer/report/report-app';
import { longestLetter, type WrittenLetter, type LetterAnswer } from '../../lambdas/letters/letter-contract';
import { wordsLocales } from '../../lambdas/words/locales';
import { ReportWorld } from '../reports/report-world';

// Somebody writes who has bought nothing: on a page without a link and without a script.

let letters: WrittenLetter[];
let answer: LetterAnswer['is'];
let app: ReturnType<typeof reportApp>;
beforeEach(() => {
  letters = [];
  answer = 'taken';
  const take = (written: WrittenLetter): Promise<LetterAnswer> => {
    if (answer === 'taken') letters.push(written);
    return Promise.resolve({ is: answer });
  };
  app = reportApp({ intake: new ReportWorld(), letters: { take }, clock: () => new Date() });
});

interface Shown {
  readonly status: number;
  readonly path: string;
  readonly page: CheerioAPI;
}

async function open(path: string, init: RequestInit = {}): Promise<Shown> {
  const response = await app.request(`https://reports.example.com/${path}`, init);
  const next = response.headers.get('location');
  if (response.status === 303 && next !== null) return open(next.replace(/^\.?\//, ''));
  return { status: response.status, path, page: load(await response.text()) };
}

function send({ page }: Shown, values: Record<string, string>, more: Record<string, string> = {}): Promise<Shown> {
  const form = page('form');
  const fields = new URLSearchParams(form.serialize());
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...more };
  return open(form.attr('action') ?? '', { method: 'POST', body: fields.toString(), headers });
}

const words = { text: 'Dear film people,\n\nthe otter was best.\n\nMo, 7', email: 'mo@example.com' };

it('what somebody writes is taken as they wrote it, in the language of the page', async () => {
  const written = await send(await open('write?lang=de'), words);
  expect(written.path).toMatch(/^written\?/);
  expect(written.page('h1').text()).toBe('Wir haben es erhalten.');
  expect(written.page('main').text()).toContain('Ein Mensch liest es');
  expect(letters).toEqual([{ ...words, locale: 'de' }]);
});

it.each([
  ['no address', { ...words, email: 'mo' }, 'one mail address'],
  ['two addresses', { ...words, email: 'mo@example.com,ada@example.com' }, 'one mail address'],
  ['nothing', { ...words, text: ' ' }, 'nothing in it yet'],
])('%s is said to be so, and what was typed is still there', async (_, typed, says) => {
  const refused = await send(await open('write?lang=en'), typed);
  expect(refused.status).toBe(400);
  expect(refused.page('[role="alert"]').text()).toContain(says);
  expect(refused.page('#text').text().trim()).toBe(typed.text.trim());
  expect(letters).toEqual([]);
});

it.each([
  ['Japanese', '語'],
  ['Russian', 'ж'],
  ['emoji', '🦦'],
])('the longest letter is taken in %s too', async (_, character) => {
  const text = `Ja${character.repeat((longestLetter - 2) / character.length)}`;
  expect((await send(await open('write?lang=ja'), { ...words, text })).path).toMatch(/^written\?/);
  expect(letters.map((written) => written.text)).toEqual([text]);
});

it('one that is too long is said to be so, and is still there to be shortened', async () => {
  const text = '語'.repeat(longestLetter + 1);
  const refused = await send(await open('write?lang=en'), { ...words, text });
  expect(refused.status).toBe(400);
  expect(refused.page('[role="alert"]').text()).toContain('longer than we can take');
  expect(refused.page('#text').text().trim()).toBe(text);
  expect(letters).toEqual([]);
});

it('a program that fills in all there is learns nothing, and is not heard', async () => {
  const written = await send(await open('write?lang=en'), { ...words, website: 'https://shop.example.com' });
  expect(written.page('h1').text()).toBe('We have it.');
  expect(letters).toEqual([]);
});

it('the field for programs is no field for people: no keyboard and no screen reader comes to it', async () => {
  const { page } = await open('write?lang=en');
  expect(page('#website').attr('tabindex')).toBe('-1');
  expect(page('#website').closest('[aria-hidden="true"]')).toHaveLength(1);
  const css = await (await app.request('https://reports.example.com/report.css')).text();
  expect(css).toMatch(/\.unseen\s*\{[^}]*position: absolute/);
});

it('too many are refused with a sentence, and a form of another site is no letter', async () => {
  answer = 'too-many';
  const refused = await send(await open('write?lang=en'), words);
  expect(refused.status).toBe(429);
  expect(refused.page('[role="alert"]').text()).toContain('Try again tomorrow');
  answer = 'taken';
  expect((await send(await open('write'), words, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await send(await open('write'), { ...words, text: 'x'.repeat(70_000) })).status).toBe(413);
  expect(letters).toEqual([]);
});

it.each(wordsLocales.map(({ tag }) => tag))('stands in %s, and has no script', async (tag) => {
  const { page } = await open(`write?lang=${tag}`);
  expect(page('html').attr('lang')).toBe(tag);
  expect(page('script')).toHaveLength(0);
  expect(page('label')).toHaveLength(3);
});

it('is not there where nobody wants letters', async () => {
  app = reportApp({ intake: new ReportWorld(), clock: () => new Date() });
  expect((await open('write')).status).toBe(403);
});
