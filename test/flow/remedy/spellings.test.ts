import { tombstoneAt } from '../../fakes/tombstone-at';
import { givingParts, refund, replacement, worldOf } from '../../fakes/parts';
import { filmFailure } from '../../fakes/film-failure';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { defaultLimits } from '../../../lambdas/model/limits';
import { World } from '../../fakes/world';

const dayMs = 24 * 60 * 60 * 1000;
const nine = ['zoe_1', 'Zoe_1', 'ZOE_1', 'zoe_l', 'zoe_I', 'zo\u0435_1', 'z0e_1', 'z\u043ee_1', '\uff5aoe_1'];

/** Something else of another order each time. */
function failureOf(id: string, n: number, at = '2026-11-20T20:40:00Z'): Failure {
  const purchase = { orderId: `ord_${n}`, paymentId: `ch_${n}` };
  return filmFailure({ customer: { id }, purchase, playback: { rentalId: `rent_${n}` }, occurredAt: at });
}

function recordsOf(world: World): RemedyRecord[] {
  return [...world.ledger.records.values()];
}

const statesOf = (world: World) => recordsOf(world).map(({ state }) => state);

it('a person in nine spellings gets one remedy, and the others are held, with both named', async () => {
  const world = new World();
  for (const [n, id] of nine.entries()) await world.deliver(failureOf(id, n));
  expect(statesOf(world)).toEqual(['issued', ...Array.from({ length: 8 }, () => 'held')]);
  expect(world.provider.refunds.size).toBe(1);
  expect(recordsOf(world)[2]?.reasons[0]).toBe(
    'customer zoe_1 has had a remedy in the last 30 days, and ZOE_1 differs from that in case or in letters that look alike only',
  );
});

it('of fifty spellings at once one gets a remedy', async () => {
  const world = worldOf(givingParts(refund));
  const spellings = Array.from({ length: 50 }, (_, n) => spelled('abcdef', n));
  expect(new Set(spellings).size).toBe(50);
  await Promise.all(spellings.map((id, n) => world.deliver(failureOf(id, n))));
  expect(statesOf(world).filter((state) => state !== 'held')).toEqual(['issued']);
});

it('joins nothing: each spelling has its own records, and is erased alone', async () => {
  const world = new World();
  for (const [n, id] of ['zoe', 'Zoe'].entries()) await world.deliver(failureOf(id, n));
  const [first, second] = [world.ledger.customerRecords.get('zoe'), world.ledger.customerRecords.get('Zoe')];
  expect(first?.commitments).toHaveLength(1);
  expect(second?.commitments).toHaveLength(1);
  expect(recordsOf(world).map(({ customerId }) => customerId)).toEqual(['zoe', 'Zoe']);
  await expect(world.ledger.eraseEnvelopes('zoe', tombstoneAt(world.clock()))).resolves.toBe(0);
  await expect(world.ledger.eraseEnvelopes('Zoe', tombstoneAt(world.clock()))).resolves.toBe(1);
});

it('the first one goes on as before, and what a person approves is given', async () => {
  const world = new World();
  await world.deliver(failureOf('zoe', 1));
  await world.deliver(failureOf('Zoe', 2));
  await world.deliver(failureOf('zoe', 3));
  expect(statesOf(world)).toEqual(['issued', 'held', 'issued']);
  await world.approve('ann', recordsOf(world)[1]);
  await world.sweepEvery(60_000, 2);
  expect(statesOf(world)).toEqual(['issued', 'issued', 'issued']);
});

it('one that a verdict on an incident releases holds the first one too: nobody looked at whose it is', async () => {
  const world = new World();
  await world.deliver(failureOf('zoe', 0));
  world.now += 32 * dayMs;
  const at = world.clock().toISOString();
  world.limits = { ...world.limits, perIncident: { ...world.limits.perIncident, remedies: 0 } };
  await world.deliver({ ...failureOf('Zoe', 1, at), incidentId: 'INC-7' });
  await world.decideIncident('INC-7', 'approved');
  await world.sweepEvery(60_000, 2);
  await world.deliver({ ...failureOf('zoe', 2, at), incidentId: undefined });
  expect(statesOf(world)).toEqual(['issued', 'issued', 'held']);
  expect(recordsOf(world)[2]?.reasons[0]).toContain('customer Zoe has had a remedy');
});

it('different customers are not held, however many letters they share', async () => {
  const world = worldOf(givingParts(refund));
  const ids = ['zoe', 'zoë', 'zoey', 'joe', 'cus_10', 'cus_01', 'aB3x', 'aB3y', 'ABCDEF01', 'ABCDEF02', '0b1a', '0b1c'];
  for (const [n, id] of ids.entries()) await world.deliver(failureOf(id, n));
  expect(new Set(statesOf(world))).toEqual(new Set(['issued']));
});

describe('after the first spelling was given nothing for the days of the limit', () => {
  const later = new Date(Date.parse('2026-11-20T20:40:00Z') + 32 * dayMs).toISOString();

  async function afterAMonth(): Promise<World> {
    const world = new World();
    await world.deliver(failureOf('zoe', 1));
    world.now += 32 * dayMs;
    return world;
  }

  it('another one gets a remedy, and a third and the first are held then', async () => {
    const world = await afterAMonth();
    for (const [n, id] of ['Zoe', 'ZOE', 'zoe', 'Zoe'].entries()) await world.deliver(failureOf(id, 10 + n, later));
    expect(statesOf(world)).toEqual(['issued', 'issued', 'held', 'held', 'issued']);
    for (const held of [2, 3]) expect(recordsOf(world)[held]?.reasons[0]).toContain('customer Zoe has had a remedy');
  });

  it('of fifty others at once one gets a remedy', async () => {
    const world = worldOf(givingParts(replacement));
    await world.deliver(failureOf('abcdef', 0));
    world.now += 32 * dayMs;
    const others = Array.from({ length: 50 }, (_, n) => spelled('abcdef', n + 1));
    await Promise.all(others.map((id, n) => world.deliver(failureOf(id, n + 1, later))));
    expect(statesOf(world).filter((state) => state !== 'held')).toHaveLength(2);
  });
});

it('an option makes the time shorter, or turns it off where ids differ by case', async () => {
  const given = async (lookAlikeDays: number): Promise<string[]> => {
    const world = new World();
    world.limits = { ...defaultLimits, perCustomer: { ...defaultLimits.perCustomer, lookAlikeDays } };
    for (const [n, id] of ['zoe', 'Zoe', 'ZOE'].entries()) {
      await world.deliver(failureOf(id, n));
      world.now += 3 * dayMs;
    }
    return statesOf(world);
  };
  await expect(given(0)).resolves.toEqual(['issued', 'issued', 'issued']);
  await expect(given(1)).resolves.toEqual(['issued', 'issued', 'issued']);
  await expect(given(5)).resolves.toEqual(['issued', 'held', 'issued']);
});

/** The letters with some of them as capitals, by the bits of a number. */
function spelled(letters: string, bits: number): string {
  return Array.from(letters, (character, n) => ((bits >> n) & 1 ? character.toUpperCase() : character)).join('');
}
