import { request } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { startWithPages } from '../../local/beside/start-with-pages';
import { deadLetter } from '../local/dead-letter';
import { playbackFailure, TestSystem, type Failed } from '../local/test-system';
import { expectFaultless } from './expect-faultless';

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
  system = await TestSystem.open({ context: { limits } }, startWithPages);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await system.local.stop();
});

const patienceMs = 600_000;

/** Somebody opens the console, and says who they are. */
async function openAs(person: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, locale: 'en-GB' });
  // How fast a page answers says nothing about it on a machine that others use too.
  page.setDefaultTimeout(patienceMs);
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

inBrowser('people who see something break, and heal', () => {
  /** Breaks or mends something, on the page that only the local console has. */
  async function press(page: Page, button: string): Promise<void> {
    await page.goto(new URL('trouble', consoleUrl()).href);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: 'Trouble, on purpose' }).waitFor();
  }

  it('the provider refuses the account: remedies wait behind a breaker, an administrator closes it, and all are paid once', async () => {
    const olga = await openAs('Olga');
    await press(olga, 'Break it: The payment provider refuses the account (401)');
    await olga.getByLabel('For how many customers').selectOption('5');
    await olga.getByRole('button', { name: 'Send it now' }).click();
    await olga.waitForURL(/count=5/);
    await system.local.idle();
    await olga.reload();
    expect(await olga.locator('article .state').allTextContents()).toEqual(Array(5).fill('Held'));
    await olga.getByText('the API key has expired').first().waitFor();
    const places = await olga
      .locator('article h3 a')
      .evaluateAll((links) => links.map((link) => String(Reflect.get(link, 'href'))));

    await olga.goto(new URL('controls', consoleUrl()).href);
    await olga.getByText('Broken on purpose:').waitFor();
    await olga.getByText('stripe is in trouble: the API key has expired').waitFor();
    await press(olga, 'Mend it: The payment provider refuses the account (401)');
    await olga.goto(new URL('controls', consoleUrl()).href);
    await olga.getByLabel('Why it is closed').fill('There is a new key.');
    await olga.getByRole('button', { name: 'Close the breaker of stripe' }).click();
    await olga.getByText('The breaker is closed.').waitFor();
    system.local.passTime(untilInForceMs);
    await system.runSweep();

    for (const place of places) {
      await olga.goto(place);
      const text = await olga.locator('main').textContent();
      expect(text).toMatch(/Done, booked as re_/);
      expect(text).toMatch(/the account works again/);
      expect(text?.match(/Mail \(apology\): sent(?!i)/g)).toHaveLength(1);
    }
    const { data: refunds } = await system.provider.refunds.list({ limit: 100 });
    const ofThese = refunds.filter(({ metadata }) =>
      places.some((place) => place.endsWith(metadata?.['remedyId'] ?? '?')),
    );
    expect(ofThese.map(({ amount }) => amount)).toEqual(Array(5).fill(399));
  });

  it('what was tried too often is put back by hand once the provider is there again, and is paid once', async () => {
    const olga = await openAs('Olga');
    await press(olga, 'Break it: The payment provider is down');
    const failed = await failedFilm(399);
    expect(failed.result).toBe('none');
    await deadLetter(system, { copies: 1 });
    await press(olga, 'Mend it: The payment provider is down');
    await olga.getByRole('link', { name: 'Dead letters', exact: true }).click();
    await olga.getByText(failed.customerId).waitFor();
    await olga.getByRole('checkbox').check();
    await olga.getByLabel('Why', { exact: false }).first().fill('The provider is there again.');
    await olga.getByRole('button', { name: 'Put the ticked ones back' }).click();
    await olga.getByText('There is none.').waitFor();
    await system.runSweep();
    expect(await system.refundsOf(failed)).toMatchObject([{ amount: 399 }]);
    expect(await system.mailsTo(failed)).toHaveLength(1);
  });

  it('a customer reads out the reference of their mail, and whoever types it finds the remedy', async () => {
    const failed = await failedFilm(399);
    const [mail] = await system.mailsTo(failed);
    const [reference = ''] = /[2-9C-X]{4}-[2-9C-X]{4}/.exec(mail?.body.text ?? '') ?? [];
    const amir = await openAs('Amir');
    await amir.keyboard.press('/');
    await amir.keyboard.type(reference.toLowerCase());
    await amir.keyboard.press('Enter');
    await amir.waitForURL(new URL(pathOf(failed), consoleUrl()).href);
    expect(await amir.locator('main').textContent()).toContain(reference);
  });
});

inBrowser('every page', () => {
  const pages = [
    '',
    'holds',
    'remedies',
    'notices',
    'dead-letters',
    'customers',
    'controls',
    'controls/stop',
    'audit',
    'insight',
    'in-force',
    'in-force/VideoPlaybackFailed',
    'in-force/limits',
    'findings',
    'limits',
    'search',
    'trouble',
    'company',
  ];

  it.each([
    ['a phone', 320, 'light'],
    ['a phone at night', 320, 'dark'],
    ['a desktop', 1280, 'light'],
    ['a desktop at night', 1280, 'dark'],
  ] as const)('is free of faults that axe knows, and of sideways scrolling, on %s', async (_, width, colorScheme) => {
    const failed = await failedFilm(2_000);
    // Its amount is wider than half a phone.
    const large = await failedFilm(1_234_567);
    system.local.troubles.begin('mail-refused');
    const page = await openAs('Olga', width);
    await page.emulateMedia({ colorScheme });
    const customers = [failed, large].map(({ customerId }) => `customers/${customerId}`);
    for (const path of [...pages, pathOf(failed), ...customers]) {
      const answer = await page.goto(new URL(path, consoleUrl()).href);
      expect([path, answer?.status()]).toEqual([path, 200]);
      await expectFaultless(page, path);
    }
    // Insight is off in this system, and these say so.
    for (const path of ['week', 'insight/what-fails']) {
      const answer = await page.goto(new URL(path, consoleUrl()).href);
      expect([path, answer?.status()]).toEqual([path, 409]);
      await expectFaultless(page, path);
    }
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await expectFaultless(page, 'sign-in');
    system.local.troubles.mend('mail-refused');
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
