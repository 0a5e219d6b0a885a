import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startWithPages } from '../../local/beside/start-with-pages';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { TestSystem } from '../local/test-system';
import { expectFaultless } from './expect-faultless';

// Customers write on networks, in public and in private, and people read and answer them in a browser. The tests run
// in order. PICTURES names a folder for what each page looks like.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody answers there: CHROMIUM\n');

const patienceMs = 600_000;
let system: TestSystem;
let browser: Browser;
let amir: Page;
const consoleUrl = (): string => system.local.endpoints.console ?? '';

beforeAll(async () => {
  system = await TestSystem.open({}, startWithPages);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await system.local.stop();
});

async function open(page: Page, path: string): Promise<void> {
  const shown = await page.goto(new URL(path, consoleUrl()).href);
  expect([path, shown?.status()]).toEqual([path, 200]);
}

/** Somebody writes on a network, by its page. */
async function write(channel: string, who: string, way: string, text: string): Promise<void> {
  await open(amir, `channels/${channel}`);
  const form = amir.getByRole('region', { name: 'Write there, as a customer' });
  await form.getByLabel('Who writes').selectOption(who);
  await form.getByLabel('How').selectOption(way);
  await form.getByLabel('What they write').fill(text);
  await form.getByRole('button', { name: 'Write it' }).click();
  await amir.getByText('It was written').waitFor();
  await system.local.idle();
}

/** Opens the conversation in which that stands. */
async function openConversation(row: string): Promise<string> {
  await open(amir, 'conversations');
  await amir.getByRole('row', { name: row }).getByRole('link').first().click();
  await amir.getByRole('heading', { name: 'What was said' }).waitFor();
  return new URL(amir.url()).pathname.slice(1);
}

async function answer(text: string): Promise<void> {
  await amir.getByLabel('What the customer reads').fill(text);
  await amir.getByLabel('Your name').fill('Amir Said');
  await amir.getByRole('button', { name: 'Send the answer' }).click();
}

async function seenOn(channel: string): Promise<string> {
  await open(amir, `channels/${channel}`);
  return (await amir.locator('section[aria-labelledby=seen]').textContent()) ?? '';
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

const conversations: string[] = [];

inBrowser('whoever answers customers on networks', () => {
  it('answers a comment where everybody reads it, short and without anything of the customer’s', async () => {
    amir = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    amir.setDefaultTimeout(patienceMs);
    await amir.goto(consoleUrl());
    await amir.getByRole('button', { name: 'Amir' }).click();
    await amir.getByRole('heading', { name: 'Today' }).waitFor();
    await write('facebook', 'aylin', 'comment', 'Two weeks, and no answer. <b>Never again!</b>');
    conversations.push(await openConversation('cus_facebook_aylin'));
    await amir.locator('ol.said').getByText('<b>Never again!</b>').waitFor();
    await amir.getByRole('heading', { name: 'What was given, and why' }).waitFor();
    await answer('We are sorry, Aylin. You get 29 GBP back.');
    await amir.getByText('everybody would read an amount of money').waitFor();
    await answer('We are sorry that you waited. Please write to us in private.');
    await amir.getByText('The answer leaves within seconds.').waitFor();
    await system.local.idle();
    const seen = await seenOn('facebook');
    expect(seen).toContain('We are sorry that you waited. Please write to us in private.');
    expect(seen).not.toContain('29 GBP');
    await open(amir, conversations[0] ?? '');
    expect(await amir.locator('ol.said').textContent()).toMatch(/Amir Said in public, .*, sent/);
    await amir.getByText('Answered since').waitFor();
  });

  it('answers a message of a stranger in private, to whom nothing can be given', async () => {
    await write('vk', 'stranger', 'message', 'Does anybody read this?');
    conversations.push(await openConversation('nobody we know'));
    await amir.getByText('nothing can be given before they have said which order is theirs').waitFor();
    expect(await amir.getByText('Give this customer something').count()).toBe(0);
    await answer('I do. Which order is it about?');
    await amir.getByText('The answer leaves within seconds.').waitFor();
    await system.local.idle();
    expect(await seenOn('vk')).toContain('I do. Which order is it about?');
    await write('vk', 'stranger', 'message', 'Thank you, ord_1.');
    await open(amir, conversations[1] ?? '');
    const lines = await amir.locator('ol.said > li').allTextContents();
    expect(lines).toEqual([
      expect.stringContaining('Does anybody read this?'),
      expect.stringContaining('I do. Which order is it about?'),
      expect.stringContaining('Thank you, ord_1.'),
    ]);
    await amir.getByText('Reopened since').waitFor();
  });

  it('sees on the first page what many write about, and who of them waits', async () => {
    for (const who of ['tomas', 'stranger']) await write('facebook', who, 'comment', `No answer, says ${who}.`);
    await open(amir, '');
    await amir.getByRole('region', { name: 'Many write about it' }).getByRole('link').click();
    await amir.getByText('3 posts of 3 people').waitFor();
    expect(await amir.getByRole('row', { name: 'No answer, says tomas.' }).textContent()).toContain('not answered');
    conversations.push(new URL(amir.url()).pathname.slice(1));
  });

  it.each([
    ['a phone', 320, 'light'],
    ['a desktop at night', 1280, 'dark'],
  ] as const)(
    'reads pages without faults that axe knows, and without sideways scrolling, on %s',
    async (_, width, colorScheme) => {
      await amir.setViewportSize({ width, height: 900 });
      await amir.emulateMedia({ colorScheme });
      for (const [at, path] of ['conversations', 'amplified', ...conversations].entries()) {
        await open(amir, path);
        await expectFaultless(amir, path);
        await picture(amir, `${width}-${colorScheme}-${at}`);
      }
    },
  );
});
