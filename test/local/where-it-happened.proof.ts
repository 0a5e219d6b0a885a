import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { wordsLocales } from '../../lambdas/words/locales';
import { accountAddress } from '../../local/company/shop/serve-shop';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// Customers are told where it happened, by the real functions, the page of the shop with the component, and Chromium.

const executable = findChromium();
const inBrowser = executable === undefined ? it.skip : it;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody opens a page: CHROMIUM\n');

const patienceMs = 600_000;

const refused: AccessChecked[] = [];
let system: TestSystem;
let browser: Browser | undefined;
let synthesized: Awaited<ReturnType<typeof synthesize>>;
/** Who was on the page when it happened, and was told there. */
let onPage: Failed;
/** Who was nowhere, and got a mail. */
let away: Failed;

beforeAll(async () => {
  // A mail waits for as long as it ever does, and pages are told to ask by the test.
  const feed = JSON.stringify({ allowedOrigins: ['http://localhost:0'], pollSeconds: 30 });
  synthesized = await synthesize({ context: { feed } });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
  if (executable !== undefined) browser = await launchChromium(executable);
  away = await system.publishFailure(playbackFailure(100));
});
afterAll(async () => {
  await browser?.close();
  await system.local.stop();
  await synthesized.stop();
});

const inboxSchema = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string() }),
    }),
  ),
});

async function inboxOf(email: string) {
  const response = await fetch(new URL('/store', system.local.endpoints.mail));
  const { emails } = inboxSchema.parse(await response.json());
  return emails.filter(({ destination }) => destination.to.some((to) => to.includes(email)));
}

interface Look {
  readonly width?: number;
  readonly isDark?: boolean;
  readonly hasScript?: boolean;
}

async function openAt(url: string, { width = 390, isDark = false, hasScript = true }: Look = {}): Promise<Page> {
  if (!browser) throw new Error('there is no browser');
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: isDark ? 'dark' : 'light',
    javaScriptEnabled: hasScript,
    // Whatever the page itself allows, axe is run in it.
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  return page;
}

function accountOf(customerId: string): string {
  return accountAddress(system.local.endpoints.shop, customerId);
}

function linkOf(customerId: string): { readonly feedUrl: string; readonly link: string } {
  const feed = system.local.shop.feedFor(customerId);
  if (!feed) throw new Error('the shop has no feed');
  return feed;
}

function givenPageOf(customerId: string, query: Readonly<Record<string, string>> = {}): string {
  const { feedUrl, link } = linkOf(customerId);
  return `${feedUrl}?${new URLSearchParams({ l: link, ...query }).toString()}`;
}

/** As a push has a page do. */
function askOn(page: Page): Promise<unknown> {
  return page.evaluate("document.querySelector('amends-apology').check()");
}

/** Somebody is on the page while their film fails. */
async function failOnPage(viewer: number): Promise<{ readonly failed: Failed; readonly page: Page }> {
  const page = await openAt(accountOf(`cus_${viewer}`));
  await askOn(page);
  const course = { isOver: false };
  const asking = (async () => {
    while (!course.isOver) {
      await askOn(page);
      await page.waitForTimeout(100);
    }
  })();
  const failed = await system.publishFailure(playbackFailure(viewer));
  course.isOver = true;
  await asking;
  return { failed, page };
}

async function faultsOf(page: Page): Promise<string[]> {
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return [
    ...found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    ...(isTooWide ? ['too wide'] : []),
  ];
}

inBrowser('who is on the page when it happens is told there, and the mail is the receipt', async () => {
  // Where the machine is so slow that a mail cannot wait, it is news and the page says nothing: once, in any case.
  for (let viewer = 1; viewer <= 5; viewer++) {
    const { failed, page } = await failOnPage(viewer);
    const cards = page.locator('amends-apology article');
    const [mail, ...others] = await inboxOf(failed.email);
    expect(others).toEqual([]);
    const isShown = (await cards.count()) === 1;
    expect(mail?.subject.includes('receipt')).toBe(isShown);
    if (!isShown) continue;
    onPage = failed;
    const text = (await cards.textContent()) ?? '';
    expect(text).toContain('We’ve refunded £3.99. Sorry about “Paris, Texas”');
    expect(text).toContain('Maya Lindqvist, Example Films');
    expect(mail?.subject).toBe('We’ve refunded £3.99. Your receipt');
    expect(mail?.body.text).toContain('You may have read this on our page already.');
    expect(await faultsOf(page)).toEqual([]);
    return;
  }
  throw new Error('no page of five was told first');
});

inBrowser('another page of the same customer, and the same page opened anew, say nothing more', async () => {
  const page = await openAt(accountOf(onPage.customerId));
  await askOn(page);
  expect(await page.locator('amends-apology article').count()).toBe(0);
});

inBrowser(
  'who was written to already is not told as if it were new, and finds it on the page of all of it',
  async () => {
    const [mail] = await inboxOf(away.email);
    expect(mail?.subject).toBe('We’ve refunded £3.99. Sorry about “Paris, Texas”');
    const page = await openAt(accountOf(away.customerId));
    await askOn(page);
    expect(await page.locator('amends-apology article').count()).toBe(0);
    await page.getByRole('link', { name: 'What we made right for you' }).click();
    await page.waitForURL(/url\//);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const words of ['We’ve refunded £3.99.', 'It should be there by', 'Ask a person about it', 'Paris, Texas']) {
      expect(text).toContain(words);
    }
  },
);

inBrowser.each(wordsLocales.map(({ tag }) => tag))('the page of all of it needs no script in %s', async (tag) => {
  const page = await openAt(givenPageOf(onPage.customerId, { lang: tag }), { width: 320, hasScript: false });
  expect(await page.locator('html').getAttribute('lang')).toBe(tag);
  expect(await page.locator('article').count()).toBe(1);
  expect(await page.locator('article a').getAttribute('href')).toMatch(/^mailto:help%40example\.com\?subject=/);
  await page.context().close();
});

inBrowser.each([false, true])('axe finds nothing on it at 320 pixels (dark: %s)', async (isDark) => {
  for (const lang of ['en', 'de', 'ja', 'ru']) {
    for (const url of [givenPageOf(onPage.customerId, { lang }), givenPageOf('cus_nobody', { lang })]) {
      const page = await openAt(url, { width: 320, isDark });
      expect(await faultsOf(page)).toEqual([]);
      await page.context().close();
    }
  }
  const page = await openAt(`${givenPageOf(onPage.customerId)}x`, { width: 320, isDark });
  expect(await faultsOf(page)).toEqual([]);
});

inBrowser('a page of an origin that is not allowed is not let by its browser', async () => {
  const { feedUrl, link } = linkOf(away.customerId);
  const page = await openAt(system.local.endpoints.mail);
  const asked = `fetch(${JSON.stringify(`${feedUrl}fresh?l=${link}`)}).then((answer) => answer.status, (error) => error.name)`;
  expect(await page.evaluate(asked)).toBe('TypeError');
});

it('a link that is forged, of nobody or of somebody else shows nothing of theirs', async () => {
  const { feedUrl, link } = linkOf(away.customerId);
  const [payload = ''] = link.split('.');
  const other = Buffer.from(JSON.stringify({ customerId: away.customerId, expiresAt: 9_999_999_999 }));
  for (const forged of ['', 'x', `${payload}.x`, `${other.toString('base64url')}.${link.split('.')[1] ?? ''}`]) {
    expect((await fetch(`${feedUrl}fresh?l=${forged}`)).status).toBe(404);
    expect((await fetch(`${feedUrl}?l=${forged}`)).status).toBe(404);
  }
  const { link: ofOther } = linkOf('cus_nobody');
  const body = new URLSearchParams({ l: ofOther, id: away.remedyId, by: 'a-page-of-somebody-else' });
  expect(await (await fetch(`${feedUrl}see`, { method: 'POST', body })).json()).toEqual({ show: false });
  const listed = await (await fetch(`${feedUrl}?l=${ofOther}`)).text();
  expect(listed).not.toContain('Paris, Texas');
});

it('no function was refused anything', () => {
  expect(refused).toEqual([]);
});
