import { copied } from '../../fakes/copied';
import { UpdateTooEarlyError } from '../../../lambdas/flow/inbound/apply-part-update';
import { filmFailure } from '../../fakes/film-failure';
import { Death, Life } from '../../fakes/mortal';
import { FakeOutcomes } from '../../fakes/fake-outcomes';
import { World } from '../../fakes/world';

const paid = { state: 'succeeded', providerRef: 're_1' } as const;
const pending = { state: 'pending', providerRef: 're_1' } as const;
const failed = { state: 'declined', reason: 'card-unreachable', providerRef: 're_1' } as const;

/** Which call of a failure function is the one at the provider. */
const refund = 7;

async function worldWith(answer: Parameters<World['provider']['answerNext']>[0]): Promise<World> {
  const world = new World();
  world.provider.answerNext(answer);
  await world.deliver(filmFailure());
  return world;
}

it('pending and then paid: the customer is informed once', async () => {
  const world = await worldWith(pending);
  await expect(world.applyUpdate(paid)).resolves.toEqual({ result: 'applied', state: 'issued' });
  await world.write();
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', unpublished: undefined });
  expect(world.reported()).toEqual(['pending', 'issued']);
  expect(world.mailer.mails).toHaveLength(1);
});

it('an update about another payment than the one that is refunded is believed by nobody, and a person is told', async () => {
  const world = await worldWith(pending);
  const twin = { paymentIds: ['ch_test', 'pi_test'] };
  await expect(world.applyUpdate(failed, twin)).resolves.toEqual({
    result: 'contradicts',
    why: 'the update is about the payment ch_test or pi_test, and ch_3PqZ0eExample is refunded',
  });
  await expect(world.applyUpdate(paid, { paymentIds: ['ch_3PqZ0eExample'] })).resolves.toMatchObject({
    result: 'applied',
  });
});

it('an update that arrives twice, or ten times at once, changes the record once', async () => {
  const world = await worldWith(pending);
  const results = await Promise.all(Array.from({ length: 10 }, () => world.applyUpdate(paid)));
  expect(results.filter(({ result }) => result === 'applied')).toHaveLength(1);
  expect(results.filter(({ result }) => result === 'known')).toHaveLength(9);
  expect(world.onlyRecord().version).toBe(3);
});

it('an update that arrives before the reply of the call is delivered again later, and changes nothing twice', async () => {
  const world = new World();
  const ask = world.provider.refund.bind(world.provider);
  const early: unknown[] = [];
  world.provider.refund = async (request) => {
    const outcome = await ask(request);
    const reported = world.newsOf(outcome, { remedyId: request.remedyId });
    await world.applyUpdate(outcome, reported).catch((error: unknown) => early.push(error));
    return outcome;
  };
  const { remedyId } = await world.deliver(filmFailure());
  expect(early).toEqual([expect.any(UpdateTooEarlyError)]);
  const again = { ...paid, providerRef: `re_${remedyId}_1` };
  await expect(world.applyUpdate(again)).resolves.toEqual({ result: 'known' });
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', version: 1 });
});

it('news of a remedy whose function died before it was recorded comes again until it is', async () => {
  const world = new World();
  await expect(world.deliver(filmFailure(), new Life({ call: refund, when: 'after' }))).rejects.toThrow(Death);
  const [customerRecord] = world.ledger.customerRecords.values();
  const remedyId = customerRecord?.commitments[0]?.remedyId ?? '';
  await expect(world.applyUpdate(paid, { remedyId })).rejects.toThrow(UpdateTooEarlyError);
  world.now += 60_000;
  await world.deliver(filmFailure());
  const known = { ...paid, providerRef: `re_${remedyId}_1` };
  await expect(world.applyUpdate(known)).resolves.toEqual({ result: 'known' });
});

it('news of what is being carried out right now comes again', async () => {
  const world = new World();
  await world.switchMode('all', { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.approve('ann');
  const ask = world.provider.refund.bind(world.provider);
  world.provider.refund = async (request) => {
    await expect(world.applyUpdate(paid)).rejects.toThrow(UpdateTooEarlyError);
    return ask(request);
  };
  await world.sweep();
  expect(world.onlyRecord().state).toBe('issued');
});

it('news of nothing of ours is not ours', async () => {
  const world = new World();
  await expect(world.applyUpdate(paid)).resolves.toEqual({ result: 'not-ours' });
  await world.deliver(filmFailure());
  await expect(world.applyUpdate(paid, { customerId: 'cus_other' })).resolves.toEqual({ result: 'not-ours' });
});

it('unknown, then paid', async () => {
  const world = await worldWith({ state: 'unknown', why: 'no answer' });
  await expect(world.applyUpdate(paid)).resolves.toEqual({ result: 'applied', state: 'issued' });
  expect(world.reported().at(-1)).toBe('issued');
});

it.each([
  ['pending after paid', paid, pending],
  ['paid after failed', { state: 'declined', reason: 'card-unreachable', providerRef: 're_1' }, paid],
  ['pending after pending', pending, pending],
  ['something unknown after paid', paid, { state: 'unknown', why: 'odd' }],
  ['something unknown after pending', pending, { state: 'unknown', why: 'odd', providerRef: 're_1' }],
] as const)('an old tale, %s, changes nothing', async (_, first, then) => {
  const world = await worldWith(first);
  const before = copied(world.onlyRecord());
  await expect(world.applyUpdate(then)).resolves.toEqual({ result: 'known' });
  expect(world.onlyRecord()).toEqual(before);
});

it.each([
  ['another amount', { amountMinor: 398 }, /3.98 GBP, and the ledger says 3.99 GBP/],
  ['another currency', { currency: 'EUR' }, /3.99 EUR, and the ledger says 3.99 GBP/],
  ['another part', { partNumber: 2 }, /about part 2, which the ledger does not have/],
  ['another refund', { outcome: { ...paid, providerRef: 're_other' } }, /another refund than re_1/],
] as const)(
  'an update of %s contradicts the ledger: nothing is changed, and a person is alerted',
  async (_, change, why) => {
    const world = await worldWith(pending);
    const before = copied(world.onlyRecord());
    await expect(world.applyUpdate(paid, change)).resolves.toEqual({
      result: 'contradicts',
      why: expect.stringMatching(why),
    });
    expect(world.onlyRecord()).toEqual(before);
    expect(world.observer.troubles).toEqual([expect.stringMatching(why)]);
    expect(world.reported()).toEqual(['pending']);
  },
);

it('news of the first attempt says nothing of the second that takes its place', async () => {
  const world = await worldWith({ state: 'declined', reason: 'insufficient-balance' });
  await world.sweepEvery(60_000, 1);
  expect(world.onlyRecord().state).toBe('fallback');
  await expect(world.applyUpdate(paid)).resolves.toEqual({ result: 'known' });
  await expect(world.applyUpdate(paid, { partNumber: 2 })).resolves.toEqual({ result: 'known' });
  expect(world.onlyRecord().state).toBe('fallback');
});

it('an update that cannot be published is published by the sweep', async () => {
  const world = await worldWith(pending);
  const publish = world.outcomes.publish.bind(world.outcomes);
  world.outcomes.publish = () => Promise.reject(new Error('the bus is down'));
  await expect(world.applyUpdate(paid)).rejects.toThrow('the bus is down');
  world.outcomes.publish = publish;
  await expect(world.applyUpdate(paid)).resolves.toEqual({ result: 'known' });
  await world.sweepEvery(60_000, 1);
  expect(world.reported()).toEqual(['pending', 'issued']);
  expect(world.mailer.mails).toHaveLength(1);
});

it('the function that applies an update may die anywhere: the update is delivered again, and is one change and one mail', async () => {
  for (let call = 1; call <= 8; call++) {
    for (const when of ['before', 'after'] as const) {
      const world = await worldWith(pending);
      await world.applyUpdate(paid, {}, new Life({ call, when })).catch(() => undefined);
      await world.applyUpdate(paid);
      await world.write();
      await world.sweepEvery(60_000, 2);
      expect(world.onlyRecord().state).toBe('issued');
      expect(world.mailer.mails).toHaveLength(1);
    }
  }
});

describe('a webhook that says that a refund failed', () => {
  const minuteMs = 60_000;

  async function paidWorld(): Promise<{ readonly world: World; readonly key: string }> {
    const world = new World();
    await world.publishFailure(filmFailure());
    return { world, key: `${world.onlyRecord().remedyId}_1` };
  }

  function stepsOf(world: World, wanted: 'polled' | 'contradicted') {
    return world.observer.steps.filter(({ step }) => step === wanted);
  }

  function says(world: World, key: string): ReturnType<World['applyUpdate']> {
    return world.applyUpdate({ ...failed, providerRef: `re_${key}` });
  }

  it('is followed by nothing but a question: what the provider denies is mailed to nobody, and rings', async () => {
    const { world, key } = await paidWorld();
    await expect(says(world, key)).resolves.toEqual({ result: 'applied', state: 'issued' });
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{ outcome: { state: 'succeeded' } }] });
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    expect(stepsOf(world, 'contradicted')).toEqual([
      expect.objectContaining({ why: expect.stringContaining('whoever gave it says that it is succeeded') }),
    ]);
    expect(world.onlyRecord().dueAt).toBeUndefined();
  });

  it.each([
    ['paid', undefined, 'late-failed'],
    ['pending', pending, 'late-failed'],
    ['unknown', { state: 'unknown', why: 'no answer' }, 'declined'],
  ] as const)('is true where the provider says so too, of what was %s', async (_, first, state) => {
    const world = await worldWith(first ?? paid);
    world.provider.find = () => Promise.resolve(failed);
    await expect(world.applyUpdate(failed)).resolves.toMatchObject({ result: 'applied' });
    expect(world.reported()).not.toContain(state);
    await world.sweep();
    expect(world.reported()).toContain(state);
    expect(stepsOf(world, 'contradicted')).toEqual([]);
  });

  it('keeps nobody from publishing what was recorded, and not published when it came', async () => {
    const world = new World();
    world.outcomes.publish = () => Promise.reject(new Error('the bus is down'));
    await expect(world.deliver(filmFailure())).rejects.toThrow('the bus is down');
    const { remedyId } = world.onlyRecord();
    await expect(says(world, `${remedyId}_1`)).resolves.toMatchObject({ result: 'applied' });
    world.outcomes.publish = (outcome) => FakeOutcomes.prototype.publish.call(world.outcomes, outcome);
    await world.sweep();
    await world.deliver(filmFailure());
    await world.write();
    expect(world.reported()).toEqual(['issued']);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });

  it('or that it is on its way, has nothing wait for it of which nobody knows whether it was begun', async () => {
    const world = await worldWith({ state: 'unknown', why: 'no answer' });
    await expect(world.applyUpdate(pending)).resolves.toEqual({ result: 'known' });
    expect(world.onlyRecord()).toMatchObject({ state: 'unknown', version: 1 });
  });

  it('is asked about until somebody answers, less and less often, and for three days', async () => {
    const { world, key } = await paidWorld();
    world.provider.failLater(key, 'card-unreachable');
    world.provider.weather = 'unreachable';
    await says(world, key);
    await world.sweepEvery(10 * minuteMs, 6 * 24);
    const asked = stepsOf(world, 'polled').length;
    expect(asked).toBeGreaterThan(4);
    expect(asked).toBeLessThan(20);
    world.provider.weather = 'fair';
    await world.sweepEvery(6 * 60 * minuteMs, 2);
    expect(world.reported()).toContain('late-failed');
  });

  it('is asked about no more after three days without an answer, and rings', async () => {
    const { world, key } = await paidWorld();
    world.provider.weather = 'unreachable';
    await says(world, key);
    await world.sweepEvery(6 * 60 * minuteMs, 16);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{ reported: { state: 'denied' } }] });
    expect(stepsOf(world, 'contradicted')).toHaveLength(1);
  });

  it('makes no more of itself by coming again and again: it is asked about once an hour', async () => {
    const { world, key } = await paidWorld();
    for (let time = 0; time < 60; time++) {
      await says(world, key);
      await world.sweepEvery(minuteMs, 1);
    }
    expect(stepsOf(world, 'polled').length).toBeLessThanOrEqual(2);
    expect(world.onlyRecord().version).toBeLessThan(8);
  });
});
