import type { Browser, Page } from 'playwright-core';
import { startWithPages } from '../../../local/beside/start-with-pages';
import { findChromium, launchChromium } from '../../../local/gallery/browser';
import type { AccessChecked } from '../../../local/emulator/events/emulator-event';
import type { SystemEvent } from '../../../local/system/system-event';
import { expectRemedy } from '../../local/expected-remedy';
import { openReporting, type ReportingSystem } from '../../local/reporting-system';
import type { Failed, TestSystem } from '../../local/test-system';
import type { Person } from './person';
import { aboutToSend, failedOf, sellStory, sends, type Sold } from './telling';
import { toldStories } from './told-stories';

// The told stories of the catalogue: from a person's words in a browser to the bank, the partners and the mail.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody tells anything: CHROMIUM\n');

const refused: AccessChecked[] = [];
const measured: string[] = [];
let reporting: ReportingSystem;
let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  reporting = await openReporting({ listener }, startWithPages);
  ({ system } = reporting);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  process.stderr.write(`${measured.join('\n')}\n`);
  if (executable !== undefined) await browser.close();
  await reporting.stop();
});

/** Once nothing is under way any more the page says it, by itself or when it is looked at again. */
async function readsInTheEnd(person: Person, texts: readonly string[]): Promise<void> {
  await system.local.idle();
  await person.looksAgain();
  for (const text of texts) await person.readsSoon(text);
}

function measure({ story }: Sold, { questions, seconds, waitedMs, firstRead }: Person): void {
  const [, headline = ''] = firstRead.split('\n').filter((line) => line.trim() !== '');
  measured.push(
    `${story.id}: ${questions} questions, ${seconds.toFixed(0)} s of a person, answered in ${waitedMs.toFixed(0)} ms: ${headline}`,
  );
}

/** Somebody who works at the console. */
async function openConsole(name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(600_000);
  await page.goto(system.local.endpoints.console ?? '');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  return page;
}

/** Ada opens the remedy at the console, and approves what waits of it. */
async function approves({ customerId, remedyId }: Failed, why: string): Promise<void> {
  const ada = await openConsole('Ada');
  await ada.goto(new URL(`remedies/${customerId}/${remedyId}`, ada.url()).href);
  await ada.getByLabel('Why', { exact: false }).first().fill(why);
  await ada.getByRole('button', { name: 'Approve' }).click();
  await ada.getByText('Approved.').first().waitFor();
  await ada.close();
  await system.runSweep();
}

inBrowser('a customer tells it on the page of the shop’s link', () => {
  it.each(toldStories)('$id ($language)', async (story) => {
    const sold = await sellStory(system, story);
    const first = await aboutToSend(browser, sold);
    expect(await first.language()).toBe(story.language);
    const { person, failed } = await sends(first, sold, browser);
    measure(sold, person);
    expect(person.questions).toBeLessThanOrEqual(3);
    expect(person.seconds).toBeLessThanOrEqual(60);
    await readsInTheEnd(person, story.reads);
    await expectRemedy(system, failed, story.expected);
    if (story.mailAfterApproval) {
      await approves(failed, 'The words are right.');
      await system.runSweep();
      await expectRemedy(system, failed, { ...story.expected, mail: story.mailAfterApproval });
    }
    await person.close();
  });

  it('merchant-answered (en): a person reads what the seller says, by a day that the page names, and gives it', async () => {
    const expected = { state: 'issued', refund: { amount: 12_900, currency: 'sgd' } } as const;
    const tells = { choice: 'It is not what was described', answer: 'coated canvas', photo: 'proof_55201' };
    const sold = await sellStory(system, { id: 'merchant-answered', language: 'en', tells, reads: [], expected });
    const { person, failed } = await sends(await aboutToSend(browser, sold), sold, browser);
    measure(sold, person);
    await readsInTheEnd(person, ['A person is looking at it', 'You will hear from us by']);
    await expectRemedy(system, failed, { state: 'held' });
    await approves(failed, 'The photo shows canvas.');
    await readsInTheEnd(person, ['We’ve refunded $129.00']);
    const mail = ['full-grain leather', 'We’ve refunded $129.00'];
    const recovery = { bearer: 'merchant', amountMinor: 12_900, currency: 'SGD' };
    await expectRemedy(system, failed, { ...expected, recovery, mail });
    await person.close();
  });
});

inBrowser('an agent tells it at the console for a customer who is on the phone', () => {
  it('present-too-late: the shipping goes back and a credit is given, while they speak', async () => {
    const expected = {
      state: 'issued',
      refund: { amount: 795, currency: 'usd' },
      credits: [{ accountId: 'wallet_808', amountMinor: 1_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
      mail: ['We’ve refunded $7.95 to the card you paid with.', 'We’ve put $10.00 of credit on your account'],
    } as const;
    const tells = { choice: 'It comes later than promised' };
    const sold = await sellStory(system, { id: 'present-too-late', language: 'en', tells, reads: [], expected });
    const amir = await openConsole('Amir');
    await amir.goto(new URL(`customers/${sold.customerId}/report`, amir.url()).href);
    await amir.getByRole('link', { name: 'A present' }).click();
    await amir.getByLabel(tells.choice).check();
    await amir.getByRole('textbox', { name: 'What they say about it' }).fill('It is for Saturday.');
    await amir.getByRole('button', { name: 'Report it' }).click();
    await amir.getByText('Reported. What comes of it stands here within seconds.').waitFor();
    await system.local.idle();
    await amir.reload();
    const link = amir.getByRole('link', { name: 'Delivery late' }).first();
    const href = (await link.getAttribute('href')) ?? '';
    const remedyId = href.split('/').at(-1) ?? '';
    await expectRemedy(system, failedOf(sold, remedyId), expected);
    expect(await amir.locator('main').innerText()).toContain('Issued');
    await amir.close();
  });
});

// It moves the clocks ahead, so it is the last one.
inBrowser('where the seller has the word first', () => {
  it('merchant-never-answered (en): the page says until when, and after that the price goes back by itself', async () => {
    const tells = { choice: 'It is not what was described', answer: 'worn, with notes in the margins' };
    const story = {
      id: 'merchant-never-answered',
      language: 'en',
      tells,
      reads: [],
      expected: { state: 'held' },
    } as const;
    const sold = await sellStory(system, story, 'asked');
    const { person, failed } = await sends(await aboutToSend(browser, sold), sold, browser);
    measure(sold, person);
    await readsInTheEnd(person, ['We’re waiting for the seller’s answer', 'The seller has until']);
    await expectRemedy(system, failed, story.expected);
    system.local.passTime(49 * 60 * 60 * 1000);
    await system.runSweep();
    await readsInTheEnd(person, ['We’ve refunded £18.50']);
    expect((await system.refundsOf(failed)).map(({ amount }) => amount)).toEqual([1_850]);
    const mails = await system.mailsTo(failed);
    expect(mails.filter(({ body }) => body.text.includes('We’ve refunded £18.50'))).toHaveLength(1);
    await person.close();
  });

  it('no function did what its role does not allow', () => {
    expect(refused).toEqual([]);
  });
});
