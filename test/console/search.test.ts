import { referenceOf } from '../../lambdas/model/remedy-id';
import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

let films = 0;

async function film(customerId: string, orderId: string): Promise<string> {
  const failure = filmFailure({
    customer: { id: customerId },
    incidentId: undefined,
    purchase: { orderId, paymentId: `ch_${++films}` },
    playback: { rentalId: `rent_${films}` },
    occurredAt: new Date(world.operator.now - 60_000).toISOString(),
  });
  return (await world.operator.deliver(failure)).remedyId;
}

it('the reference that a customer reads out leads to the remedy, from any page, and nobody has to know the customer', async () => {
  const remedyId = await film('cus_reads', 'ord_reads');
  const browser = world.browserOf(ada);
  const shown = await browser.press(await browser.open('/holds'), 'Search', { text: referenceOf(remedyId) });
  expect(shown.path).toBe(`/remedies/cus_reads/${remedyId}`);
});

it('the id of a customer leads to their page', async () => {
  await film('cus_here', 'ord_here');
  const browser = world.browserOf(ada);
  const shown = await browser.press(await browser.open('/'), 'Search', { text: 'cus_here' });
  expect(shown.path).toBe('/customers/cus_here');
});

it('what has several remedies is listed, and what is found nowhere says where it was looked for', async () => {
  await film('cus_one', 'ord_both');
  await film('cus_two', 'ord_both');
  const browser = world.browserOf(ada);
  const listed = await browser.press(await browser.open('/'), 'Search', { text: 'ord_both' });
  expect(listed.page('tbody tr')).toHaveLength(2);
  const none = await browser.press(listed, 'Search', { text: 'nobody' });
  expect(none.text).toMatch(/Nothing was found\..*Customers, by their id: none/);
  expect(none.page('input[name="text"]').attr('value')).toBe('nobody');
});

it('signs that nobody can see are shown for what they are, and nothing is looked for', async () => {
  const browser = world.browserOf(ada);
  const shown = await browser.press(await browser.open('/'), 'Search', { text: 'cus_\u202e1' });
  expect(shown.status).toBe(400);
  expect(shown.text).toContain('cus_⟨U+202E⟩1');
  expect(shown.text).not.toContain('\u202e');
});

it('whoever may not look is offered no search, and gets none', async () => {
  const browser = world.browserOf(onlyWith('switch'));
  expect((await browser.open('/')).page('[role="search"]')).toHaveLength(0);
});
