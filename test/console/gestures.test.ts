import { GestureWorld } from '../operator-api/gesture-world';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ReportWorld } from '../reports/report-world';
import { ConsoleWorld } from './console-world';

const grace = inRole('agent', 'grace');
const page = '/customers/cus_shop_1/give';
const line = `${page}?order=ord_shop_1&line=1`;
const filled = { amount: '15.00', code: 'planned-badly', why: 'Came on the wrong day.' };

let world: ConsoleWorld;
let gestures: GestureWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  const shop = new ReportWorld();
  world.operator.now = shop.now.getTime();
  world.operator.reports = { links: shop.links, intake: shop };
  world.operator.provider.payments.set('ch_ord_shop_1', 19_399);
  gestures = new GestureWorld(world.operator);
});
beforeEach(() => void gestures.published.splice(0));
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

it('a customer to whom nothing has happened yet can be given something, too', async () => {
  const browser = world.browserOf(grace);
  const unknown = await browser.open('/customers/cus_shop_3');
  expect(unknown.status).toBe(404);
  expect(unknown.page('a[href="/customers/cus_shop_3/give"]').text()).toBe('Give this customer something');
  expect((await browser.open('/customers/cus_shop_3/give')).text).toContain('My first telescope');
});

it('an agent goes from the customer to what was bought, sees their budget, is asked once with the numbers, and gives', async () => {
  const browser = world.browserOf(grace);
  const chosen = await browser.open(page);
  expect(chosen.page(`a[href="${page}?order=ord_shop_1&line=1"]`).text()).toBe('Handheld games console, blue');
  const form = await browser.open(line);
  expect(form.text).toContain('£100.00 of £100.00, 10 gestures');
  expect(form.text).toContain('£189.00, of which £189.00 is left to give back');
  const asked = await browser.press(form, 'Go on', { gives: 'refund', ...filled });
  expect(gestures.published).toEqual([]);
  expect(asked.text).toContain('Money back, to how they paid: £15.00');
  const given = await browser.press(asked, 'Give it');
  expect(given.path).toMatch(/^\/remedies\/cus_shop_1\/rem_[0-9a-f]+\?done=given$/);
  expect(given.text).toContain('Given. What comes of it stands here within seconds.');
  expect(given.text).toContain('£15.00');
  expect(gestures.published).toMatchObject([
    { gesture: { gives: 'refund', amountMinor: 1_500, by: { person: 'grace' } } },
  ]);
  expect((await browser.open('/customers/cus_shop_1')).page(`a[href="${page}"]`).text()).toBe(
    'Give this customer something',
  );
  expect((await browser.open(line)).text).toContain('£85.00 of £100.00, 9 gestures');
});

it('the button that is pressed twice gives once', async () => {
  const browser = world.browserOf(grace);
  const form = await browser.open(line);
  const asked = await browser.press(form, 'Go on', { gives: 'credit', ...filled, amount: '5' });
  await browser.press(asked, 'Give it');
  const again = await browser.press(asked, 'Give it');
  expect(again.text).toContain('Given.');
  expect(gestures.published).toHaveLength(1);
});

it.each([
  ['an amount that is none', { amount: 'some' }, 400, 'say how much in GBP'],
  ['more than is left', { amount: '5000' }, 409, 'is left to give back'],
])('refuses %s, and what was typed is still there', async (_, own, status, why) => {
  const browser = world.browserOf(grace);
  const form = await browser.open(line);
  let refused = await browser.press(form, 'Go on', { gives: 'refund', ...filled, ...own });
  if (status === 409) refused = await browser.press(refused, 'Give it');
  expect(refused.status).toBe(status);
  expect(refused.text).toContain(why);
  expect(refused.page('input[name="why"]').val()).toBe(filled.why);
  expect(gestures.published).toEqual([]);
});

it('whoever may not give is offered nothing, and refused', async () => {
  const viewer = world.browserOf(onlyWith('look'));
  expect((await viewer.open('/customers/cus_shop_1')).page(`a[href="${page}"]`)).toHaveLength(0);
  expect((await viewer.open(line)).status).toBe(403);
  expect((await viewer.open(page)).status).toBe(403);
  expect((await viewer.open('/customers/cus_shop_3')).page('a[href$="/give"]')).toHaveLength(0);
  const fields = new URLSearchParams({ ...filled, gives: 'refund', sure: 'yes', gesture: 'forged-gesture' });
  expect((await viewer.post(line, fields)).status).toBe(403);
  expect(gestures.published).toEqual([]);
});

it('a form that no page of ours has shown gives nothing', async () => {
  const browser = world.browserOf(grace);
  const fields = new URLSearchParams({ ...filled, gives: 'refund', sure: 'yes', gesture: 'forged-gesture' });
  expect((await browser.post(line, fields)).status).toBe(403);
  expect(gestures.published).toEqual([]);
});
