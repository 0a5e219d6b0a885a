import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

const free = filmFailure({ purchase: { amountMinor: 0 } });

it('where nothing was paid, the customer hears an apology, and nothing is given or promised', async () => {
  const world = new World();
  await world.publishFailure(free);
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [] });
  expect(world.provider.calls).toHaveLength(0);
  expect(world.reported()).toEqual(['issued']);
  expect(world.mailer.mails).toHaveLength(1);
  expect(world.mailer.mails[0]?.text).toContain('I’m sorry');
  expect(world.mailer.mails[0]?.text).not.toMatch(/refunded|credit|on its way/);
});

it('again it is a duplicate, with no second mail', async () => {
  const world = new World();
  await world.publishFailure(free);
  await expect(world.deliver(free)).resolves.toMatchObject({ result: 'duplicate' });
  await world.publishFailure(free);
  expect(world.mailer.mails).toHaveLength(1);
});

it('waits for a person where every remedy does, and is sent once it is approved', async () => {
  const world = new World();
  await world.switchMode('all', { mode: 'approve' });
  await world.publishFailure(free);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', parts: [] });
  await world.switchMode('all', { mode: 'auto' });
  await world.approve('ann');
  await world.sweepEvery(60_000, 2);
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [] });
  expect(world.provider.calls).toHaveLength(0);
  expect(world.mailer.mails).toHaveLength(1);
});

it('counts as a remedy of its customer, so that nobody is written to without end', async () => {
  const world = new World();
  const nth = (n: number) =>
    filmFailure({ purchase: { orderId: `ord_${n}`, amountMinor: 0 }, playback: { rentalId: `rent_${n}` } });
  const { remedies } = world.limits.perCustomer;
  for (let n = 0; n <= remedies; n++) await world.publishFailure(nth(n));
  const states = [...world.ledger.records.values()].map(({ state }) => state);
  expect(states.filter((state) => state === 'issued')).toHaveLength(remedies);
  expect(states.filter((state) => state === 'held')).toHaveLength(1);
});
