import { anotherPass, givingParts, gift, refund, replacement, worldOf } from '../../fakes/parts';
import { filmFailure } from '../../fakes/film-failure';
import type { World } from '../../fakes/world';
import { wideLimits } from '../../fakes/wide-limits';
import type { Failure } from '../../../lambdas/failures/definition/failure';

const creditOfPrice = { ...gift, basis: 'price', accountId: 'acc_shared' } as const;
const ofCustomer = (id: string, orderId = 'ord_9'): Failure => filmFailure({ customer: { id }, purchase: { orderId } });

it('a line of an order is sent again to its first customer, and another one is held, with both named', async () => {
  const world = worldOf(givingParts(replacement));
  for (const id of ['cus_a', 'cus_b']) await world.deliver(ofCustomer(id));
  expect([...world.ledger.records.values()].map(({ state }) => state)).toEqual(['pending', 'held']);
  expect([...world.ledger.records.values()][1]?.reasons[0]).toBe(
    'line 1 of order ord_9 was used for customer cus_a before, and this is cus_b',
  );
});

it('a credit account is filled for its first customer only, also from another order', async () => {
  const world = worldOf(givingParts(creditOfPrice));
  await world.deliver(ofCustomer('cus_a', 'ord_1'));
  await world.deliver(ofCustomer('cus_b', 'ord_2'));
  const held = [...world.ledger.records.values()][1];
  expect(held?.state).toBe('held');
  expect(held?.reasons[0]).toBe('credit account acc_shared was used for customer cus_a before, and this is cus_b');
});

it('a right is extended and given again for its first customer only, also from another order', async () => {
  const world = worldOf(givingParts(anotherPass));
  await world.deliver(ofCustomer('cus_a', 'ord_1'));
  await world.deliver(ofCustomer('cus_b', 'ord_2'));
  const held = [...world.ledger.records.values()][1];
  expect(held?.state).toBe('held');
  expect(held?.reasons[0]).toBe('entitlement pass_1 was used for customer cus_a before, and this is cus_b');
});

it('of fifty customers at once one gets what belongs to one', async () => {
  const world = worldOf(givingParts(replacement));
  const ids = Array.from({ length: 50 }, (_, n) => `cus_${n}`);
  await Promise.all(ids.map((id) => world.deliver(ofCustomer(id))));
  const states = [...world.ledger.records.values()].map(({ state }) => state);
  expect(states.filter((state) => state === 'held')).toHaveLength(49);
});

it('refunds have no owner: the provider says what is left of the payment', async () => {
  const world = worldOf(givingParts(refund));
  for (const id of ['cus_a', 'cus_b']) await world.deliver(ofCustomer(id));
  expect(world.ledger.owners.size).toBe(0);
});

describe('what is given later is asked for too', () => {
  const ofIncident = (id: string): Failure => ({ ...ofCustomer(id), incidentId: 'INC-7' });
  const statesOf = (world: World) => [...world.ledger.records.values()].map(({ state }) => state);

  it('one verdict on an incident gives a line to one of six customers, and the others wait alone, with both named', async () => {
    const world = worldOf(givingParts(replacement));
    world.limits = { ...world.limits, perIncident: { ...world.limits.perIncident, remedies: 0 } };
    for (let n = 0; n < 6; n++) await world.deliver(ofIncident(`cus_${n}`));
    await world.decideIncident('INC-7', 'approved');
    await world.sweepEvery(60_000, 3);
    expect(statesOf(world).filter((state) => state !== 'held')).toEqual(['pending']);
    const held = [...world.ledger.records.values()].filter(({ state }) => state === 'held');
    expect(held[0]?.reasons[0]).toMatch(
      /^line 1 of order ord_9 was used for customer cus_\d before, and this is cus_\d$/,
    );
    expect(held.map(({ hold }) => hold?.withIncident)).toEqual([false, false, false, false, false]);
    expect(await world.waiting.held(9)).toHaveLength(5);
  });

  it('a credit in the place of a refund fills an account for its first customer only', async () => {
    const world = worldOf(givingParts({ ...refund, fallback: creditOfPrice }));
    for (const [n, id] of ['cus_a', 'cus_b'].entries()) {
      world.provider.answerNext({ state: 'declined', reason: 'card-unreachable' });
      await world.deliver(ofCustomer(id, `ord_${n}`));
    }
    await world.sweepEvery(60_000, 4);
    expect(statesOf(world)).toEqual(['pending', 'needs-attention']);
    expect([...world.ledger.records.values()][1]?.history.at(-2)?.why).toContain(
      'credit account acc_shared was used for customer cus_a before, and this is cus_b',
    );
  });

  it('what a person approved has its owner from then on', async () => {
    const world = worldOf(givingParts(replacement));
    world.limits = { ...world.limits, perRemedy: {} };
    await world.deliver(ofCustomer('cus_a'));
    await world.approve('ann');
    await world.sweepEvery(60_000, 2);
    world.limits = wideLimits;
    await world.deliver(ofCustomer('cus_b'));
    expect(statesOf(world)).toEqual(['pending', 'held']);
  });
});
