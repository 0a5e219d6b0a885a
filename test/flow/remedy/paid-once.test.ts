import { deliveryLate } from '../../../lambdas/failures/delivery-late/delivery-late';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { RemedyResult } from '../../../lambdas/flow/remedy/remedy-context';
import { lateDelivery } from '../../failures/delivery-late/late-delivery';
import { outageFailure } from '../../failures/service-outage/outage-failure';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

/** The money that went back, and the credits that were given. */
function given(world: World) {
  const parts = [...world.ledger.records.values()].flatMap((record) => record.parts);
  const sumOf = (kind: string): number =>
    parts.reduce((sum, { part }) => sum + (part.kind === kind && 'amountMinor' in part ? part.amountMinor : 0), 0);
  return { refunds: sumOf('refund'), credits: sumOf('credit') };
}

const outages = [
  ['2026-11-18T06:29:50Z', 'downtime'],
  ['2026-11-18T06:30:10Z', 'downtime'],
  ['2026-11-18T06:30:00Z', 'repair'],
] as const;

const outageAt = ([startedAt, kind]: (typeof outages)[number]) =>
  outageFailure({ outage: { startedAt, kind, endedAt: '2026-11-19T06:30:00Z' } });

it('one outage of which three reports come one after the other is paid once', async () => {
  const world = new World(serviceOutage);
  for (const seen of outages) await world.publishFailure(outageAt(seen));
  expect(given(world)).toEqual({ refunds: 84, credits: 0 });
  expect(world.mailer.mails).toHaveLength(1);
});

it('and once where they come at the same moment', async () => {
  const world = new World(serviceOutage);
  await Promise.allSettled(outages.map((seen) => world.deliver(outageAt(seen))));
  world.now += 120_000;
  for (const seen of outages) await world.publishFailure(outageAt(seen));
  expect(given(world)).toEqual({ refunds: 84, credits: 0 });
});

it('and once where the first waits for a person meanwhile', async () => {
  const world = new World(serviceOutage);
  await world.switchMode('all', { mode: 'approve' });
  const [first, ...others] = outages.map(outageAt);
  if (first) await world.publishFailure(first);
  const [record] = world.ledger.records.values();
  await world.switchMode('all', { mode: 'auto' });
  for (const failure of others) await world.publishFailure(failure);
  expect(world.provider.refunds.size).toBe(0);
  await world.approve('ann', record);
  await world.sweep();
  expect(given(world)).toEqual({ refunds: 84, credits: 0 });
  expect(world.provider.refunds.size).toBe(1);
});

it('three parcels of one order that are late earn its shipping once and one credit', async () => {
  const world = new World(deliveryLate);
  for (const shipmentId of ['s1', 's2', 's3']) {
    await world.publishFailure(lateDelivery({ parcel: { shipmentId } }));
  }
  expect(given(world)).toEqual({ refunds: 795, credits: 1_000 });
});

it('one customer in two spellings of the same letters has one record and one refund', async () => {
  const world = new World();
  const results: RemedyResult[] = [];
  for (const id of ['zo\u00eb', 'zoe\u0308']) {
    const failure = parseFailure(videoPlaybackFailed, filmFailure({ customer: { id } }));
    results.push(await world.deliver(failure));
    // Longer than a provider remembers a key.
    world.now += 48 * 3_600_000;
  }
  expect(results).toMatchObject([{ result: 'issued' }, { result: 'duplicate' }]);
  expect(world.provider.calls).toHaveLength(1);
  expect(world.onlyRecord().customerId).toBe('zo\u00eb');
});
