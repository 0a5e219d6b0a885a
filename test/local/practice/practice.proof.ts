import type { Browser, Page } from 'playwright-core';
import { startWithPages } from '../../../local/beside/start-with-pages';
import { findChromium, launchChromium } from '../../../local/gallery/browser';
import { manyReports } from '../../../local/system/provider-url';
import { customerIdOf } from '../../../local/practice/scenario';
import { openReporting, type ReportingSystem } from '../reporting-system';
import type { TestSystem } from '../test-system';

// Agents practise in a browser over the whole local system: its customers report, call, read their mail and answer it.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody practises: CHROMIUM\n');

let reporting: ReportingSystem;
let system: TestSystem;
let browser: Browser;

/** The clock of the customers: their patience is not that of a slow machine. */
let now = Date.now();
const clock = (): number => now;

beforeAll(async () => {
  const context = { reports: manyReports, replies: '{"domain":"replies.example.com"}' };
  reporting = await openReporting({ context }, (options) => startWithPages(options, { practice: { clock } }));
  ({ system } = reporting);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await reporting.stop();
});

const consoleUrl = (path: string): string => new URL(path, system.local.endpoints.console).href;

async function openAs(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(600_000);
  await page.goto(consoleUrl('/'));
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  return page;
}

/** Customers look into their mail once a second, so what they say comes by itself. The page is looked at until then. */
async function untilItSays(page: Page, place: string, text: string): Promise<void> {
  for (;;) {
    await system.local.idle();
    await page.goto(place);
    if ((await page.locator('main').innerText()).includes(text)) return;
  }
}

/** What a customer says stands in the story before their mail has come: the list is looked at until it has it. */
async function opensConversation(page: Page, place: string): Promise<void> {
  const customerId = customerIdOf(place.split('/').at(-1) ?? '');
  const row = page.locator('main table tr', { hasText: customerId });
  for (;;) {
    await system.local.idle();
    await page.goto(consoleUrl('/conversations'));
    if ((await row.count()) > 0) break;
  }
  await row.locator('a').first().click();
}

/** Takes the conversation of the one whose story that is, and answers it. */
async function answers(page: Page, place: string, message: string): Promise<void> {
  await opensConversation(page, place);
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByLabel('What the customer reads').fill(message);
  await page.getByLabel('Your name').fill('Amir Haddad');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByRole('heading', { name: 'What was said' }).waitFor();
  await system.local.idle();
}

async function debriefOf(page: Page, place: string): Promise<string> {
  await page.goto(place);
  await page.getByRole('button', { name: 'End it, and look back' }).click();
  await page.getByRole('heading', { name: /^Looking back/ }).waitFor();
  return page.locator('main').innerText();
}

inBrowser('an agent practises', () => {
  it('a customer who reports it, is impatient, asks again, and thanks; and reads what became of it', async () => {
    const amir = await openAs('Amir');
    await amir.getByRole('link', { name: 'Practice' }).click();
    await amir.getByRole('button', { name: 'Begin: A console that never came' }).click();
    await amir.getByRole('heading', { name: 'A console that never came' }).waitFor();
    const place = amir.url();
    await untilItSays(amir, place, 'We write by ourselves: “A new one is on its way');
    now += 16_000;
    await untilItSays(amir, place, 'How do I know that this one comes?');
    now += 91_000;
    await untilItSays(amir, place, 'Is anybody reading this?');
    await untilItSays(amir, place, 'waits for an answer');
    now += 60_000;
    await answers(
      amir,
      place,
      'Dear David,\n\nI am sorry for any inconvenience. It comes on Thursday, and I have given you £20.',
    );
    await untilItSays(amir, place, 'A person writes');
    now += 21_000;
    await untilItSays(amir, place, 'And who brings it?');
    await answers(amir, place, 'Dear David,\n\nour own courier brings it after five.');
    now += 21_000;
    await untilItSays(amir, place, 'Thank you for answering yourself.');
    const text = await debriefOf(amir, place);
    expect(text).toContain('The customer has nothing more to say for now.');
    expect(text).toContain('The first answer of a person took 2 min 31 s.');
    expect(text).toContain('The next answer took 0 s.');
    expect(text).toMatch(/Told by mail: A new one is on its way/);
    expect(text).toMatch(/Carried out: order system: console-handheld-blue ×1.*shipped/);
    expect(text).toMatch(/By itself the policy gives replacement worth £189\.00: .*That is what was given\./);
    expect(text).toContain('no-inconvenience: “inconvenien”');
    expect(text).toContain('It names £20, and nothing of that amount was paid or given.');
    await amir.close();
  });

  it('a customer on the phone, whose report the agent forgets: nothing was given, and the debrief says what is owed', async () => {
    const amir = await openAs('Amir');
    await amir.goto(consoleUrl('/practice'));
    await amir.getByRole('button', { name: 'Begin: A present was stolen from the porch' }).click();
    await amir.getByText('They are on the phone.').waitFor();
    const text = await debriefOf(amir, amir.url());
    expect(text).toContain('They have got no mail of ours.');
    expect(text).toContain('Nothing was given: no failure of theirs is known.');
    expect(text).toMatch(
      /By itself the policy gives callback and replacement worth US\$59\.99.*Nothing of it has been given\./,
    );
    await amir.close();
  });

  it('a customer on the phone, for whom the agent reports it at the console while they speak', async () => {
    const amir = await openAs('Amir');
    await amir.goto(consoleUrl('/practice'));
    await amir.getByRole('button', { name: 'Begin: Un regalo que no llega a tiempo' }).click();
    await amir.getByText('They are on the phone.').waitFor();
    const place = amir.url();
    await amir.getByRole('link', { name: 'what they bought' }).click();
    await amir.getByRole('link', { name: 'Cometa roja' }).click();
    await amir.getByLabel('It comes later than promised').check();
    await amir.getByRole('button', { name: 'Report it' }).click();
    await amir.getByText('Reported. What comes of it stands here within seconds.').waitFor();
    await untilItSays(amir, place, 'We write by ourselves');
    now += 21_000;
    await untilItSays(amir, place, '¿Puedo recogerla en una tienda?');
    await answers(
      amir,
      place,
      'Estimada Carmen:\n\nla tiene apartada a su nombre en la tienda de la calle Mayor desde el viernes.',
    );
    now += 21_000;
    await untilItSays(amir, place, 'Muchas gracias por buscarlo.');
    const text = await debriefOf(amir, place);
    expect(text).toMatch(/Told by mail: .*4,95/);
    expect(text).toContain('The rules for apologies find nothing in it.');
    expect(text).toContain('That is what was given.');
    expect((await system.provider.refunds.list({ limit: 100 })).data.map(({ amount }) => amount)).toContain(495);
    await amir.close();
  });
});
