import { load, type CheerioAPI } from 'cheerio';
import { feedbackApp } from '../../customer/feedback/feedback-app';
import { isSentByHand } from '../../customer/feedback/sent-by-hand';
import type { FeedbackIntake } from '../../lambdas/feedback/feedback-contract';
import { wordsLocales } from '../../lambdas/words/locales';
import { filmFailure } from '../fakes/film-failure';
import { FeedbackWorld } from '../flow/feedback/feedback-world';

// Customers say on a page whether it was made right, without a script; and whatever fetches, renders or sends the page.

let world: FeedbackWorld;
let app: ReturnType<typeof feedbackApp>;
let start: string;

async function askIn(locale: string): Promise<void> {
  world = new FeedbackWorld();
  const intake: FeedbackIntake = { answer: (question) => world.page(question) };
  app = feedbackApp({ intake });
  const link = await world.asked(filmFailure({ customer: { locale } }));
  start = `?l=${link}`;
}

beforeEach(() => askIn('en-GB'));

interface Shown {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly page: CheerioAPI;
}

async function open(path: string, init: RequestInit = {}): Promise<Shown> {
  const response = await app.request(`https://answers.example.com/${path}`, init);
  const { status, headers } = response;
  const next = headers.get('location');
  if (status === 303 && next !== null) return open(next.replace(/^\.?\//, ''));
  return { status, path, headers, page: load(await response.text()) };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

function send({ page }: Shown, values: Record<string, string> = {}, more: Record<string, string> = {}): Promise<Shown> {
  const fields = new URLSearchParams(page('form').serialize());
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const action = (page('form').attr('action') ?? '').replace(/^\.?\//, '');
  return open(action, { method: 'POST', body: fields.toString(), headers: { ...form, ...more } });
}

/** As a person does, who needs some seconds to read. */
async function answered(answer: string, words = ''): Promise<Shown> {
  const checked = await send(await open(start), { answer, words });
  world.now += 5_000;
  return send(checked);
}

it('a yes takes a choice and a look at it, and the page thanks for it', async () => {
  const first = await open(start);
  expect(first.page('h1').text()).toBe('Did we make it right?');
  const checked = await send(first, { answer: 'yes' });
  expect(checked.page('main').text()).toContain('It is not sent yet.');
  expect(checked.page('main').text()).toContain('Your answer: Yes');
  expect(world.feedbackEvents.published).toEqual([]);
  world.now += 5_000;
  const thanks = await send(checked);
  expect(thanks.path).toMatch(/^thanks\?/);
  expect(thanks.page('h1').text()).toBe('Thank you for telling us.');
  expect(world.feedbackEvents.published.map(({ answer }) => answer)).toEqual(['yes']);
});

it('a no says that a person reads it, with the words as they were written', async () => {
  const words = '<b>No</b> money yet.\nNot a penny & no answer.';
  const thanks = await answered('no', words);
  expect(thanks.page('main').text()).toContain('A person reads it');
  expect([...world.conversations.spoken.values()].map(({ text }) => text)).toEqual([words]);
});

it('who comes back sees what they have answered, and may change it', async () => {
  await answered('no');
  expect((await open(start)).page('[role="status"]').text()).toContain('You have answered: No.');
  await answered('yes');
  expect(world.feedbackEvents.published.map(({ answer }) => answer)).toEqual(['no', 'yes']);
});

it.each(wordsLocales.map(({ tag }) => tag))('the page is in the language of the customer: %s', async (tag) => {
  await askIn(tag);
  const { page } = await open(start);
  expect(page('html').attr('lang')).toBe(tag);
  expect(page('h1').text()).not.toBe('');
  if (tag !== 'en') expect(page('h1').text()).not.toBe('Did we make it right?');
  const other = page('footer a').first().attr('href') ?? '';
  expect(other).toContain('lang=');
});

it.each(['GET', 'HEAD', 'OPTIONS'])('whatever fetches each address with %s changes nothing', async (method) => {
  const checked = await send(await open(start), { answer: 'no' });
  world.now += 5_000;
  const action = (checked.page('form').attr('action') ?? '').replace(/^\.?\//, '');
  const filled = `${action}&${checked.page('form').serialize()}`;
  for (const path of [start, `thanks${start}`, `check${start}&answer=no`, `send${start}&answer=no`, filled]) {
    await app.request(`https://answers.example.com/${path}`, { method });
  }
  expect(world.feedbackEvents.published).toEqual([]);
  expect(world.conversations.kept.size).toBe(0);
});

it('whatever sends the form as it finds it has chosen nothing', async () => {
  const sent = await send(await open(start));
  expect(sent.status).toBe(400);
  expect(sent.page('main').text()).toContain('One answer is missing.');
});

it('whatever fills in all fields is no person', async () => {
  const sent = await send(await open(start), { answer: 'yes', words: 'x', website: 'https://example.com' });
  expect(sent.status).toBe(400);
  expect(world.feedbackEvents.published).toEqual([]);
});

it('whatever sends one form after the other at once is asked once more, and has said nothing', async () => {
  const checked = await send(await open(start), { answer: 'no' });
  const again = await send(checked);
  expect(again.page('[role="alert"]').text()).toContain('press once more');
  expect(world.feedbackEvents.published).toEqual([]);
  world.now += 5_000;
  await send(again);
  expect(world.feedbackEvents.published.map(({ answer }) => answer)).toEqual(['no']);
});

it('a send without a look before is refused, and so is one for another answer', async () => {
  const direct = await open(`send${start}`, { method: 'POST', body: 'answer=yes&words=&token=', headers: form });
  expect(direct.status).toBe(400);
  const checked = await send(await open(start), { answer: 'yes' });
  world.now += 5_000;
  expect((await send(checked, { answer: 'no' })).status).toBe(400);
  expect(world.feedbackEvents.published).toEqual([]);
});

it.each([
  ['prefetching', { 'sec-purpose': 'prefetch' }],
  ['prerendering', { 'sec-purpose': 'prefetch;prerender' }],
  ['an older browser that looks ahead', { purpose: 'prefetch' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a script that fetches', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ['a frame', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  [
    'a script that submits the form in Chromium',
    { 'sec-ch-ua': '"Chromium"', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
  ],
])('%s sends nothing', async (_what, headers: Record<string, string>) => {
  const first = await open(start);
  expect((await send(first, { answer: 'yes' }, headers)).status).toBe(400);
  const checked = await send(first, { answer: 'yes' });
  world.now += 5_000;
  expect((await send(checked, {}, headers)).status).toBe(400);
  expect(world.feedbackEvents.published).toEqual([]);
});

it('a person in whatever browser is believed', () => {
  const answer = (headers: Record<string, string>) => isSentByHand((name) => headers[name]);
  expect(answer({})).toBe(true);
  const navigated = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect(answer(navigated)).toBe(true);
  expect(answer({ ...navigated, 'sec-ch-ua': '"Chromium"', 'sec-fetch-user': '?1' })).toBe(true);
  expect(answer({ ...navigated, 'sec-ch-ua': '"Chromium"' })).toBe(false);
});

it('another type of body, and a longer one, are not read', async () => {
  const json = await open(`check${start}`, {
    method: 'POST',
    body: '{"said":"yes"}',
    headers: { 'content-type': 'application/json' },
  });
  expect(json.status).toBe(400);
  const long = await open(`check${start}`, { method: 'POST', body: `words=${'x'.repeat(30_000)}`, headers: form });
  expect(long.status).toBe(413);
});

it.each([
  ['?l=forged.link', 404, 'This link is not complete.'],
  ['', 404, 'This link is not complete.'],
])('a link that is not ours opens nothing: %j', async (path, status, says) => {
  const refused = await open(path);
  expect(refused.status).toBe(status);
  expect(refused.page('main').text()).toContain(says);
});

it('after two weeks the page says that the time is over, and how a person is reached', async () => {
  world.now += 20 * 24 * 60 * 60 * 1000;
  const over = await open(start);
  expect(over.status).toBe(410);
  expect(over.page('main').text()).toContain('Answer any of our mails');
});

it('the pages set no cookie, need no script, are in no cache and no frame, and lead nowhere else', async () => {
  for (const shown of [await open(start), await send(await open(start), { answer: 'no' }), await answered('no')]) {
    expect(shown.headers.get('set-cookie')).toBeNull();
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(shown.headers.get('x-frame-options')).toBe('DENY');
    expect(shown.page('script')).toHaveLength(0);
    expect(shown.page('meta[name="robots"]').attr('content')).toBe('noindex');
    expect(shown.page('[href^="http"], [src^="http"]')).toHaveLength(0);
  }
});
