import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { feedApp } from '../../customer/feed/feed-app';
import { componentText } from '../../local/company/shop/account-page';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { attacks } from '../fakes/hostile-text';
import { filmFailure } from '../fakes/film-failure';
import { FeedWorld } from '../flow/feed/feed-world';
import { faultsOn } from '../local/faults-of-page';

// The component in a page of a shop, with all that goes wrong between a browser and us.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody opens a page: CHROMIUM\n');

const asNews = 'We’ve refunded £3.99. Sorry about “Paris, Texas”';

/** Neither a style nor a script stands in the page, as the documents say. */
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

let browser: Browser;
let server: Server;
let origin: string;
let world: FeedWorld;
let app: ReturnType<typeof feedApp>;
/** What the page of the shop has in it. */
let shop: { readonly html: string; readonly dir: string };

beforeAll(async () => {
  if (executable !== undefined) browser = await launchChromium(executable);
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  world = new FeedWorld();
  // Pages ask when they are told to, and never by themselves.
  app = feedApp({ intake: { answer: (question) => world.ask(question) }, pollSeconds: 300, clock: world.clock });
  shop = { html: elementOf(world.linkOf()), dir: 'ltr' };
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

function elementOf(link: string, more = ''): string {
  return `<amends-apology feed="/feed/" link="${link}" ${more}></amends-apology>`;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '/';
  if (url.startsWith('/feed/')) {
    request.url = url.slice('/feed'.length);
    void getRequestListener((asked) => app.fetch(asked))(request, response);
  } else if (url.startsWith('/amends-apology.js')) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(componentText());
  } else {
    const head =
      '<meta name="viewport" content="width=device-width"><title>Orders</title><link rel="icon" href="data:,">';
    const scripts = [1, 2].map((time) => `<script type="module" src="/amends-apology.js?${time}"></script>`).join('');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(
      `<!doctype html><html lang="en" dir="${shop.dir}"><head>${head}${scripts}</head><body><main><h1>Orders</h1>${shop.html}</main></body></html>`,
    );
  }
}

interface Opened {
  readonly page: Page;
  readonly errors: string[];
}

async function open({ width = 390, isDark = false, bypassCSP = false } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    bypassCSP,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(origin);
  await page.evaluate("customElements.whenDefined('amends-apology')");
  await ask(page);
  return { page, errors };
}

/** As a push has it do. One question is over before the next one is asked. */
function ask(page: Page): Promise<unknown> {
  return page.evaluate("Promise.all([...document.querySelectorAll('amends-apology')].map((one) => one.check()))");
}

/** Until a question that is under way has come to its end. */
async function shown(page: Page, count: number): Promise<void> {
  // The policy of the page lets nothing be made a function of a text, so the page is looked at from outside.
  while ((await cards(page).count()) !== count) await page.waitForTimeout(20);
}

const cards = (page: Page) => page.locator('amends-apology article');

async function setLink(page: Page, link: string | undefined): Promise<void> {
  const change = link === undefined ? "removeAttribute('link')" : `setAttribute('link', ${JSON.stringify(link)})`;
  await page.evaluate(`document.querySelector('amends-apology').${change}`);
}

inBrowser('the component', () => {
  it.each(['the answer never came', 'the answer broke off'])('shows it all the same where %s', async (how) => {
    const { page, errors } = await open();
    await page.route('**/feed/see', async (route) => {
      await route.fetch();
      await (how === 'the answer broke off' ? route.fulfill({ body: '{"sh' }) : route.abort());
    });
    await world.givenAndKept();
    await ask(page);
    expect(world.notices().apology?.seen).toBeDefined();
    expect(await cards(page).count()).toBe(0);
    await page.unroute('**/feed/see');
    await ask(page);
    await shown(page, 1);
    expect(await cards(page).textContent()).toContain(asNews);
    await ask(page);
    expect([await cards(page).count(), errors]).toEqual([1, []]);
  });

  it('shows nothing of who was signed in before, and keeps it where the link is a newer one of theirs', async () => {
    const { page } = await open();
    await world.givenAndKept();
    await ask(page);
    await shown(page, 1);
    await setLink(page, world.linkOf(undefined, 7_200));
    await ask(page);
    expect(await cards(page).count()).toBe(1);
    await setLink(page, world.linkOf('cus_of_the_same_family'));
    expect(await cards(page).count()).toBe(0);
    await setLink(page, world.linkOf());
    await ask(page);
    expect(await cards(page).count()).toBe(0);
  });

  it('shows nothing to who signs in while it is asking for who was there before', async () => {
    const { page } = await open();
    await page.route('**/feed/see', async (route) => {
      const response = await route.fetch();
      await setLink(page, undefined);
      await route.fulfill({ response });
    });
    await world.givenAndKept();
    await ask(page);
    expect(world.notices().apology?.seen).toBeDefined();
    expect(await cards(page).count()).toBe(0);
  });

  it('says it once in two tabs, and where it stands in a page twice', async () => {
    shop = { ...shop, html: shop.html.repeat(2) };
    const tabs = await Promise.all([open(), open()]);
    await world.givenAndKept();
    await Promise.all(tabs.map(({ page }) => ask(page)));
    const counts = await Promise.all(tabs.map(({ page }) => cards(page).count()));
    expect(counts.reduce((all, count) => all + count, 0)).toBe(1);
    expect(tabs.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('waits without a network, and goes on once there is one', async () => {
    const { page, errors } = await open();
    await world.givenAndKept();
    await page.context().setOffline(true);
    await ask(page);
    await page.context().setOffline(false);
    await ask(page);
    await shown(page, 1);
    expect(errors).toEqual([]);
  });

  it('says that a link has ended, and goes on with another one', async () => {
    const { page } = await open();
    await page.evaluate("addEventListener('amends-ended', ({ detail }) => { document.title = detail.status; })");
    world.now += 3_601_000;
    await ask(page);
    expect(await page.title()).toBe('410');
    await world.givenAndKept();
    await setLink(page, world.linkOf());
    await shown(page, 1);
  });

  it('reads the language of the page also where it is written as de_DE', async () => {
    shop = { ...shop, html: elementOf(world.linkOf(), 'lang="de_DE"') };
    const { page } = await open();
    await world.givenAndKept(filmFailure({ customer: { locale: 'ja' } }));
    await ask(page);
    await shown(page, 1);
    expect(await cards(page).getAttribute('lang')).toBe('de');
    const all = new URL((await cards(page).locator('a').getAttribute('href')) ?? '');
    expect(all.searchParams.get('lang')).toBe('de_DE');
  });

  it.each(['ltr', 'rtl'])('has room, names and contrast in a page that is %s', async (dir) => {
    for (const isDark of [false, true]) {
      world = new FeedWorld();
      shop = { html: elementOf(world.linkOf()), dir };
      const { page } = await open({ width: 320, isDark, bypassCSP: true });
      await world.givenAndKept(filmFailure({ playback: { title: 'Donaudampfschifffahrtsgesellschaft'.repeat(5) } }));
      await ask(page);
      await shown(page, 1);
      expect(await faultsOn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Close' }).press('Enter');
      expect(await cards(page).count()).toBe(0);
    }
  });

  it('shows what a system wrote as text, and within the card', async () => {
    for (const title of attacks) {
      world = new FeedWorld();
      shop = { html: elementOf(world.linkOf()), dir: 'ltr' };
      const { page, errors } = await open({ width: 320 });
      await world.givenAndKept(filmFailure({ playback: { title: title.slice(0, 200) || 'x' } }));
      await ask(page);
      await shown(page, 1);
      expect(await cards(page).locator('img, script, style, iframe, form, meta').count()).toBe(0);
      expect(await cards(page).locator('a').count()).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth <= 320')).toBe(true);
      // Whoever turns the direction of writing turns nothing but their own words.
      expect((await cards(page).textContent()) ?? '').not.toMatch(/[\u202a-\u202e]/u);
      expect(errors).toEqual([]);
      await page.context().close();
    }
  });
});
