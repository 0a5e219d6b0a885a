import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { faultsOfPage } from './faults-of-page';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// Customers are asked whether it was made right, by the real functions, SMTP, the page and Chromium. The tests run in
// order: first somebody says no on the page, then others answer by mail.

const executable = findChromium();
const inBrowser = executable === undefined ? it.skip : it;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody opens a page: CHROMIUM\n');

const dayMs = 24 * 60 * 60 * 1000;
const patienceMs = 600_000;

const refused: AccessChecked[] = [];
const feedbackEvents: unknown[] = [];
let system: TestSystem;
let browser: Browser | undefined;
let synthesized: Awaited<ReturnType<typeof synthesize>>;
let customers: Failed[];

beforeAll(async () => {
  synthesized = await synthesize({
    context: { replies: '{"domain":"replies.example.com"}', feedback: '{"daysAfterArrival":0}' },
  });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
    if (event.kind === 'event-accepted' && event.detailType === 'FeedbackReceived') feedbackEvents.push(event);
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
  if (executable !== undefined) browser = await launchChromium(executable);
  customers = await system.publishFailures(...[1, 2, 3, 4].map((viewer) => playbackFailure(viewer)));
});
afterAll(async () => {
  await browser?.close();
  await system.local.stop();
  await synthesized.stop();
});

function opened(): Browser {
  if (!browser) throw new Error('there is no browser');
  return browser;
}

function customer(index: number): Failed {
  const found = customers[index];
  if (!found) throw new Error(`there is no customer ${index}`);
  return found;
}

async function questionsTo(index: number) {
  return (await system.mailsTo(customer(index))).filter(({ subject }) => subject === 'Did we make it right?');
}

async function linkOf(index: number): Promise<string> {
  const [question] = await questionsTo(index);
  const [link = ''] = /http\S+\?l=\S+/.exec(question?.body.text ?? '') ?? [];
  return link;
}

/** Answers the question in somebody's inbox, as a person does with the button there. */
async function answerByMail(index: number, text: string): Promise<void> {
  const [mail] = await questionsTo(index);
  const page = new URL(`/answer/${mail?.messageId ?? ''}`, system.local.endpoints.mail);
  const { email: from } = customer(index);
  const to = mail?.replyTo[0] ?? '';
  const form = new URLSearchParams({ from, to, subject: 'Re: Did we make it right?', text, signedIn: 'on' });
  await fetch(page, { method: 'POST', body: form });
  await system.local.idle();
}

const shownSchema = z.object({
  conversation: z.object({
    state: z.string(),
    lines: z.array(z.object({ by: z.string(), text: z.nullable(z.string()), feedback: z.optional(z.string()) })),
  }),
});

async function conversationOf(index: number) {
  const { customerId, remedyId } = customer(index);
  const shown = await system.runCommand('alice', 'conversations', 'show', customerId, remedyId, '--json');
  return shown.code === 0 ? shownSchema.parse(JSON.parse(shown.stdout)).conversation : undefined;
}

it('nobody is asked before the money had the time to arrive, nor soon after a mail that says so, and then each once', async () => {
  await system.runSweep();
  expect(await questionsTo(0)).toEqual([]);
  // The local stage follows up too. That mail comes first, and a week lies between the two.
  for (const days of [15, 3, 1]) {
    system.local.passTime(days * dayMs);
    await system.runSweep();
  }
  const subjects = (await system.mailsTo(customer(0))).map(({ subject }) => subject);
  expect(subjects).toContain('Your refund of £3.99 should be there by now');
  for (const index of [0, 1, 2, 3]) expect(await questionsTo(index)).toEqual([]);
  system.local.passTime(7 * dayMs);
  await system.runSweep();
  for (const index of [0, 1, 2, 3]) expect(await questionsTo(index)).toHaveLength(1);
  system.local.passTime(dayMs);
  await system.runSweep();
  for (const index of [0, 1, 2, 3]) expect(await questionsTo(index)).toHaveLength(1);
});

it('the question leads to a page of ours, and to nothing else', async () => {
  const [question] = await questionsTo(0);
  const addresses = [...(question?.body.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, address]) => address);
  expect(addresses).toHaveLength(1);
  expect(await linkOf(0)).toMatch(/^http/);
});

it('what fetches the link, ahead of time or otherwise, changes nothing', async () => {
  const link = await linkOf(0);
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
    await fetch(link, { method, headers: { 'sec-purpose': 'prefetch' } });
  }
  const form = new URLSearchParams({ answer: 'no', words: '' });
  const sent = await fetch(link.replace('?', 'send?'), { method: 'POST', body: form });
  expect(sent.status).toBe(400);
  await system.local.idle();
  expect(feedbackEvents).toEqual([]);
});

async function openAt(url: string, look: { readonly width: number; readonly isDark: boolean }): Promise<Page> {
  const context = await opened().newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.isDark ? 'dark' : 'light',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  return page;
}

inBrowser('a program that submits the form by a script says nothing', async () => {
  const context = await opened().newContext({ bypassCSP: true });
  // What a page is told to evaluate counts as done by somebody. A reader's own script is not.
  await context.addInitScript(
    "addEventListener('load', () => { const no = document.querySelector('input[value=no]'); if (no) no.checked = true; document.querySelector('form')?.submit(); })",
  );
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(await linkOf(0));
  await page.waitForURL(/check/);
  expect(await page.locator('h1').textContent()).toBe('Nothing was sent.');
  await context.close();
  expect(feedbackEvents).toEqual([]);
});

inBrowser('a person says no on the page without a script, and it is a conversation with their words', async () => {
  const page = await openAt(await linkOf(0), { width: 320, isDark: false });
  await page.getByLabel('No', { exact: true }).check();
  await page.getByLabel('Is there anything you want to say about it?').fill('The money has not arrived.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/check/);
  expect(await page.locator('main').textContent()).toContain('It is not sent yet.');
  // Who presses at once is asked once more, and who reads first is not.
  const send = page.getByRole('button', { name: 'Send it' });
  await send.click();
  for (let times = 0; times < 50 && !page.url().includes('thanks'); times++) {
    await page.waitForTimeout(2_100);
    await send.click();
    await page.waitForLoadState();
  }
  expect(await page.locator('main').textContent()).toContain('A person reads it');
  expect(await page.context().cookies()).toEqual([]);
  await system.local.idle();
  expect(await conversationOf(0)).toMatchObject({
    state: 'new',
    lines: [{ by: 'customer', text: 'The money has not arrived.', feedback: 'no' }],
  });
  expect(feedbackEvents).toHaveLength(1);
  expect(JSON.stringify(feedbackEvents)).not.toContain('The money has not arrived');
});

inBrowser.each([false, true])('axe finds nothing on any page, at 320 pixels (dark: %s)', async (isDark) => {
  const link = await linkOf(3);
  for (const lang of ['en', 'de', 'ja']) {
    const page = await openAt(`${link}&lang=${lang}`, { width: 320, isDark });
    expect(await faultsOfPage(opened(), { url: page.url(), html: await page.content(), isDark })).toEqual([]);
    await page.locator('input[value="no"]').check();
    await page.locator('textarea').fill('Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung');
    await page.locator('button').click();
    await page.waitForURL(/check/);
    expect(await faultsOfPage(opened(), { url: page.url(), html: await page.content(), isDark })).toEqual([]);
    await page.goto(`${link.replace('?', 'thanks?')}&lang=${lang}`);
    expect(await faultsOfPage(opened(), { url: page.url(), html: await page.content(), isDark })).toEqual([]);
    await page.goto(`${link}x&lang=${lang}`);
    expect(await faultsOfPage(opened(), { url: page.url(), html: await page.content(), isDark })).toEqual([]);
    await page.context().close();
  }
});

it('a yes by mail is told and is nobody’s to read, and what is neither is a person’s', async () => {
  const before = feedbackEvents.length;
  await answerByMail(1, 'Yes, thank you!');
  expect(feedbackEvents).toHaveLength(before + 1);
  expect(await conversationOf(1)).toBeUndefined();
  await answerByMail(2, 'Hm, let me see.');
  expect(feedbackEvents).toHaveLength(before + 2);
  expect(await conversationOf(2)).toMatchObject({ state: 'new', lines: [{ feedback: 'unclear' }] });
  expect(system.publishedTypes.filter((type) => type === 'FeedbackReceived')).toHaveLength(before + 2);
});

it('an erasure forgets what was answered, and the link opens nothing any more', async () => {
  const { customerId } = customer(1);
  const link = await linkOf(1);
  expect((await fetch(link)).status).toBe(200);
  const answersOf = async () =>
    (await system.storedItems()).filter(
      ({ pk, sk, erasedAt }) => pk?.S === `CUSTOMER#${customerId}` && sk?.S?.includes('#MESSAGE#') && !erasedAt,
    );
  expect((await answersOf()).map(({ sk }) => sk?.S?.split('#').at(-1)).toSorted()).toEqual(['asked', 'feedback']);
  // By the clock of the functions, which is ahead.
  const erasure = { seenAt: new Date(Date.now() + 27 * dayMs).toISOString(), why: 'asked for it' };
  const { status } = await system.callOperatorApi('alice', 'POST', `customers/${customerId}/erase`, erasure);
  expect(status).toBe(200);
  expect(await answersOf()).toEqual([]);
  expect((await fetch(link)).status).toBe(410);
});

it('the ledger has no word of what was written but where an erasure reaches, and no function was refused anything', async () => {
  const items = await system.storedItems();
  const elsewhere = items.filter(({ sk }) => !sk?.S?.startsWith('ENVELOPE#'));
  expect(JSON.stringify(elsewhere)).not.toMatch(/The money has not arrived|let me see/);
  expect(refused).toEqual([]);
});
