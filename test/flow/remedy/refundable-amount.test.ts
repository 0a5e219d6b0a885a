import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import type { OutageFailure } from '../../../lambdas/failures/service-outage/contract';
import { hourMs } from '../../../lambdas/model/durations';
import { outageFailure } from '../../failures/service-outage/outage-failure';
import { World } from '../../fakes/world';

/** Eleven days without the service, in one of the months of a subscription that are paid one by one. */
function monthDown(month: number): OutageFailure {
  const startedAt = new Date(Date.UTC(2026, 7 + month, 2)).toISOString();
  const endedAt = new Date(Date.UTC(2026, 7 + month, 13)).toISOString();
  const purchase = { orderId: 'sub_1', paymentId: `ch_month_${month}`, amountMinor: 2_499, currency: 'EUR' };
  return { ...outageFailure({ purchase, outage: { startedAt, endedAt } }), occurredAt: startedAt };
}

it('each month of a subscription gives back its own share: they are four payments of one order', async () => {
  const world = new World(serviceOutage);
  for (const month of [0, 1, 2, 3]) {
    const failure = monthDown(month);
    world.now = Date.parse(failure.outage.endedAt) + hourMs;
    await world.publishFailure(failure);
  }
  const given = world.provider.effects.map(({ request }) => [request.part.paymentId, request.part.amountMinor]);
  expect(given).toEqual([0, 1, 2, 3].map((month) => [`ch_month_${month}`, 917]));
});
