import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import { outageFailure } from '../../failures/service-outage/outage-failure';
import { World } from '../../fakes/world';

const hourMs = 3600_000;

/** An outage that began a day before now, and is said to end so long after now. */
function lasting(world: World, endsAfterMs: number) {
  const [startedAt = '', endedAt = ''] = [-24 * hourMs, endsAfterMs].map((ms) =>
    new Date(world.now + ms).toISOString(),
  );
  return outageFailure({ outage: { startedAt, endedAt, kind: 'downtime' } });
}

describe('an outage that is said to last two more days', () => {
  it('is paid by itself when it is over, and once', async () => {
    const world = new World(serviceOutage);
    const failure = lasting(world, 48 * hourMs);
    await world.publishFailure(failure);
    await world.sweep();
    expect(world.provider.refunds.size).toBe(0);
    const [held] = world.ledger.records.values();
    expect(held).toMatchObject({ state: 'held', hold: { awaits: { what: 'the end that is announced' } } });

    world.now += 48 * hourMs + 60_000;
    await world.sweep();
    await world.sweep();
    await world.publishFailure(failure);
    expect(world.provider.refunds.size).toBe(1);
    expect([...world.ledger.records.values()]).toEqual([expect.objectContaining({ state: 'issued' })]);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('is paid once where it is reported again with another end', async () => {
    const world = new World(serviceOutage);
    await world.publishFailure(lasting(world, 48 * hourMs));
    await world.publishFailure(lasting(world, 0));
    expect(world.provider.refunds.size).toBe(0);

    world.now += 72 * hourMs;
    await world.sweep();
    expect(world.provider.refunds.size).toBe(1);
  });
});
