import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { startWithPages } from '../../local/beside/start-with-pages';
import { sampleBaskets } from '../../local/company/shop/sample-baskets';
import { faultsOfPage } from '../local/faults-of-page';
import { openReporting, type ReportingSystem } from '../local/reporting-system';
import type { TestSystem } from '../local/test-system';

// Customers report in a browser, without a script, over the whole local system.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody opens a page: CHROMIUM\n');

let reporting: ReportingSystem;
let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  reporting = await openReporting({}, startWithPages);
  ({ system } = reporting);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await reporting.stop();
});

const patienceMs = 600_000;

async function sell(index: number): Promise<{ readonly link: string; readonly email: string }> {
  const { shop } = system.local;
  const basket = sampleBaskets(new Date())[index];
  if (!basket) throw new Error('the shop has no such customer');
  const { customer } = await shop.sell(basket);
  return { link: shop.linkFor(customer.id), email: customer.email ?? '' };
}

async function openAt(link: string, look: { readonly width: number; readonly isDark: boolean }): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.isDark ? 'dark' : 'light',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(link);
  return page;
}

/** The page may look again by itself in the same moment: then it is that look. */
async function looksAgain(page: Page): Promise<void> {
  await page.reload().catch(() => page.waitForLoadState());
}

inBrowser('a customer without a script', () => {
  it('whose console never came reads that a new one is sent, and has it in their mail', async () => {
    const { link, email } = await sell(0);
    const page = await openAt(link, { width: 320, isDark: false });
    await page.getByRole('link', { name: 'It never came' }).click();
    await page.getByLabel('Is there anything you want to say about it?').fill('The driver was never here.');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.waitForURL(/answer/);
    await system.local.idle();
    await looksAgain(page);
    await page.locator('main', { hasText: 'A new one is on its way' }).waitFor();
    const [mail] = await system.mailsTo({ email });
    expect(mail?.subject).toContain('A new one is on its way');
  });

  it('whose book was not "like new" reads that all of it went back, and the bank says so', async () => {
    const { link } = await sell(1);
    const page = await openAt(link, { width: 1280, isDark: true });
    await page.getByRole('link', { name: 'It is not what was described' }).click();
    await page.getByLabel('It was described as “like new”. What did you get?').fill('worn, with notes');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.waitForURL(/answer/);
    await system.local.idle();
    await looksAgain(page);
    await page.locator('main', { hasText: 'We’ve refunded £18.50' }).waitFor();
    const refunds = await system.provider.refunds.list({ limit: 100 });
    expect(refunds.data.filter(({ amount }) => amount === 1_850)).toHaveLength(1);
  });

  it.each([false, true])('finds nothing on any page that WCAG forbids, at 320 pixels (dark: %s)', async (isDark) => {
    const { link } = await sell(3);
    const page = await openAt(link, { width: 320, isDark });
    const urls = [page.url()];
    await page.getByRole('link', { name: 'E-Book-Reader' }).first().click();
    urls.push(page.url());
    await page.getByRole('link', { name: 'Es ist kaputt' }).click();
    urls.push(page.url());
    await page.getByLabel('Es ging von selbst kaputt').check();
    await page.getByRole('button', { name: 'Absenden' }).click();
    await page.waitForURL(/answer/);
    urls.push(page.url(), link.replace('?l=', '?l=x'));
    for (const url of urls) expect(await faultsOfPage(browser, { url, isDark })).toEqual([]);
  });
});
