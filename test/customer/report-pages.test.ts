import { load, type CheerioAPI } from 'cheerio';
import { reportApp } from '../../customer/report/report-app';
import { wordsLocales } from '../../lambdas/words/locales';
import { ReportWorld } from '../reports/report-world';

// The pages on which a customer reports, over whoever takes reports: every link and form as it stands in a page.

let world: ReportWorld;
let app: ReturnType<typeof reportApp>;
beforeEach(() => {
  world = new ReportWorld();
  app = reportApp({ intake: world, clock: () => world.now });
});

const origin = 'https://reports.example.com';

interface Shown {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  readonly page: CheerioAPI;
}

async function open(path: string, init: RequestInit = {}): Promise<Shown> {
  const response = await app.request(`${origin}/${path}`, init);
  const next = response.headers.get('location');
  if (response.status === 303 && next !== null) return open(next.replace(/^\.?\//, ''));
  return { status: response.status, path, headers: response.headers, page: load(await response.text()) };
}

async function firstPage(customerId: string, more = ''): Promise<Shown> {
  return open(`?l=${encodeURIComponent(await world.linkFor(customerId))}${more}`);
}

function follow({ page }: Shown, text: string): Promise<Shown> {
  const link = page('a').filter((_, element) => page(element).text().trim().startsWith(text));
  if (link.length === 0) throw new Error(`no link begins with ${text}: ${page('main').text()}`);
  return open((link.attr('href') ?? '').replace(/^\.?\//, ''));
}

function send(
  { page }: Shown,
  values: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Shown> {
  const form = page('form');
  const fields = new URLSearchParams(form.serialize());
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return open(form.attr('action') ?? '', { method: 'POST', body: fields.toString(), headers: { ...type, ...headers } });
}

it('whoever bought several things is asked which, what happened and one thing more', async () => {
  const which = await firstPage('cus_shop_4', '&lang=en');
  expect(which.page('main p').first().text()).toBe('Which of these is it about?');
  const what = await follow(which, 'E-Book-Reader');
  expect(
    what
      .page('main a')
      .map((_, element) => what.page(element).text())
      .get(),
  ).toEqual([
    'It never came',
    'The parcel came, and this was not in it',
    'It was stolen after it was delivered',
    'It is broken',
    'Back',
  ]);
  const details = await follow(what, 'It is broken');
  expect(details.page('legend').text()).toBe('How did it break?');
  const answer = await send(details, { answer: 'customer', comment: 'I stepped on it.', photo: 'photo_1' });
  expect(answer.page('h1').text()).toBe('We have it');
  expect(world.published).toMatchObject([
    { type: 'ItemDamaged', detail: { damage: { cause: 'customer' }, comment: 'I stepped on it.', proof: ['photo_1'] } },
  ]);
});

it('whoever bought one thing is not asked which', async () => {
  expect((await firstPage('cus_shop_1')).page('h1').text()).toBe('What happened? Handheld games console, blue');
});

it('a page is in the language that the customer reads, until they choose another', async () => {
  const german = await firstPage('cus_shop_4');
  expect(german.page('html').attr('lang')).toBe('de');
  expect(german.page('h1').text()).toBe('Mit einer Bestellung ist etwas schiefgegangen');
  const french = await follow(german, 'français');
  expect(french.page('html').attr('lang')).toBe('fr');
  expect((await follow(french, 'E-Book-Reader')).page('h1').text()).toMatch(/^Que s’est-il passé/);
});

it.each(wordsLocales.map(({ tag }) => tag))('all of it can be read in %s', async (tag) => {
  const which = await firstPage('cus_shop_4', `&lang=${tag}`);
  const what = await follow(which, 'E-Book-Reader');
  const details = await open(what.page('ul.choices a').last().attr('href') ?? '');
  const answer = await send(details, { answer: 'defect' });
  for (const { page, status } of [which, what, details, answer]) {
    expect(status).toBe(200);
    expect(page('html').attr('lang')).toBe(tag);
    expect(page('main').text()).not.toMatch(/[{}]/);
  }
});

it('a page runs no script, loads nothing from elsewhere, is kept by nobody and tells nobody where it is', async () => {
  const { headers, page } = await firstPage('cus_shop_4');
  expect(page('script')).toHaveLength(0);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('set-cookie')).toBeNull();
});

it('looking reports nothing: only the form does, and only where it was shown', async () => {
  const details = await follow(await firstPage('cus_shop_1'), 'It never came');
  expect(world.published).toEqual([]);
  expect((await send(details, { token: '' })).status).toBe(403);
  expect((await send(details, { token: 'x' })).status).toBe(403);
  expect((await send(details, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await send(details, {}, { 'content-type': 'text/plain' })).status).toBe(403);
  expect((await send(details, { comment: 'x'.repeat(20_000) })).status).toBe(413);
  expect(world.published).toEqual([]);
  await send(details);
  expect(world.published).toHaveLength(1);
});

it.each([
  ['?l=none', 403, 'This link is not complete.'],
  ['', 403, 'This link is not complete.'],
  ['what?l=none&order=1&line=1', 403, 'This link is not complete.'],
  ['nowhere', 403, 'This link is not complete.'],
])('the address %s is answered with %d and a sentence', async (path, status, text) => {
  const shown = await open(path);
  expect(shown.status).toBe(status);
  expect(shown.page('main').text()).toContain(text);
});

it.each(['//other.example.com/', 'https:other.example.com', '//other.example.com/what', 'what/', 'send'])(
  'no page leads to another site or to a page that is none, from the address %s',
  async (path) => {
    const shown = await open(path);
    const links = shown.page('a[hreflang]').map((_, element) => shown.page(element).attr('href'));
    expect(links.get()).toHaveLength(wordsLocales.length - 1);
    for (const href of links.get()) expect(href).toMatch(/^\.\/\?/);
  },
);

it('what somebody sold is text on a page, whatever is in it', async () => {
  const line = world.sold[0]?.orders[0]?.lines[0];
  if (line) Object.assign(line, { title: '<script>alert(1)</script>' });
  const { page } = await firstPage('cus_shop_1');
  expect(page('script')).toHaveLength(0);
  expect(page('h1').text()).toContain('<script>alert(1)</script>');
});

it('while nothing has come of it, a page looks again by itself and offers to', async () => {
  const answer = await send(await follow(await firstPage('cus_shop_1'), 'It never came'));
  expect(answer.headers.get('refresh')).toBe('2');
  expect(answer.page('[role=status] h1').text()).toBe('We have it');
  world.now = new Date(world.now.getTime() + 60_000);
  const later = await follow(answer, 'Look again');
  expect(later.headers.get('refresh')).toBeNull();
});

it.each([
  ['at once', 0, 0],
  ['as fast as most', 250, 40],
  ['in seven tenths of a second', 700, 100],
])('two seconds after the button there is an answer, where the shop answers %s', async (_, shop, ledger) => {
  const form = await follow(await firstPage('cus_shop_1'), 'It never came');
  Object.assign(world.takesMs, { shop, ledger, counts: 20, bus: 30 });
  const pressedAt = world.now.getTime();
  const answer = await send(form);
  expect(answer.path).toMatch(/^answer\?/);
  expect(world.now.getTime() - pressedAt).toBeLessThanOrEqual(2_000);
});

it('a shop that takes its four seconds is waited for once, and not for the answer too', async () => {
  const form = await follow(await firstPage('cus_shop_1'), 'It never came');
  world.takesMs.shop = 4_000;
  const pressedAt = world.now.getTime();
  await send(form);
  expect(world.now.getTime() - pressedAt).toBeLessThanOrEqual(4_500);
});
