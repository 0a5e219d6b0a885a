import { listHolds } from '../../../lambdas/flow/operate/hold-list';
import { releaseHolds } from '../../../lambdas/flow/operate/release-holds';
import { listRemedies } from '../../../lambdas/flow/operate/remedy-list';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

/** A film of a customer, which was paid by itself. */
function film(customerId: string, n: number) {
  return filmFailure({
    customer: { id: customerId },
    purchase: { orderId: `ord_${customerId}_${n}`, paymentId: `ch_${customerId}_${n}` },
    playback: { rentalId: `rent_${customerId}_${n}` },
  });
}

const listOf = (world: World, limit: number) =>
  listHolds(limit, { ledger: world.ledger, waiting: world.waiting, incidents: world.incidents });

/** A guest id that many share, or somebody who reports what did not happen, with one other customer after all of it. */
async function flooded(count: number): Promise<World> {
  const world = new World();
  for (let n = 0; n < count; n++) await world.deliver(film('cus_guest', n));
  world.limits = { ...world.limits, perRemedy: {} };
  world.now += minuteMs;
  await world.deliver(film('cus_ann', 1));
  return world;
}

describe('of whom many remedies are held', () => {
  it('one line stands for all of a customer, and hides nobody else', async () => {
    const world = await flooded(40);
    const { holds, isComplete } = await listOf(world, 2);
    expect(holds.map(({ customerId, others }) => ({ customerId, others }))).toEqual([
      { customerId: 'cus_guest', others: 34 },
      { customerId: 'cus_ann', others: undefined },
    ]);
    expect(isComplete).toBe(true);
  });

  it('each is held for itself all the same: what is owed is lost in no line', async () => {
    const world = await flooded(40);
    const list = await listRemedies({ state: 'held', customerId: 'cus_guest' }, world.lists);
    expect(list.remedies).toHaveLength(35);
    expect(world.provider.effects).toHaveLength(5);
  });

  it('the line is still there when its first one is decided', async () => {
    const world = await flooded(12);
    const [line] = (await listOf(world, 9)).holds;
    if (!line) throw new Error('nothing is listed');
    await world.reject('ann', 'not believed', line);
    expect((await listOf(world, 9)).holds[0]).toMatchObject({ customerId: 'cus_guest', others: 5 });
  });

  it('a few of one customer have their own lines', async () => {
    const world = await flooded(8);
    expect((await listOf(world, 9)).holds.map(({ others }) => others)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('what a customer’s limit holds is released by that cause and customer at once, and nothing else is', async () => {
  const world = await flooded(9);
  const filter = { cause: 'customer-limit', customerId: 'cus_guest' } as const;
  const { cohort } = await listRemedies({ state: 'held', ...filter }, world.lists);
  expect(cohort.remedies).toBe(4);
  const released = await releaseHolds(filter, { actor: 'ann', why: 'a family', seen: cohort }, world.verdictPorts());
  expect(released).toMatchObject({ answer: 'done', released: 4 });
  await world.sweepEvery(minuteMs, 3);
  expect(world.provider.effects).toHaveLength(9);
  // The mails of the third failure and of later ones wait for the words of the owner, and their remedies do not.
  const { holds } = await listOf(world, 9);
  expect(holds.filter(({ words }) => !words).map(({ customerId }) => customerId)).toEqual(['cus_ann']);
});

it('of what is held for another reason too, the customer’s limit is not the cause', async () => {
  const world = await flooded(6);
  const held = film('cus_guest', 99);
  await world.deliver(held);
  const causes = [...world.ledger.records.values()].flatMap(({ hold }) => (hold ? [hold.cause] : []));
  expect(causes).toEqual(['customer-limit', undefined, undefined]);
});
