import { request } from 'node:http';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { playbackFailure, TestSystem, type Failed } from '../local/test-system';

// People use the console in a browser, over the whole local system: real functions, table, provider and inbox.

const limits = JSON.stringify({ perRemedy: { GBP: 1_000 }, twoPeopleAbove: { GBP: 5_000 } });

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined)
  process.stderr.write('There is no Chromium here, so nobody opens the console: CHROMIUM\n');

let system: TestSystem;
let browser: Browser;
const consoleUrl = (): string => system.local.endpoints.console ?? '';

beforeAll(async () => {
  system = await TestSystem.open({ context: { limits }, console: true });
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await system.local.stop();
});

/** Somebody opens the console, and says who they are. */
async function openAs(person: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, locale: 'en-GB' });
  await page.goto(consoleUrl());
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  return page;
}

const pathOf = ({ customerId, remedyId }: Failed): string => `remedies/${customerId}/${remedyId}`;

async function openRemedy(page: Page, failed: Failed): Promise<void> {
  await page.goto(new URL(pathOf(failed), consoleUrl()).href);
}

/** Functions look at the switches every ten seconds. */
const untilInForceMs = 11_000;

let viewers = 7_000;
const failedFilm = (amountMinor: number): Promise<Failed> =>
  system.publishFailure(playbackFailure((viewers += 1), amountMinor));

inBrowser('people at the console', () => {
  it('two of them approve a large refund, the mail read before it leaves, and it is made and mailed like that', async () => {
    const failed = await failedFilm(6_000);
    const ada = await openAs('Ada');
    await ada.getByRole('link', { name: 'Video playback failed' }).first().click();
    const frame = ada.frameLocator('iframe[name=mail]');
    const subject = await frame.locator('strong').first().textContent();
    expect(subject).toContain('£60.00');
    await ada.getByLabel('Why', { exact: false }).first().fill('The log of the player agrees.');
    await ada.getByRole('button', { name: 'Approve' }).click();
    await ada.getByText('Another person has to approve it too.').waitFor();

    const ben = await openAs('Ben');
    await openRemedy(ben, failed);
    await ben.getByText('The log of the player agrees.').first().waitFor();
    await ben.getByLabel('Why', { exact: false }).first().fill('I have read it, too.');
    await ben.getByRole('button', { name: 'Approve' }).click();
    await ben.getByText('Approved. It is carried out').waitFor();

    await system.runSweep();
    expect((await system.refundsOf(failed)).map(({ amount }) => amount)).toEqual([6_000]);
    expect((await system.mailsTo(failed)).map((mail) => mail.subject)).toEqual([subject]);
    await openRemedy(ben, failed);
    expect(await ben.locator('main').textContent()).toMatch(/Issued.*Done, booked as re_/);
  });

  it('whoever rejects writes to the customer, sees that mail first, and that is what arrives', async () => {
    const failed = await failedFilm(2_000);
    const ada = await openAs('Ada');
    await openRemedy(ada, failed);
    await ada.getByText('Write to the customer yourself').click();
    await ada.getByLabel('What the customer reads').fill('I looked at it twice.\n\n- The film ran to its end.');
    await ada.getByLabel('Why', { exact: false }).first().fill('It was watched to the end.');
    await ada.getByRole('button', { name: 'Show the mail of a rejection' }).click();
    await ada.frameLocator('iframe[name=mail]').getByText('I looked at it twice.').waitFor();
    await ada.locator('select[name=code]').first().selectOption('no-failure-found');
    await ada.getByRole('button', { name: 'Reject', exact: true }).click();
    await ada.getByText('Rejected. Nothing is given.').waitFor();
    await system.local.idle();
    const [mail] = await system.mailsTo(failed);
    expect(mail?.body.text).toContain('I looked at it twice.');
    expect(await system.refundsOf(failed)).toEqual([]);
  });

  it('who only looks is offered no verdict', async () => {
    const failed = await failedFilm(2_000);
    const vera = await openAs('Vera');
    await openRemedy(vera, failed);
    await vera.getByRole('heading', { name: 'The mail, as it will leave' }).waitFor();
    expect(await vera.getByRole('button').allTextContents()).toEqual(['Search', 'Sign out']);
  });

  it('the keys show what they are, and lead from row to row', async () => {
    await failedFilm(2_000);
    const ada = await openAs('Ada');
    await ada.keyboard.press('?');
    await ada.getByRole('dialog', { name: 'Keys' }).waitFor();
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('j');
    expect(await ada.evaluate('document.activeElement.closest("tr") !== null')).toBe(true);
    await ada.keyboard.press('Enter');
    await ada.waitForURL(/\/(remedies|incidents)\//);
  });
});

inBrowser('every page', () => {
  const pages = ['', 'holds', 'remedies', 'notices', 'dead-letters', 'customers', 'controls', 'controls/stop', 'audit'];

  it.each([
    ['a phone', 320, 'light'],
    ['a phone at night', 320, 'dark'],
    ['a desktop', 1280, 'light'],
    ['a desktop at night', 1280, 'dark'],
  ] as const)('is free of faults that axe knows, and of sideways scrolling, on %s', async (_, width, colorScheme) => {
    const failed = await failedFilm(2_000);
    const page = await openAs('Olga', width);
    await page.emulateMedia({ colorScheme });
    for (const path of [...pages, pathOf(failed), `customers/${failed.customerId}`]) {
      const answer = await page.goto(new URL(path, consoleUrl()).href);
      expect([path, answer?.status()]).toEqual([path, 200]);
      const faults = await page.evaluate(
        axe.source +
          ';axe.run(document, { iframes: false }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html}`))',
      );
      expect([path, faults]).toEqual([path, []]);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect([path, overflow]).toEqual([path, Math.min(overflow, 0)]);
    }
  });
});

it('a name that is not of this machine is refused by the real server, too', async () => {
  const { port } = new URL(consoleUrl());
  const status = await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/', headers: { host: 'evil.example.com' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
  expect(status).toBe(403);
});

// The last: everything stays stopped.
inBrowser('a person at night', () => {
  it('one of them stops everything in two steps, and nothing more is given until somebody switches it on', async () => {
    const olga = await openAs('Olga');
    await olga.getByRole('link', { name: 'Switches' }).click();
    await olga.getByText('Stop everything').first().click();
    await olga.getByLabel('Why', { exact: false }).first().fill('Refunds go out twice.');
    await olga.getByRole('button', { name: 'Stop everything' }).click();
    await olga.getByText('It is in force within ten seconds.').waitFor();
    system.local.passTime(untilInForceMs);
    const failed = await failedFilm(399);
    expect(await system.refundsOf(failed)).toEqual([]);
    await olga.goto(consoleUrl());
    expect(await olga.locator('main').textContent()).toMatch(/Everything is switched to off/);
  });
});
