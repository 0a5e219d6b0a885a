import { deciding, givingParts, refund, worldOf } from '../../fakes/parts';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import type { World } from '../../fakes/world';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { settle } from '../../../lambdas/flow/record/settle';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import type { Limits } from '../../../lambdas/model/limits';

const minuteMs = 60_000;
const oneADay: Limits = { ...wideLimits, perDay: { ...wideLimits.perDay, remedies: 1 } };
const day = 'day/2026-11-20';

function failureOf(n: number): Failure {
  const purchase = { orderId: `ord_${n}`, paymentId: `ch_${n}` };
  return filmFailure({ customer: { id: `cus_${n}` }, purchase, playback: { rentalId: `rent_${n}` } });
}

const recordsOf = (world: World): RemedyRecord[] => [...world.ledger.records.values()];
const statesOf = (world: World): string[] => recordsOf(world).map(({ state }) => state);

/** A day that has room for one, and a first remedy that the provider refuses for good. */
async function refusedOnce(limits = oneADay): Promise<World> {
  const world = worldOf(givingParts(refund));
  world.limits = limits;
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  await world.deliver(failureOf(1));
  await world.sweepEvery(2 * minuteMs, 3);
  expect(statesOf(world)).toEqual(['needs-attention']);
  return world;
}

async function retried(world: World, record = recordsOf(world)[0]) {
  if (!record) throw new Error('nothing is recorded');
  const { customerId, remedyId } = record;
  return retryRemedy({ customerId, remedyId, actor: 'ann' }, 'the account is open again', world.retryPorts());
}

it('what the provider refused for good leaves its place of the day to the next one, and only one', async () => {
  const world = await refusedOnce();
  expect(world.budgets.reserved(day)).toBe(0);
  for (const n of [2, 3]) await world.deliver(failureOf(n));
  expect(statesOf(world)).toEqual(['needs-attention', 'issued', 'held']);
});

it('a person who rejects a wait gives its place back, in every budget and in the reference currency', async () => {
  const limits: Limits = {
    ...oneADay,
    perIncident: { ...wideLimits.perIncident, remedies: 1, referenceMinor: 700 },
    reference: { currency: 'USD', asOf: '2026-06-30', source: 'a test', unitsFor: { GBP: 0.75 } },
  };
  const awaits = { what: 'an answer', until: '2026-11-21T00:00:00Z', then: 'give' } as const;
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['it waits'], awaits }));
  world.limits = limits;
  const withIncident = (n: number): Failure => ({ ...failureOf(n), incidentId: 'INC-7' });
  await world.deliver(withIncident(1));
  await world.deliver(withIncident(2));
  expect(recordsOf(world)[1]?.reasons[0]).toBe('the limit of the day is used up');
  await world.reject('ann', 'it was no fault', recordsOf(world)[0]);
  for (const n of [3, 4]) await world.deliver(withIncident(n));
  expect(recordsOf(world).map(({ hold }) => hold?.awaits !== undefined)).toEqual([true, false, true, false]);
});

it('what is given back twice, late and by many at once is given back once', async () => {
  const world = await refusedOnce();
  const [record] = recordsOf(world);
  await world.deliver(failureOf(2));
  if (!record) throw new Error('nothing is recorded');
  await Promise.all(Array.from({ length: 9 }, () => settle(record, world.sweepPorts())));
  await settle({ ...record, version: record.version + 1 }, world.sweepPorts());
  expect(world.budgets.reserved(day)).toBe(1);
  await world.deliver(failureOf(3));
  expect(statesOf(world)).toEqual(['needs-attention', 'issued', 'held']);
});

it('a retry takes its place anew, of the day on which it is retried, and is refused where there is none', async () => {
  const world = await refusedOnce();
  await world.deliver(failureOf(2));
  await expect(retried(world)).resolves.toMatchObject({ answer: 'refused', why: 'the limit of the day is used up' });
  world.now += 24 * 60 * minuteMs;
  await expect(retried(world)).resolves.toMatchObject({ answer: 'done' });
  expect(world.budgets.reserved('day/2026-11-21')).toBe(1);
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  await world.sweepEvery(2 * minuteMs, 3);
  expect(world.budgets.reserved('day/2026-11-21')).toBe(0);
  expect(world.budgets.reserved(day)).toBe(1);
});

it('what was refused before midnight gives back to its own day and not to the next', async () => {
  const world = worldOf(givingParts(refund));
  world.limits = oneADay;
  world.now = Date.parse('2026-11-20T23:59:30Z');
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  await world.deliver(failureOf(1));
  world.now = Date.parse('2026-11-21T00:01:00Z');
  await world.deliver(failureOf(2));
  await world.sweepEvery(2 * minuteMs, 3);
  await world.deliver(failureOf(3));
  expect(statesOf(world)).toEqual(['needs-attention', 'issued', 'held']);
  expect([world.budgets.reserved(day), world.budgets.reserved('day/2026-11-21')]).toEqual([0, 1]);
});

it('what nobody knows the end of keeps its place, and so does what is pending', async () => {
  const world = worldOf(givingParts(refund));
  world.limits = oneADay;
  world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
  await world.deliver(failureOf(1));
  await world.sweepEvery(2 * minuteMs, 2);
  await world.deliver(failureOf(2));
  expect(statesOf(world)).toEqual(['pending', 'held']);
});
