import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { addressBudget } from '../../../lambdas/ledger/budget';
import { defaultLimits } from '../../../lambdas/model/limits';
import { complaint } from '../../failures/complaint-raised/complaint';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

/** A complaint of another customer each time, whoever is to hear of it. */
function complaintOf(n: number, email?: string) {
  return complaint({
    customer: { id: `cus_${n}`, email },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    complaint: { postId: `post_${n}` },
  });
}

async function complained(count: number, emailOf: (n: number) => string): Promise<World> {
  const world = new World(complaintRaised);
  for (let n = 0; n < count; n++) await world.deliver(complaintOf(n, emailOf(n)));
  return world;
}

const heldIn = (world: World) => [...world.ledger.records.values()].filter(({ state }) => state === 'held');

it('nobody is written to without end where nothing is paid: after five in a day a person looks, whoever the customers are', async () => {
  const world = await complained(9, () => 'victim@example.com');
  const held = heldIn(world);
  expect(held).toHaveLength(4);
  expect(held[0]?.hold?.cause).toBe('limit');
  expect(held[0]?.reasons[0]).toBe("the day's limit of remedies without money for one mail address is used up");
});

it('another spelling of the mailbox is the same one', async () => {
  const spellings = ['Victim@example.com', 'victim+1@example.com', 'victim+2@example.com', ' victim@EXAMPLE.com'];
  expect(heldIn(await complained(9, (n) => spellings[n % 4] ?? ''))).toHaveLength(4);
});

it('others are written to all the same, and the next day everybody is', async () => {
  const world = await complained(9, () => 'victim@example.com');
  const before = heldIn(world).length;
  await world.deliver(complaintOf(20, 'somebody@example.com'));
  world.now += 24 * 3_600_000;
  await world.deliver(complaintOf(21, 'victim@example.com'));
  expect(heldIn(world)).toHaveLength(before);
});

it('what a held complaint took of the limits of the day is there for others', async () => {
  const world = new World(complaintRaised);
  world.limits = { ...world.limits, perFailureTypeAndDay: { ...world.limits.perFailureTypeAndDay, remedies: 6 } };
  const oneFunction = world.ports();
  for (let n = 0; n < 9; n++) await world.deliver(complaintOf(n, 'victim@example.com'), undefined, oneFunction);
  await world.deliver(complaintOf(30, 'somebody@example.com'), undefined, oneFunction);
  expect(heldIn(world).map(({ customerId }) => customerId)).not.toContain('cus_30');
});

it('where money goes back no address is counted: it is no request more', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  expect(world.budgets.requests).toBe(3);
});

it('the counter names nobody, and is forgotten', () => {
  const now = new Date('2026-11-20T20:45:00Z');
  const budget = addressBudget('victim@example.com', defaultLimits, now);
  expect(budget.name).toMatch(/^address\/[\w-]{12}\/2026-11-20$/);
  expect(budget.forgottenAt).toBe('2026-11-22T20:45:00.000Z');
});
