import type { Failure } from '../../../lambdas/failures/definition/failure';
import { setImmediate as yieldTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { QuotaLease } from '../../../lambdas/ledger/quota-lease';
import { CommitmentLeasedError, type RemedyContext } from '../../../lambdas/flow/remedy/remedy-context';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import { isFact } from '../../fakes/mortal';
import { redeliveryMs, World } from '../../fakes/world';

/** Ports whose calls take their turns in an order the scheduler picks. */
function scheduledPorts(world: World, scheduler: fc.Scheduler): RemedyContext {
  const ports = world.ports();
  const inTurn = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        if (isFact(property)) return member.bind(target) as unknown;
        return async (...args: unknown[]): Promise<unknown> => {
          await scheduler.schedule(Promise.resolve(), String(property));
          return Reflect.apply(member, target, args);
        };
      },
    });
  return {
    ...ports,
    ledger: inTurn(ports.ledger),
    refunds: inTurn(ports.refunds),
    outcomes: inTurn(ports.outcomes),
    incidents: inTurn(ports.incidents),
    quota: new QuotaLease(inTurn(world.budgets), world.clock),
  };
}

it.each([2, 50])(
  '%d deliveries of one failure at once, in any order of their steps, are one refund and one mail',
  async (deliveries) => {
    const runs = deliveries === 2 ? 300 : 20;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = new World();
        const arriving = Array.from({ length: deliveries }, () =>
          world.deliver(filmFailure(), undefined, scheduledPorts(world, scheduler)),
        );
        await scheduler.waitFor(Promise.allSettled(arriving));
        const settled = await Promise.allSettled(arriving);
        const failed = settled.filter((result) => result.status === 'rejected');
        expect(failed.every(({ reason }) => reason instanceof CommitmentLeasedError)).toBe(true);
        expect(settled.length - failed.length).toBeGreaterThan(0);

        world.now += redeliveryMs;
        for (const _ of failed)
          await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'duplicate' });
        await world.publishFailure(filmFailure());
        expect(world.provider.refunds.size).toBe(1);
        expect(world.provider.calls).toHaveLength(1);
        expect(world.mailer.mails).toHaveLength(1);
      }),
      { numRuns: runs },
    );
  },
);

it('fifty different failures of one customer at once are fifty remedies', async () => {
  const world = new World();
  world.limits = wideLimits;
  const failures = Array.from({ length: 50 }, (_, n) =>
    filmFailure({ purchase: { orderId: `ord_${n}` }, playback: { rentalId: `rent_${n}` } }),
  );
  await deliverAllAtOnce(world, failures);
  expect(world.provider.refunds.size).toBe(50);
});

it('a hundred different failures of one customer at once are all given or held, as the limits of a customer have it', async () => {
  const world = new World();
  const failures = Array.from({ length: 100 }, (_, n) =>
    filmFailure({ purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` }, playback: { rentalId: `rent_${n}` } }),
  );
  await deliverAllAtOnce(world, failures);
  expect(world.ledger.records.size).toBe(100);
  expect(world.provider.refunds.size).toBe(world.limits.perCustomer.remedies);
});

/** All of them at once, and those that failed once more, as often as Lambda delivers an event. */
async function deliverAllAtOnce(world: World, failures: readonly Failure[]): Promise<void> {
  let waiting = failures;
  for (let delivery = 1; delivery <= 3 && waiting.length > 0; delivery++) {
    const settled = await Promise.allSettled(waiting.map((failure) => deliverWithJitter(world, failure)));
    waiting = waiting.filter((_, index) => settled[index]?.status === 'rejected');
    world.now += redeliveryMs;
  }
  expect(waiting).toHaveLength(0);
}

async function deliverWithJitter(world: World, failure: Failure) {
  const ports = world.ports();
  const backOff = async (lostRaces: number): Promise<void> => {
    for (let turn = 0; turn < Math.random() * 2 ** lostRaces; turn++) await yieldTurn();
  };
  return world.deliver(failure, undefined, { ...ports, backOff });
}

it('500 failures of 500 customers at once, in many function instances, never pass a shared limit', async () => {
  for (const instances of [1, 10, 500]) {
    const world = new World();
    const perDay = { ...wideLimits.perDay, remedies: 100 };
    world.limits = {
      ...wideLimits,
      perDay,
      perIncident: { ...wideLimits.perIncident, amountMinor: { GBP: 80 * 399 } },
    };
    const ports = Array.from({ length: instances }, () => world.ports());
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, n) => {
        const failure = filmFailure({
          customer: { id: `cus_${n}` },
          purchase: { orderId: `ord_${n}` },
          playback: { rentalId: `rent_${n}` },
        });
        return world.deliver(failure, undefined, ports[n % instances]);
      }),
    );
    const paid = results.filter(({ result }) => result === 'issued').length;
    expect(paid).toBe(world.provider.refunds.size);
    expect(paid).toBeLessThanOrEqual(80);
    // Instances that handle one failure each leave what they reserved for a second one unspent.
    expect(paid).toBeGreaterThanOrEqual(40);
    expect(results.every(({ result }) => result === 'issued' || result === 'held')).toBe(true);
  }
});
