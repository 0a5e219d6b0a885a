import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith } from '../operator-api/operator-world';
import { ReportWorld } from '../reports/report-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
let shop: ReportWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  // The operator API keeps its ports, and each test has a shop of its own.
  world.operator.reports = {
    links: {
      sign: (link, now) => shop.links.sign(link, now),
      formToken: (link, now) => shop.links.formToken(link, now),
    },
    intake: { answer: (question) => shop.answer(question) },
  };
});
beforeEach(() => {
  shop = new ReportWorld();
  shop.now = world.operator.clock();
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

const page = '/customers/cus_shop_4/report';

it('an agent reports what a customer told them, with what happened before beside it', async () => {
  const failure = filmFailure({
    customer: { id: 'cus_shop_4' },
    occurredAt: new Date(world.operator.now - 60_000).toISOString(),
  });
  await world.operator.deliver(failure);
  const browser = world.browserOf(ada);
  const customer = await browser.open('/customers/cus_shop_4');
  expect(customer.page(`a[href="${page}"]`).text()).toBe('Report a failure in the name of this customer');
  const bought = await browser.open(page);
  expect(bought.text).toContain('E-Book-Reader, 6 Zoll');
  const line = await browser.open(`${page}/ord_shop_4/1`);
  expect(line.page('.timeline .state').text()).toBe('Issued');
  const fields = { what: 'damaged', 'answer-damaged': 'customer', comment: 'She stepped on it.', photo: 'photo_1' };
  const reported = await browser.press(line, 'Report it', fields);
  expect(reported.path).toBe('/customers/cus_shop_4?done=reported');
  expect(reported.text).toContain('Reported. What comes of it stands here within seconds.');
  const detail = { damage: { cause: 'customer' }, comment: 'She stepped on it.', proof: ['photo_1'] };
  expect(shop.published).toMatchObject([{ type: 'ItemDamaged', detail }]);
});

it('who reported it and for whom is in the audit trail, and what the customer said is not', async () => {
  const browser = world.browserOf(ada);
  const line = await browser.open(`${page}/ord_shop_4/2`);
  await browser.press(line, 'Report it', { what: 'stolen', comment: 'Taken from the stairs.' });
  const trail = world.operator.audit.events.filter(({ operation }) => operation === 'makeReport');
  expect(JSON.stringify(trail)).toContain('cus_shop_4');
  expect(JSON.stringify(trail)).not.toContain('Taken from the stairs');
});

it('an answer that is missing is asked for again, and what was typed is still there', async () => {
  const browser = world.browserOf(ada);
  const line = await browser.open(`/customers/cus_shop_2/report/ord_shop_2/1`);
  const refused = await browser.press(line, 'Report it', { what: 'misdescribed', comment: 'It is worn.' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('the question about it has no answer');
  expect(refused.page('textarea').text()).toContain('It is worn.');
  expect(shop.published).toEqual([]);
});

it('who may not report is offered no button, and refused', async () => {
  const viewer = world.browserOf(onlyWith('look'));
  expect((await viewer.open('/customers/cus_shop_4')).page(`a[href="${page}"]`)).toHaveLength(0);
  const line = await viewer.open(`${page}/ord_shop_4/1`);
  const refused = await viewer.press(line, 'Report it', { what: 'stolen' });
  expect(refused.status).toBe(403);
  expect(shop.published).toEqual([]);
});

it('a stage without reports says so', async () => {
  const other = await ConsoleWorld.start();
  const none = await other.browserOf(ada).open(page);
  expect(none.status).toBe(409);
  expect(none.text).toContain('this stage has no reports');
  await other.stop();
});

it('a report that somebody signed once is not sent again later', async () => {
  const body = { customerId: 'cus_shop_4', orderId: 'ord_shop_4', lineId: '1', what: 'stolen' };
  const seenAt = world.operator.clock().toISOString();
  const report = () => world.operator.post('/reports', { ...body, seenAt });
  const made = await report();
  expect(made).toMatchObject({ status: 200, body: { remedyId: expect.stringMatching(/^rem_/) } });
  expect(await report()).toEqual(made);
  world.operator.now += 61_000;
  expect(await report()).toMatchObject({ status: 409, body: { why: expect.stringContaining('not now') } });
});
