import { copied } from '../../fakes/copied';
import { leaseMs } from '../../../lambdas/flow/record/lease';
import { keyUsableMs } from '../../../lambdas/fulfilment/port/refund-provider';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { moveRemedy } from '../../../lambdas/ledger/transitions';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

function keysUsed(world: World): string[] {
  return [...new Set(world.provider.calls.map(({ key }) => key))];
}

/** What the provider is set to find stays so until the test sets something else. */
function finds(world: World, outcome: Awaited<ReturnType<World['provider']['find']>>): void {
  world.provider.find = () => Promise.resolve(outcome);
}

describe('a refund of which nobody knows whether it moved money', () => {
  async function unknownWorld(): Promise<World> {
    const world = new World();
    world.provider.answerNext({ state: 'unknown', why: 'no answer in time' });
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('unknown');
    return world;
  }

  it('is found as succeeded: it is issued, the customer gets a mail, and nothing was requested again', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * minute, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{ outcome: { state: 'succeeded' } }] });
    expect(world.provider.calls).toHaveLength(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.reported()).toEqual(['unknown', 'issued']);
  });

  it('is found pending: it is pending, and no mail says anything', async () => {
    const world = await unknownWorld();
    finds(world, { state: 'pending', providerRef: 're_1' });
    await world.sweepEvery(2 * minute, 1);
    expect(world.onlyRecord().state).toBe('pending');
    expect(world.provider.calls).toHaveLength(1);
    expect(world.mailer.mails).toHaveLength(0);
  });

  it('is found declined: it is declined, and a person gets it', async () => {
    const world = await unknownWorld();
    finds(world, { state: 'declined', reason: 'disputed' });
    await world.sweepEvery(2 * minute, 2);
    expect(world.reported()).toEqual(['unknown', 'declined', 'needs-attention']);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('is not found while its key is young: the same key is used again, once', async () => {
    const world = await unknownWorld();
    await world.sweepEvery(2 * minute, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(keysUsed(world)).toEqual([`${world.onlyRecord().remedyId}_1`]);
    expect(world.provider.calls).toHaveLength(2);
    expect(world.provider.refunds.size).toBe(1);
  });

  it('is not found when its key is too old: it is given as another part, with a key of its own, once', async () => {
    const world = await unknownWorld();
    await world.sweepEvery(keyUsableMs + 1, 1);
    const { remedyId, parts, state } = world.onlyRecord();
    expect(state).toBe('issued');
    expect(parts).toMatchObject([
      { number: 1, outcome: { state: 'unknown' } },
      { number: 2, insteadOf: 1, outcome: { state: 'succeeded' } },
    ]);
    expect(keysUsed(world)).toEqual([`${remedyId}_1`, `${remedyId}_2`]);
    expect(world.provider.effects).toHaveLength(1);
    await world.sweepEvery(day, 3);
    expect(world.provider.calls).toHaveLength(2);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('is not found, its key is too old, and the payment was given back by hand: nothing is given any more', async () => {
    const world = await unknownWorld();
    world.provider.facts.set(world.onlyRecord().paymentId, { refundableMinor: 0 });
    await world.sweepEvery(keyUsableMs + 1, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', dueAt: undefined });
    expect(
      world
        .onlyRecord()
        .history.map(({ why }) => why)
        .join(),
    ).toContain('nothing is left of the payment');
    expect(world.provider.calls).toHaveLength(1);
  });

  it('is not found, its key is too old, and its failure type is switched off: nothing is asked for', async () => {
    const world = await unknownWorld();
    await world.switchMode('all', { mode: 'off' });
    await world.sweepEvery(keyUsableMs + 1, 1);
    expect(world.onlyRecord().state).toBe('unknown');
    expect(world.provider.calls).toHaveLength(1);
  });

  it('goes on with what was not asked for yet only if the payment still allows it', async () => {
    const world = await unknownWorld();
    for (const [key, record] of world.ledger.records) {
      const parts = record.parts.map((part) => ({ ...part, outcome: { state: 'planned' } as const }));
      world.ledger.records.set(key, { ...record, parts });
    }
    const { paymentId } = world.onlyRecord();
    world.provider.facts.set(paymentId, { isDisputed: true });
    await world.sweepEvery(2 * minute, 3);
    expect(world.onlyRecord().state).toBe('unknown');
    expect(world.provider.calls).toHaveLength(1);
    world.provider.facts.delete(paymentId);
    await world.sweepEvery(hour, 3);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('is not found to the very end of its key’s time, and only then too old', async () => {
    const world = await unknownWorld();
    await world.sweepEvery(keyUsableMs, 1);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('whose key the provider forgot is never asked for again', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.deliver(filmFailure());
    world.now += 25 * hour;
    world.provider.pruneKeys();
    await world.sweepEvery(minute, 2);
    expect(world.provider.effects).toHaveLength(1);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it.each([
    ['acted', true],
    ['did not act', false],
  ])('hides behind a 500 that the provider saved, and it %s: it is given once', async (_, acted) => {
    const world = new World();
    world.provider.saveErrorNext({ acted });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(5 * minute, 12 * 24);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
    expect(keysUsed(world)).toHaveLength(acted ? 1 : 2);
    // Each try is a few lines of history and one word on the bus; there are not hundreds of them.
    expect(world.onlyRecord().history.length).toBeLessThan(60);
    expect(world.reported().length).toBeLessThan(20);
  });

  it('is looked at less and less while the provider is down, and cleared up when it is back', async () => {
    const world = await unknownWorld();
    world.provider.weather = 'unreachable';
    await world.sweepEvery(5 * minute, 12 * 6);
    expect(world.onlyRecord().state).toBe('unknown');
    expect(world.onlyRecord().history.length).toBeLessThan(15);
    world.provider.weather = 'fair';
    await world.sweepEvery(hour, 6);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.refunds.size).toBe(1);
  });

  it('of which there are two at the provider stays unknown: nobody guesses', async () => {
    const world = await unknownWorld();
    finds(world, { state: 'unknown', why: 'there are 2 refunds of this one part' });
    await world.sweepEvery(hour, 30);
    expect(world.onlyRecord().state).toBe('unknown');
    expect(world.provider.calls).toHaveLength(1);
  });
});

describe('a refund that is pending', () => {
  async function pendingWorld(): Promise<World> {
    const world = new World();
    world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
    await world.publishFailure(filmFailure());
    return world;
  }

  it('and then paid is paid, with the mail', async () => {
    const world = await pendingWorld();
    finds(world, { state: 'succeeded', providerRef: 're_1' });
    await world.sweepEvery(hour, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('and failed afterwards has failed late, with no correction of what was never announced', async () => {
    const world = await pendingWorld();
    finds(world, { state: 'declined', reason: 'card-unreachable', providerRef: 're_1' });
    await world.sweepEvery(hour, 3);
    expect(world.reported()).toEqual(['pending', 'late-failed', 'needs-attention']);
    expect(world.mailer.mails).toHaveLength(0);
  });

  it.each([
    ['still pending', { state: 'pending', providerRef: 're_1' }],
    ['not to be found', { state: 'not-found' }],
    ['not known', { state: 'unknown', why: 'no answer' }],
  ] as const)('and is %s is looked at again, seldom, and asked for never', async (_, answer) => {
    const world = await pendingWorld();
    finds(world, answer);
    await world.sweepEvery(hour, 24 * 20);
    expect(world.onlyRecord()).toMatchObject({ state: 'pending', dueAt: expect.any(String) });
    expect(world.onlyRecord().history.length).toBeLessThan(40);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('for 45 days is nothing that ends by itself: a person has to ask', async () => {
    const world = await pendingWorld();
    finds(world, { state: 'pending', providerRef: 're_1' });
    await world.sweepEvery(12 * hour, 2 * 44);
    expect(world.onlyRecord().state).toBe('pending');
    await world.sweepEvery(12 * hour, 2 * 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', dueAt: undefined });
    expect(world.provider.calls).toHaveLength(1);
  });
});

describe('a remedy that somebody began to carry out', () => {
  async function executingWorld(life: Life): Promise<World> {
    const world = new World();
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(filmFailure());
    await world.approve('ann');
    await world.sweep(life).catch(() => undefined);
    return world;
  }

  it('and did not end is left alone for its lease, and then taken over with the same key', async () => {
    const world = await executingWorld(lifeThatDiesAfterTheRefund());
    expect(world.onlyRecord().state).toBe('executing');
    expect(world.provider.refunds.size).toBe(1);

    world.now += leaseMs - 1;
    await world.sweep();
    expect(world.onlyRecord().state).toBe('executing');
    world.now += 1;
    await world.sweep();
    await world.write();
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
    expect(keysUsed(world)).toHaveLength(1);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('and is taken over when its key is too old is looked up, and never asked for again', async () => {
    const world = await executingWorld(lifeThatDiesAfterTheRefund());
    world.provider.pruneKeys();
    await world.sweepEvery(2 * day, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('at a provider that is not reached is tried again with the same key', async () => {
    const world = new World();
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(filmFailure());
    await world.approve('ann');
    world.provider.answerNext(new NotAttemptedError('connection refused'));
    await world.sweepEvery(minute, 1);
    expect(world.onlyRecord().state).toBe('unknown');
    await world.sweepEvery(3 * minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(keysUsed(world)).toHaveLength(1);
  });
});

function lifeThatDiesAfterTheRefund(): Life {
  // Controls, list, entry, account, payment, what its bank says, account, account, begun, refund: that it is this call
  // is what the states after it show.
  return new Life({ call: 10, when: 'after' });
}

describe('a state that was not published', () => {
  it('is published by the sweep, and the customer gets the mail', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.deliver(filmFailure());
    const publish = world.outcomes.publish.bind(world.outcomes);
    world.outcomes.publish = () => Promise.reject(new Error('the bus is down'));
    await world.sweepEvery(2 * minute, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', unpublished: true });

    world.outcomes.publish = publish;
    await world.sweepEvery(5 * minute, 2);
    expect(world.reported()).toEqual(['unknown', 'issued']);
    expect(world.onlyRecord().unpublished).toBeUndefined();
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('of a mail whose sender died makes it doubtful, and sends no other', async () => {
    const dying = new World();
    await dying.deliver(filmFailure());
    const [issued] = dying.outcomes.published;
    if (!issued) throw new Error('nothing was published');
    await dying.apologise(issued, new Life({ call: 4, when: 'after' })).catch(() => undefined);
    expect(dying.notices().apology?.state).toBe('sending');
    await dying.sweepEvery(2 * minute, 1);
    expect([dying.onlyRecord(), dying.notices()]).toMatchObject([
      { state: 'issued' },
      { apology: { state: 'unknown' } },
    ]);
    expect(dying.mailer.mails).toHaveLength(1);
  });
});

describe('many that wait', () => {
  async function manyUnknown(count: number): Promise<World> {
    const world = new World();
    world.limits = wideLimits;
    for (let n = 0; n < count; n++) {
      world.provider.loseNextReply();
      await world.deliver(nth(n));
    }
    return world;
  }

  function stateOf(world: World, customerId: string): RemedyRecord['state'] | undefined {
    return [...world.ledger.records.values()].find((record) => record.customerId === customerId)?.state;
  }

  it('are all taken up in one run, more than fit into one reading of the list', async () => {
    const world = await manyUnknown(450);
    await world.sweepEvery(2 * minute, 1);
    expect([...world.ledger.records.values()].every(({ state }) => state === 'issued')).toBe(true);
    expect(world.provider.calls).toHaveLength(450);
  });

  it('are not kept waiting by one that makes trouble, and that one is put off, not dropped', async () => {
    const world = await manyUnknown(30);
    const find = world.provider.find.bind(world.provider);
    world.provider.find = async (request) => {
      if (request.customerId === 'cus_3') throw new TypeError('a defect of ours');
      return find(request);
    };
    world.now += 2 * minute;
    await expect(world.sweep()).resolves.toMatchObject({ troubled: 1, resumed: 29 });
    expect(stateOf(world, 'cus_3')).toBe('unknown');
    expect([...world.ledger.records.values()].filter(({ state }) => state === 'issued')).toHaveLength(29);
    expect(world.observer.troubles).toContain('it could not be resumed');

    world.provider.find = find;
    await world.sweepEvery(10 * minute, 2);
    expect(stateOf(world, 'cus_3')).toBe('issued');
  });

  it('are not begun when there is no time left, and go on in the next run', async () => {
    const world = await manyUnknown(100);
    world.now += 2 * minute;
    const pace = async () => {
      world.now += 1_000;
    };
    await world.sweep(new Life(), { ...world.sweepPorts(), pace });
    const first = [...world.ledger.records.values()].filter(({ state }) => state === 'issued').length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(40);
    await world.sweepEvery(2 * minute, 2);
    expect([...world.ledger.records.values()].every(({ state }) => state === 'issued')).toBe(true);
  });

  it('are taken up once each where an index that lags names them again', async () => {
    const world = await manyUnknown(5);
    world.now += 2 * minute;
    const lagging = await world.waiting.due(world.clock(), 100);
    world.waiting.due = () => Promise.resolve(lagging);
    await world.sweep();
    await world.sweep();
    expect(world.reported().filter((state) => state === 'issued')).toHaveLength(5);
  });
});

it('two sweeps at the same time are one refund and one mail', async () => {
  const world = new World();
  world.provider.answerNext({ state: 'unknown', why: 'no answer' });
  await world.deliver(filmFailure());
  world.now += 2 * minute;
  await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
  await world.sweepEvery(2 * minute, 2);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.provider.effects).toHaveLength(1);
  expect(keysUsed(world)).toHaveLength(1);
  expect(world.mailer.mails).toHaveLength(1);
});

it('a sweep finds nothing to do about what is finished', async () => {
  const world = new World();
  await world.publishFailure(filmFailure());
  await world.applyEmailEvent('apology', 'delivered');
  const before = copied(world.onlyRecord());
  await world.sweepEvery(30 * day, 3);
  expect(world.onlyRecord()).toEqual(before);
  expect(() =>
    moveRemedy(before, { to: 'executing', why: 'a test' }, { at: before.committedAt, token: 't' }),
  ).toThrow();
});
