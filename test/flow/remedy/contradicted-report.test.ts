import type { Failure } from '../../../lambdas/failures/definition/failure';
import { dayMs, minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const [first, other] = ['com.example.video', 'com.example.rogue'];

/** The failure as somebody else tells of it. */
function saying({ customer = {}, purchase = {} }: { customer?: object; purchase?: object }): Failure {
  const failure = filmFailure();
  return {
    ...failure,
    customer: { ...failure.customer, ...customer },
    purchase: { ...failure.purchase, ...purchase },
  };
}

const another = [
  ['payment', saying({ purchase: { paymentId: 'ch_another' } }), 'payment ch_another and not ch_3PqZ0eExample'],
  ['order', saying({ purchase: { orderId: 'ord_another' } }), 'order ord_another and not'],
  ['sum', saying({ purchase: { amountMinor: 9_900 } }), '99.00 GBP paid and not 3.99 GBP'],
] as const;

async function deliverFrom(source: string | undefined, failure: Failure, world: World) {
  world.source = source;
  return world.deliver(failure);
}

function stepsOf(world: World, wanted: 'report-contradicted' | 'reported-again') {
  return world.observer.steps.flatMap((taken) => (taken.step === wanted && 'why' in taken ? [taken.why] : []));
}

describe('a failure that was made good, reported once more', () => {
  it('by another source with the same facts is a duplicate that says who else saw it', async () => {
    const world = new World();
    await deliverFrom(first, filmFailure(), world);
    await expect(deliverFrom(other, filmFailure(), world)).resolves.toMatchObject({ result: 'duplicate' });
    expect(stepsOf(world, 'reported-again')).toEqual([`by ${other} too`]);
    expect(stepsOf(world, 'report-contradicted')).toEqual([]);
    expect(world.onlyRecord().version).toBe(1);
  });

  it('by another source before it is published is published by the first alone, with its own address', async () => {
    const world = new World();
    world.source = first;
    const publish = world.outcomes.publish.bind(world.outcomes);
    world.outcomes.publish = () => Promise.reject(new Error('the bus is down'));
    await expect(world.deliver(filmFailure())).rejects.toThrow('the bus is down');
    world.outcomes.publish = publish;
    await deliverFrom(other, saying({ customer: { email: 'mallory@example.com' } }), world);
    expect(world.outcomes.published).toEqual([]);
    await deliverFrom(first, filmFailure(), world);
    await world.write();
    expect(world.mailer.mails.map(({ to }) => to.email)).toEqual([filmFailure().customer.email]);
  });

  it.each(another)(
    'with another %s is seen: a step of its own, and a line that names both',
    async (_, failure, what) => {
      const world = new World();
      await deliverFrom(first, filmFailure(), world);
      await expect(deliverFrom(other, failure, world)).resolves.toMatchObject({ result: 'duplicate' });
      expect(stepsOf(world, 'report-contradicted')).toEqual([expect.stringContaining(what)]);
      expect(world.onlyRecord()).toMatchObject({ state: 'issued' });
      expect(world.onlyRecord().history.at(-1)?.why).toMatch(new RegExp(`${other} reports it too.*${first}.*${what}`));
      expect(world.provider.effects).toHaveLength(1);
    },
  );

  it('by the same source with another payment is seen too', async () => {
    const world = new World();
    await deliverFrom(first, filmFailure(), world);
    await deliverFrom(first, another[0][1], world);
    expect(stepsOf(world, 'report-contradicted')).toHaveLength(1);
  });

  it('with another id of the same payment says nothing else, as the provider knows', async () => {
    const world = new World();
    await deliverFrom(first, filmFailure(), world);
    world.provider.facts.set('pi_other_id', { paymentId: 'pi_other_id', otherIds: ['ch_3PqZ0eExample'] });
    await deliverFrom(other, saying({ purchase: { paymentId: 'pi_other_id' } }), world);
    expect(stepsOf(world, 'report-contradicted')).toEqual([]);
  });

  it('again and again with ever other payments fills no record', async () => {
    const world = new World();
    await deliverFrom(first, filmFailure(), world);
    for (let time = 0; time < 30; time++) {
      await deliverFrom(other, saying({ purchase: { paymentId: `ch_${time}` } }), world);
    }
    expect(stepsOf(world, 'report-contradicted')).toHaveLength(30);
    expect(world.onlyRecord().version).toBeLessThan(8);
  });
});

it.each([
  ['with another payment', saying({ purchase: { paymentId: 'ch_another' } })],
  ['with another address', saying({ customer: { email: 'mallory@example.com' } })],
])('what one source began and did not end no other one ends, %s', async (_, failure) => {
  const world = new World();
  world.source = first;
  const find = world.provider.refund.bind(world.provider);
  world.provider.refund = () => Promise.reject(new Error('died'));
  await expect(world.deliver(filmFailure())).rejects.toThrow('died');
  world.provider.refund = find;
  world.now += minuteMs;
  await expect(deliverFrom(other, failure, world)).rejects.toThrow(`was begun by an event of ${first}`);
  expect(world.ledger.records.size).toBe(0);
  await deliverFrom(first, filmFailure(), world);
  await world.write();
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', source: first });
  expect(world.mailer.mails.map(({ to }) => to.email)).toEqual([filmFailure().customer.email]);
});

describe('a remedy that waits', () => {
  const until = '2026-11-22T20:45:00.000Z';
  const isAnswered = ({ proof }: Failure): boolean => proof !== undefined;
  const waiting = deciding((failure) =>
    isAnswered(failure)
      ? { outcome: 'none', reasons: ['the merchant made it good'] }
      : {
          ...{ outcome: 'hold', parts: [refund], reasons: ['a proof is waited for'] },
          awaits: { what: 'a proof', until, then: 'give' },
        },
  );

  async function waitingWorld(): Promise<World> {
    const world = worldOf(waiting);
    world.source = first;
    await world.publishFailure(filmFailure());
    return world;
  }

  const contradicting = [
    ...another,
    ['mail address', saying({ customer: { email: 'mallory@example.com' } }), 'another mail address'],
  ] as const;

  it.each(contradicting)(
    'is left to a person by a report with another %s, who reads of both',
    async (_, failure, what) => {
      const world = await waitingWorld();
      await expect(deliverFrom(other, failure, world)).resolves.toMatchObject({ result: 'reconsidered' });
      const { hold, reasons } = world.onlyRecord();
      expect(hold?.awaits).toBeUndefined();
      expect(reasons[0]).toMatch(new RegExp(`${other} reports it too, and not as ${first} did: .*${what}.*a person`));
      expect(JSON.stringify(world.onlyRecord())).not.toContain('mallory');
      await world.sweepEvery(3 * dayMs, 2);
      expect(world.onlyRecord().state).toBe('held');
      expect(world.provider.calls).toEqual([]);
      await expect(deliverFrom(other, failure, world)).resolves.toMatchObject({ result: 'duplicate' });
      await world.approve('ann');
      await world.sweepEvery(minuteMs, 2);
      expect(world.onlyRecord().state).toBe('issued');
    },
  );

  it('is neither ended nor released by another source: that leaves it to a person', async () => {
    const world = await waitingWorld();
    const answer = { ...filmFailure(), proof: ['photo_1'] };
    await expect(deliverFrom(other, answer, world)).resolves.toMatchObject({ result: 'reconsidered' });
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(world.onlyRecord().reasons[0]).toContain(`${other} publishes what ${first} has to answer`);
  });

  it.each([
    ['the source that reported it', first, undefined],
    ['a source that answers for others', other, [other]],
  ])('is ended by %s', async (_, source, answeringSources) => {
    const world = await waitingWorld();
    world.source = source;
    const answer = { ...filmFailure(), proof: ['photo_1'] };
    await world.deliver(answer, undefined, { ...world.ports(), answeringSources });
    expect(world.onlyRecord().state).toBe('rejected');
  });

  it('is untouched by another source that brings nothing new', async () => {
    const world = await waitingWorld();
    await expect(deliverFrom(other, filmFailure(), world)).resolves.toMatchObject({ result: 'duplicate' });
    expect(world.onlyRecord().hold?.awaits).toBeDefined();
  });
});

it('what a customer’s limit holds names the sources of the latest that were given', async () => {
  const world = new World();
  world.limits = { ...world.limits, perCustomer: { ...world.limits.perCustomer, remedies: 2 } };
  const nth = (time: number): Failure => {
    const failure = filmFailure({ occurredAt: new Date(world.now - time * minuteMs).toISOString() });
    return {
      ...failure,
      purchase: { ...failure.purchase, orderId: `ord_${time}`, paymentId: `ch_${time}` },
      ...{ playback: { ...failure.playback, rentalId: `rent_${time}` } },
    };
  };
  await deliverFrom(other, nth(1), world);
  await deliverFrom(other, nth(2), world);
  const { remedyId } = await deliverFrom(first, nth(3), world);
  const record = [...world.ledger.records.values()].find((one) => one.remedyId === remedyId);
  expect(record).toMatchObject({ state: 'held', hold: { cause: 'customer-limit' } });
  expect(record?.reasons).toContain(`the latest before it were published by ${other}`);
});
