import { referenceOf } from '../../lambdas/model/remedy-id';
import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Browser, type Shown } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

let films = 0;

/** A film of this customer that failed. */
async function film(customerId: string, purchase: { amountMinor?: number; currency?: string; orderId?: string } = {}) {
  const failure = filmFailure({
    customer: { id: customerId, name: 'Zoë Castellanos', email: 'zoe@example.com' },
    purchase: { orderId: `ord_${++films}`, paymentId: `ch_${films}`, amountMinor: 399, ...purchase },
    playback: { rentalId: `rent_${films}` },
    occurredAt: new Date(world.operator.now - 60_000).toISOString(),
  });
  world.operator.now += 1_000;
  return (await world.operator.deliver(failure, { perRemedy: { GBP: 10_000, EUR: 10_000 } })).remedyId;
}

async function find(browser: Browser, customerId: string, reference = ''): Promise<Shown> {
  return browser.press(await browser.open('/customers'), 'Find', { customerId, reference });
}

const figuresOf = ({ page }: Shown): string[] =>
  page('.figures li')
    .toArray()
    .map((element) => page(element).text().replaceAll(/\s+/g, ' ').trim());

it('a customer is found by their id, with everything that happened to them and sums by currency', async () => {
  const { remedyId } = await world.operator.giveAndBounce('cus_found');
  world.operator.now += 60_000;
  await film('cus_found', { amountMinor: 500, currency: 'EUR' });
  await film('cus_found', { amountMinor: 25_000 });
  const customer = await find(world.browserOf(ada), 'cus_found');
  expect(customer.path).toBe('/customers/cus_found');
  expect(figuresOf(customer)).toEqual(['€5.00 + £3.99given', '£250.00wait for a person', '3remedies']);
  const states = customer.page('.timeline .state').toArray();
  expect(states.map((element) => customer.page(element).text())).toEqual(['Held', 'Issued', 'Issued']);
  expect(customer.text).toContain('Mail (apology): bounced');
  expect(customer.text).toContain('They may not have got it.');
  expect(customer.text).toContain(referenceOf(remedyId));
  expect(customer.page('html').html()).not.toMatch(/zoe@|Castellanos/);
});

it('an id that is a mail address stands in no address of a page as it is', async () => {
  const customerId = 'anna@example.com';
  await film(customerId);
  const browser = world.browserOf(ada);
  const token = (await browser.open('/customers')).page('main input[name=token]').attr('value') ?? '';
  const answer = await browser.post('/customers', new URLSearchParams({ token, customerId }));
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toMatch(/^\/customers\/~[\w-]+$/);
  const customer = await find(browser, customerId);
  expect(customer.page('.id').text()).toBe(customerId);
  expect(customer.page('title').text()).not.toContain('anna');
  const places = customer.page('main [href]').toArray();
  for (const element of places) expect(customer.page(element).attr('href')).not.toContain('anna');
});

it('the reference that a customer reads out leads to its remedy, however it is typed', async () => {
  const remedyId = await film('cus_said');
  const reference = referenceOf(remedyId);
  for (const quoted of [reference, reference.toLowerCase().replace('-', ' '), remedyId]) {
    const remedy = await find(world.browserOf(ada), 'cus_said', quoted);
    expect(remedy.status).toBe(200);
    expect(remedy.text).toContain(remedyId);
  }
});

it('a reference without its customer is said to be found by a command that reads the whole ledger', async () => {
  const reference = referenceOf(await film('cus_silent'));
  const alone = await find(world.browserOf(ada), '', reference);
  expect(alone.status).toBe(400);
  expect(alone.text).toContain('amends remedies find');
  expect(alone.page('input[name=reference]').attr('value')).toBe(reference);
  const inTheWrongField = await find(world.browserOf(ada), reference);
  expect(inTheWrongField.text).toContain('amends remedies find');
});

it('what is no reference is said to be none, and what was typed is kept', async () => {
  const refused = await find(world.browserOf(ada), 'cus_said', 'HELLO-123');
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('HELLO-123 is neither a reference nor a remedy id.');
  expect(refused.page('input[name=customerId]').attr('value')).toBe('cus_said');
});

it('whom nobody knows is said to be unknown, with what may be the reason', async () => {
  const unknown = await find(world.browserOf(ada), 'cus_Nobody');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('with its capital letters');
  expect(unknown.page('input[name=customerId]').attr('value')).toBe('cus_Nobody');
});

it('an order leads to all that happened to it', async () => {
  await film('cus_order', { orderId: 'ord two' });
  await film('cus_order', { orderId: 'ord two', amountMinor: 400 });
  await film('cus_order');
  const browser = world.browserOf(ada);
  const customer = await browser.open('/customers/cus_order');
  const link = customer.page('a').filter((_, element) => customer.page(element).text() === 'All 2 of this order');
  const order = await browser.open(link.first().attr('href') ?? '');
  expect(order.text).toContain('What happened to the order ord two');
  expect(figuresOf(order)).toEqual(['£7.99given', '2remedies']);
});

it('what happened to a customer comes twenty at a time', async () => {
  for (let n = 0; n < 22; n++) await film('cus_many');
  const browser = world.browserOf(ada);
  const first = await browser.open('/customers/cus_many');
  expect(first.page('.timeline > li')).toHaveLength(20);
  const older = first.page('a').filter((_, element) => first.page(element).text() === 'Older (2)');
  const rest = await browser.open(older.attr('href') ?? '');
  expect(rest.page('.timeline > li')).toHaveLength(2);
});

describe('an erasure', () => {
  it('says what goes and what stays, takes its time, and leaves the money on record', async () => {
    const { remedyId } = await world.operator.giveAndBounce('cus_erase');
    const browser = world.browserOf(ada);
    const link = (await browser.open('/customers/cus_erase')).page('a[href$="/erase"]').attr('href') ?? '';
    const form = await browser.open(link);
    expect(form.text).toContain('The record of the money');
    expect(form.text).toContain('Remedies of this customer: 1. Not over yet: 0.');
    world.operator.now += 10 * 60_000;
    const done = await browser.press(form, 'Erase', { why: 'Asked for on the phone.', again: 'cus_erase' });
    expect(done.text).toContain('Name and address are erased.');
    expect(done.text).not.toContain('as they left');
    expect(done.text).toContain('Name and address were erased');
    expect(figuresOf(done)).toEqual(['£3.99given', '1remedy']);
    const remedy = await browser.open(`/remedies/cus_erase/${remedyId}`);
    expect(remedy.text).toContain('Name and address are not kept');
  });

  it('needs the id typed once more, and a reason', async () => {
    const { remedyId } = await world.operator.giveAndBounce('cus_typed');
    const browser = world.browserOf(ada);
    for (const typed of [
      { why: 'Asked for it.', again: 'cus_type' },
      { why: ' ', again: 'cus_typed' },
    ]) {
      const refused = await browser.press(await browser.open('/customers/cus_typed/erase'), 'Erase', typed);
      expect(refused.status).toBe(400);
      expect(refused.page('input[name=again]').attr('value')).toBe(typed.again);
    }
    const remedy = await browser.open(`/remedies/cus_typed/${remedyId}`);
    expect(remedy.text).toContain('The failure as it was published');
  });

  it('reaches also what is on its way of somebody whom nobody knows yet', async () => {
    const browser = world.browserOf(ada);
    const unknown = await browser.open('/customers/cus_coming');
    const form = await browser.open(unknown.page('a[href$="/erase"]').attr('href') ?? '');
    const done = await browser.press(form, 'Erase', { why: 'Asked for it.', again: 'cus_coming' });
    expect(done.text).toContain('Nothing was decided for this customer.');
    expect(done.text).toContain('Name and address were erased');
  });

  it('is offered to nobody without its duty, and refused them', async () => {
    await film('cus_kept');
    const browser = world.browserOf(onlyWith('look'));
    const customer = await browser.open('/customers/cus_kept');
    expect(customer.page('a[href$="/erase"]')).toHaveLength(0);
    expect((await browser.open('/customers/cus_kept/erase')).page('main form')).toHaveLength(0);
    const token = customer.page('input[name=token]').attr('value') ?? '';
    const fields = new URLSearchParams({ token, why: 'x', again: 'cus_kept' });
    expect((await browser.post('/customers/cus_kept/erase', fields)).status).toBe(403);
  });
});

it('nobody is no customer: there is nothing to erase of an id without a sign', async () => {
  const shown = await world.browserOf(ada).open('/customers/~/erase');
  expect(shown.status).toBe(404);
  expect(shown.page('form[action$="/erase"]')).toHaveLength(0);
});
