import { anotherPass, givingParts, gift, refund, replacement, worldOf } from '../../fakes/parts';
import { filmFailure } from '../../fakes/film-failure';
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
