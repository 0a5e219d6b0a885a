import { load, type CheerioAPI } from 'cheerio';
import type { Basket } from '../../local/company/shop/shop';
import { sampleBaskets } from '../../local/company/shop/sample-baskets';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { catalog } from '../../lambdas/failures/catalog';
import type { Mishap } from '../../lambdas/reports/mishaps';
import { reportedFailure } from '../../lambdas/reports/reported-failure';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import type { SystemEvent } from '../../local/system/system-event';
import { openReporting, type ReportingSystem } from './reporting-system';
import type { Failed, TestSystem } from './test-system';

// Customers say what went wrong on real pages: functions, table, provider and inbox of the local system.

const refused: AccessChecked[] = [];
let reporting: ReportingSystem;
let system: TestSystem;

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  reporting = await openReporting({ listener });
  ({ system } = reporting);
});
afterAll(() => reporting.stop());

let customers = 0;

/** One of the sample customers, as somebody to whom nothing has happened yet. */
function freshBasket(index: number): Basket {
  const tag = `t${(customers += 1)}`;
  const basket = sampleBaskets(new Date())[index];
  const text = JSON.stringify(basket).replaceAll('_shop_', `_${tag}_`).replaceAll('@example', `.${tag}@example`);
  return JSON.parse(text) as Basket;
}

function shop() {
  return system.local.shop;
}

interface Read {
  readonly status: number;
  readonly url: string;
  readonly page: CheerioAPI;
  readonly headers: Headers;
}

async function open(url: string, init: RequestInit = {}): Promise<Read> {
  const response = await fetch(url, init);
  return { status: response.status, url: response.url, page: load(await response.text()), headers: response.headers };
}

/** Follows the link with this text. */
function follow({ page, url }: Read, name: string): Promise<Read> {
  const link = page('a').filter((_, element) => page(element).text().trim().startsWith(name));
  return open(new URL(link.attr('href') ?? '', url).href);
}

/** Fills in the form of a page, and sends it. */
function send(
  { page, url }: Read,
  values: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Read> {
  const form = page('form');
  const fields = new URLSearchParams(form.serialize());
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  return open(new URL(form.attr('action') ?? '', url).href, { method: 'POST', body: fields, headers });
}

async function sell(basket: Basket) {
  const { customer, orders } = await shop().sell(basket);
  const [order] = orders;
  if (!order) throw new Error('nothing was sold');
  return { customer, order, link: shop().linkFor(customer.id) };
}

type Sold = Awaited<ReturnType<typeof sell>>;

/** The remedy of a failure, as a test looks for it. */
function failed({ customer, order }: Sold, type: string, subject: string, occurrence: string): Failed {
  const remedyId = remedyIdOf({ customerId: customer.id, type, subject, occurrence });
  const entry = { Source: '', DetailType: type, Detail: {} };
  const { paymentId } = order;
  return { eventId: '', entry, customerId: customer.id, email: customer.email ?? '', paymentId, result: '', remedyId };
}

const lostParcel = (sold: Sold): Failed =>
  failed(sold, 'ParcelLost', sold.order.lines[0]?.shipment?.shipmentId ?? '', '1');

/** The same failure as a machine has seen it: the carrier's tracker, or the marketplace's own. */
function seenByMachine({ customer, order }: Sold, mishap: Mishap, answer?: string): PublishedEntry {
  const [line] = order.lines;
  if (!line) throw new Error('nothing was bought');
  const report = { orderId: order.orderId, lineId: line.lineId, mishap, answer };
  const { type, detail } = reportedFailure(report, { customer, order, line }, new Date());
  const definition = catalog.find((known) => known.type === type);
  return { Source: definition?.defaultSource ?? '', DetailType: type, Detail: { ...detail, evidence: 'detected' } };
}

async function saysIt(sold: Sold, choice: string, answer: Record<string, string>): Promise<Read> {
  const what = await open(sold.link);
  return send(await follow(what, choice), answer);
}

/** The page of the answer once nothing is under way any more, however slow this machine is. */
async function settled({ url }: Read): Promise<string> {
  await system.local.idle();
  const now = new URL(url);
  now.searchParams.set('at', String(Date.now()));
  const { page } = await open(now.href);
  return page('main').text();
}

describe.each(['before', 'after'] as const)('where a machine says it %s the customer', (when) => {
  /** Both say it, each in their own way. @returns what the customer then reads */
  async function bothSay(machine: PublishedEntry, byCustomer: () => Promise<Read>): Promise<string> {
    if (when === 'before') await system.publishFailure(machine);
    const answer = await byCustomer();
    const text = await settled(answer);
    if (when === 'after') await system.publishFailure(machine);
    return text;
  }

  it('a console that never came is sent once more, and once, after three answers', async () => {
    const sold = await sell(freshBasket(0));
    expect((await open(sold.link)).page('h1').text()).toBe('What happened? Handheld games console, blue');
    const byCustomer = () => saysIt(sold, 'It never came', { comment: 'The driver was never here.' });
    const text = await bothSay(seenByMachine(sold, 'neverCame'), byCustomer);
    expect(text).toMatch(/A new one is on its way.*Your reference is/);
    const failed = lostParcel(sold);
    expect((await system.getRemedy(failed)).record.state).toBe('issued');
    const { received } = system.local.partners.orderSystem;
    expect(received.filter(({ customerId }) => customerId === failed.customerId)).toHaveLength(1);
    expect(await system.mailsTo(failed)).toHaveLength(1);
  });

  it('a book that was not "like new" is paid back at once, and once', async () => {
    const sold = await sell(freshBasket(1));
    const answer = 'worn, with notes in the margins';
    const byCustomer = () => saysIt(sold, 'It is not what was described', { answer });
    const text = await bothSay(seenByMachine(sold, 'misdescribed', answer), byCustomer);
    expect(text).toMatch(/We’ve refunded £18\.50/);
    const book = failed(sold, 'ItemNotAsDescribed', `${sold.order.orderId}/1`, 'item');
    expect((await system.refundsOf(book)).map(({ amount }) => amount)).toEqual([1_850]);
    expect(await system.mailsTo(book)).toHaveLength(1);
  });
});

it('whoever has a link of another customer sees and reports nothing of this one', async () => {
  const [mine, theirs] = [await sell(freshBasket(0)), await sell(freshBasket(1))];
  const url = new URL(mine.link);
  const stolen = new URL(
    `what?${new URLSearchParams({ l: url.searchParams.get('l') ?? '', order: theirs.order.orderId, line: '1' }).toString()}`,
    url,
  );
  expect((await open(stolen.href)).status).toBe(404);
});

it('an agent reports in the terminal for a customer who called, and what they said is in no record', async () => {
  const sold = await sell(freshBasket(3));
  const args = [sold.customer.id, sold.order.orderId, '1', '--what', 'damaged', '--answer', 'transit'] as const;
  const made = await system.runCommand('ann', 'reports', 'make', ...args, '--comment', 'It rattles.');
  expect(made.stdout).toMatch(/^Reported\./);
  const [, remedyId = ''] = /(rem_[0-9a-f]{32})/.exec(made.stdout) ?? [];
  const remedy = await system.getRemedy({ ...lostParcel(sold), remedyId });
  expect(remedy.record.state).toBe('issued');
  const records = (await system.storedItems()).filter(({ sk }) => sk?.S?.startsWith('REMEDY#'));
  expect(JSON.stringify(records)).not.toContain('It rattles');
});

it('no function did what its role does not allow', () => {
  expect(refused).toEqual([]);
});

it('an agent gives a customer some of what they paid, though nothing failed: it is at the bank and in a mail', async () => {
  const sold = await sell(freshBasket(0));
  const { customer, order } = sold;
  const [line] = order.lines;
  const about = { customerId: customer.id, orderId: order.orderId, lineId: line?.lineId };
  const what = { gives: 'refund', amountMinor: 1_500, currency: 'GBP', code: 'planned-badly', why: 'Wrong day.' };
  const gesture = () =>
    system.callOperatorApi('ASIA.agent.amir', 'POST', 'gestures', {
      ...about,
      ...what,
      gestureId: `gesture-${customer.id}`,
      seenAt: new Date().toISOString(),
    });
  const { answer } = await gesture();
  await system.local.idle();
  await gesture();
  await system.local.idle();
  const { remedyId } = answer as { readonly remedyId: string };
  const given = { ...failed(sold, 'GoodwillGiven', '', ''), remedyId };
  expect((await system.refundsOf(given)).map(({ amount }) => amount)).toEqual([1_500]);
  const [mail, ...others] = await system.mailsTo(given);
  expect(others).toEqual([]);
  expect(mail?.body.text).toContain('Somebody from my team looked at how it went for you');
  expect(mail?.body.text).not.toContain('Wrong day');
});

it('a customer asks to be called: somebody of the partner has the number, and the promise stands once they accepted', async () => {
  const sold = await sell(freshBasket(3));
  const first = await open(`${sold.link}&lang=en`);
  const asked = await send(await follow(first, 'Have us call you'), { phone: '+44 20 7946 0123' });
  expect(asked.page('h1').text()).toMatch(/We’ve asked somebody to call you|Somebody calls you|It’s done|We have it/);
  await system.local.idle();
  const { callbackTeam } = system.local.partners;
  const calls = callbackTeam.received.filter(({ customerId }) => customerId === sold.customer.id);
  expect(calls).toMatchObject([{ channel: 'phone', at: '+442079460123' }]);
  const again = await open(asked.url);
  expect(again.page('[role="status"]').text()).toMatch(/calls you by|It’s done/);
});
