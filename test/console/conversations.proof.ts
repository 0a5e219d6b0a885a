import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startWithPages } from '../../local/beside/start-with-pages';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { synthesize } from '../../local/system/synthesize';
import { playbackFailure, TestSystem, type Failed } from '../local/test-system';
import { expectFaultless } from './expect-faultless';

// Customers write, and people read and answer them in a browser: at a desk and on a phone, over the whole local system.
// The tests run in order. PICTURES names a folder for what each page looks like.

const replies = JSON.stringify({
  domain: 'replies.example.com',
  agents: [{ email: 'help@example.com', name: 'Ann Lee' }],
  owners: { marketing: { firstAnswerMinutes: 60, escalatesTo: 'contact-center' } },
});

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined)
  process.stderr.write('There is no Chromium here, so nobody reads conversations: CHROMIUM\n');

const patienceMs = 600_000;
let system: TestSystem;
let browser: Browser;
let synthesized: Awaited<ReturnType<typeof synthesize>>;
const consoleUrl = (): string => system.local.endpoints.console ?? '';

beforeAll(async () => {
  synthesized = await synthesize({ context: { replies, gestures: 'true' } });
  system = await TestSystem.open({ assembly: synthesized.folder }, startWithPages);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await system.local.stop();
  await synthesized.stop();
});

/** Somebody answers the last mail to an address, by the button of the inbox. */
async function answer(email: string, text: string, change: Readonly<Record<string, string>> = {}): Promise<void> {
  const mail = await system.lastMailTo({ email });
  const usual = { from: email, to: mail.replyTo[0] ?? '', subject: `Re: ${mail.subject}`, text, signedIn: 'on' };
  const { signedIn, ...others } = { ...usual, ...change };
  const form = new URLSearchParams({ ...others, ...(signedIn !== '' && { signedIn }) });
  await fetch(new URL(`/answer/${mail.messageId}`, system.local.endpoints.mail), { method: 'POST', body: form });
  await system.local.idle();
}

async function openAs(person: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, locale: 'en-GB' });
  page.setDefaultTimeout(patienceMs);
  await page.goto(consoleUrl());
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  return page;
}

const pathOf = ({ customerId, remedyId }: Failed): string => `conversations/${customerId}/${remedyId}`;

async function open(page: Page, path: string): Promise<void> {
  const shown = await page.goto(new URL(path, consoleUrl()).href);
  expect([path, shown?.status()]).toEqual([path, 200]);
}

let waiting: Failed;
let answered: Failed;
let closed: Failed;

inBrowser('whoever answers customers', () => {
  it('finds who waits, takes it, answers by the keyboard alone, and is told that it leaves', async () => {
    const failures = [8_101, 8_102, 8_103].map((viewer) => playbackFailure(viewer, 399));
    const [one, two, three] = await system.publishFailures(...failures);
    if (!one || !two || !three) throw new Error('nothing was published');
    [waiting, answered, closed] = [one, two, three];
    const long = `The money is not there yet, and ${'the_longest_word_that_anybody_ever_typed_'.repeat(4)}.\n\nThank you.`;
    await answer(waiting.email, long);
    await answer(waiting.email, 'I am her husband.', { from: 'husband@example.com' });
    await answer(answered.email, 'Is that all?');
    await answer(closed.email, 'It has arrived.');
    const amir = await openAs('Amir');
    await open(amir, 'conversations');
    await amir.getByRole('row', { name: answered.customerId }).getByRole('link').focus();
    await amir.keyboard.press('Enter');
    await amir.getByText('Is that all?').waitFor();
    await amir.getByRole('button', { name: 'Take it' }).focus();
    await amir.keyboard.press('Enter');
    await amir.getByText('You have it.').waitFor();
    await amir.getByLabel('What the customer reads').focus();
    await amir.keyboard.type('Dear Viewer, it is all that was paid.');
    await amir.keyboard.press('Tab');
    await amir.keyboard.type('Amir Said');
    await amir.keyboard.press('Enter');
    await amir.locator('ol.said').getByText('it is all that was paid').waitFor();
    await system.local.idle();
    await open(amir, pathOf(answered));
    await amir
      .getByText(/Amir Said, .*(sent|arrived)/)
      .first()
      .waitFor();
    await amir.close();
  });

  it('sees what a colleague has answered from their own mail, by name', async () => {
    await answer(closed.email, 'Thank you for it.');
    await answer('help@example.com', 'Dear Viewer, you are welcome.');
    const amir = await openAs('Amir');
    await open(amir, pathOf(closed));
    await amir.locator('ol.said').getByText('you are welcome').waitFor();
    expect(await amir.locator('ol.said').textContent()).toContain('Ann Lee');
    await amir.getByRole('region', { name: 'Close it' }).getByLabel('Why', { exact: false }).fill('It has arrived.');
    await amir.getByRole('button', { name: 'Close it' }).click();
    await amir.getByText('It opens again once the customer writes.').first().waitFor();
    await amir.close();
  });

  it.each([
    ['a phone', 320, 'light'],
    ['a phone at night', 320, 'dark'],
    ['a desktop', 1280, 'light'],
    ['a desktop at night', 1280, 'dark'],
  ] as const)(
    'reads pages without faults that axe knows, and without sideways scrolling, on %s',
    async (_, width, colorScheme) => {
      const page = await openAs('Amir', width);
      await page.emulateMedia({ colorScheme });
      const paths = [
        'conversations',
        'conversations?owner=marketing',
        pathOf(waiting),
        pathOf(answered),
        pathOf(closed),
      ];
      for (const [at, path] of paths.entries()) {
        await open(page, path);
        const became = page.getByText('What became of it');
        if ((await became.count()) > 0) await became.click();
        await expectFaultless(page, path);
        await picture(page, `${width}-${colorScheme}-${at}`);
      }
      // What is refused is said where it was typed.
      await open(page, pathOf(waiting));
      await page.getByLabel('What the customer reads').fill('Dear Viewer, it comes on Friday.');
      await page.getByLabel('Your name').fill('https://example.com/');
      await page.getByRole('button', { name: 'Send the answer' }).click();
      await page.locator('[role=alert], .refused').first().waitFor();
      await expectFaultless(page, 'a refused answer');
      await picture(page, `${width}-${colorScheme}-refused`);
      await page.close();
    },
  );

  async function picture(page: Page, name: string): Promise<void> {
    const folder = process.env['PICTURES'];
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
});
