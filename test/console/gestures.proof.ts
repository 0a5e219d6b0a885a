import type { Browser, Page } from 'playwright-core';
import type { Orders } from '../../lambdas/shop/order';
import { startWithPages } from '../../local/beside/start-with-pages';
import { sampleBaskets } from '../../local/company/shop/sample-baskets';
import { findChromium, launchChromium } from '../../local/gallery/browser';
import { expectFaultless } from './expect-faultless';
import { openReporting, type ReportingSystem } from '../local/reporting-system';
import type { Failed, TestSystem } from '../local/test-system';

// An agent gives a customer something in a browser though nothing failed: to the bank, and to the mail.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody gives anything: CHROMIUM\n');

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

/** How fast a page answers says nothing about it on a machine that others use too. */
const patienceMs = 600_000;

async function openAs(person: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(patienceMs);
  await page.goto(system.local.endpoints.console ?? '');
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  return page;
}

/** A customer of the shop's, whose console came and who planned badly. */
async function customerOf(tag: string): Promise<Orders> {
  const [basket] = sampleBaskets(new Date());
  if (!basket) throw new Error('the shop sells nothing');
  const { customer, orders } = basket;
  const id = `${customer.id}_${tag}`;
  return system.local.shop.sell({
    customer: { ...customer, id, email: `${tag}@example.com` },
    orders: orders.map((order) => ({ ...order, orderId: `${order.orderId}_${tag}` })),
  });
}

function failedOf({ customer, orders }: Orders): Failed {
  const none = { Source: '', DetailType: '', Detail: {} };
  const { id: customerId, email = '' } = customer;
  return {
    eventId: '',
    entry: none,
    customerId,
    email,
    paymentId: orders[0]?.paymentId ?? '',
    result: '',
    remedyId: '',
  };
}

/** From the customer to the question whether it is meant. */
async function fillsIn(page: Page, { customer }: Orders, amount: string): Promise<void> {
  await page.goto(new URL(`customers/${customer.id}`, system.local.endpoints.console ?? '').href);
  await page.getByRole('link', { name: 'Give this customer something' }).click();
  await page.getByRole('link', { name: 'Handheld games console, blue' }).click();
  await expectFaultless(page, 'what is given');
  await page.getByLabel('How much', { exact: false }).fill(amount);
  await page.getByLabel('Reason').selectOption('planned-badly');
  await page.getByLabel('In your words', { exact: false }).fill('They came on the wrong day, with two children.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Give it?' }).waitFor();
  await expectFaultless(page, 'the question whether it is meant');
}

inBrowser('an agent at the console', () => {
  it('sees the budget, is asked once, and gives what reaches the bank and the customer’s mail, on a phone', async () => {
    const sold = await customerOf('alone');
    const amir = await openAs('Amir', 320);
    await fillsIn(amir, sold, '15.00');
    expect(await system.refundsOf(failedOf(sold))).toEqual([]);
    await amir.getByRole('button', { name: 'Give it' }).click();
    await amir.getByText('Given. What comes of it stands here within seconds.').waitFor();
    await system.local.idle();
    await amir.reload();
    expect(await amir.locator('main').innerText()).toContain('Issued');
    expect((await system.refundsOf(failedOf(sold))).map(({ amount }) => amount)).toEqual([1_500]);
    const [mail, ...others] = await system.mailsTo(failedOf(sold));
    expect(others).toEqual([]);
    expect(mail?.body.text).toContain('£15.00');
    // What somebody wrote for their colleagues is for them alone.
    expect(mail?.body.text).not.toContain('two children');
    await amir.close();
  });

  it('gives more than one gives alone once another person has approved it, and not before', async () => {
    const sold = await customerOf('together');
    const amir = await openAs('Amir');
    await fillsIn(amir, sold, '60.00');
    await amir.getByText('Another person has to approve it').waitFor();
    await amir.getByRole('button', { name: 'Give it' }).click();
    await amir.getByText('What comes of it stands here within seconds.').waitFor();
    await system.local.idle();
    expect(await system.refundsOf(failedOf(sold))).toEqual([]);
    const ada = await openAs('Ada');
    await ada.goto(new URL(`customers/${sold.customer.id}`, system.local.endpoints.console ?? '').href);
    await ada.getByRole('link', { name: 'Goodwill given' }).first().click();
    await ada.getByLabel('Why', { exact: false }).first().fill('They are right.');
    await ada.getByRole('button', { name: 'Approve' }).click();
    await ada.getByText('Approved.').first().waitFor();
    await system.runSweep();
    expect((await system.refundsOf(failedOf(sold))).map(({ amount }) => amount)).toEqual([6_000]);
    expect(await system.mailsTo(failedOf(sold))).toHaveLength(1);
    await Promise.all([amir.close(), ada.close()]);
  });

  it('who only looks is offered nothing to give', async () => {
    const sold = await customerOf('looked-at');
    const vera = await openAs('Vera');
    await vera.goto(new URL(`customers/${sold.customer.id}`, system.local.endpoints.console ?? '').href);
    await vera.getByRole('heading').first().waitFor();
    expect(await vera.getByRole('link', { name: 'Give this customer something' }).count()).toBe(0);
    const answer = await vera.goto(
      new URL(`customers/${sold.customer.id}/give`, system.local.endpoints.console ?? '').href,
    );
    expect(answer?.status()).toBe(403);
    await vera.close();
  });
});
