import type { Failure } from '../../../lambdas/failures/definition/failure';
import { cohortOf } from '../../../lambdas/flow/operate/cohort';
import { listRemedies } from '../../../lambdas/flow/operate/remedy-list';
import { retryRemedies, retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import type { PartOutcome } from '../../../lambdas/fulfilment/port/part-outcome';
import { refundableAmount } from '../../../lambdas/ledger/given/refundable-amount';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { Covered } from '../../../lambdas/model/decision';
import { filmFailure } from '../../fakes/film-failure';
import { call, givingParts, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}`, email: `viewer-${n}@example.com` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

/** So many remedies that a person has to look at, because the provider gave this answer. */
async function attentionWorld(answer: PartOutcome, count = 1): Promise<World> {
  const world = new World();
  world.source = 'com.example.films';
  for (let n = 0; n < count; n++) {
    world.provider.answerNext(answer);
    await world.deliver(nth(n));
  }
  await world.sweepEvery(minuteMs, 3);
  return world;
}

function ofRental(rentalId: string) {
  return filmFailure({ playback: { rentalId } });
}

/** Every failure gives back the shipping, which is paid once, and far less than the order. */
function shippingWorld(): World {
  return givingOnce(() => ({ what: 'shipping/ch_1' }));
}

/** A service fails between two hours, which its failure names, such as `10-12`. */
function outageWorld(): World {
  return givingOnce((rentalId) => {
    const [from, until] = rentalId.split('-').map((hour) => `2026-01-02T${hour}:00:00.000Z`);
    return { what: 'service/svc_1', from, until };
  });
}

function givingOnce(coveredBy: (rentalId: string) => Covered): World {
  const world = new World();
  const { policy } = world.definition;
  const back = { kind: 'refund', amountMinor: 50, currency: 'GBP', paymentId: 'ch_1' } as const;
  world.definition = {
    ...world.definition,
    policy: {
      ...policy,
      decide: (failure) => {
        const { playback } = failure as Failure & Pick<ReturnType<typeof filmFailure>, 'playback'>;
        return { outcome: 'give', parts: [back], covers: [coveredBy(playback.rentalId)], reasons: ['it broke'] };
      },
    },
  };
  return world;
}

/** Every failure gives so much for line 2, whichever lines it is about. */
function lineWorld(amountMinor: number): World {
  const world = new World();
  const { policy } = world.definition;
  const back = { kind: 'refund', amountMinor, currency: 'GBP', paymentId: 'ch_1', lineId: '2' } as const;
  world.definition = {
    ...world.definition,
    policy: { ...policy, decide: () => ({ outcome: 'give', parts: [back], reasons: ['it broke'] }) },
  };
  return world;
}

/** About all lines of an order, and what was paid for line 2 if it says so. */
function ofOrder(rentalId = 'all', paidMinor?: number) {
  const failure = filmFailure({ purchase: { lineId: undefined, amountMinor: 1_000 }, playback: { rentalId } });
  return paidMinor === undefined
    ? failure
    : { ...failure, parcel: { lines: [{ lineId: '2', amountMinor: paidMinor }] } };
}

function ofLine(lineId: string, amountMinor: number) {
  return filmFailure({ purchase: { lineId, amountMinor }, playback: { rentalId: lineId } });
}

const declined = { state: 'declined', reason: 'other' } as const;

async function retry(world: World, record = world.onlyRecord(), ports = world.retryPorts()) {
  const { customerId, remedyId } = record;
  return retryRemedy({ customerId, remedyId, actor: 'ann' }, 'the provider has mended it', ports);
}

it('what needs attention is on a list, with the reason, and on it no longer once it is given', async () => {
  const world = await attentionWorld(declined, 3);
  const list = await listRemedies({}, world.lists);
  expect(list).toMatchObject({ cohort: { remedies: 3 }, isComplete: true });
  expect(list.remedies[0]).toMatchObject({ state: 'needs-attention', why: expect.stringContaining('other') });
  const [record] = world.ledger.records.values();
  await expect(retry(world, record)).resolves.toMatchObject({ answer: 'done' });
  await world.sweepEvery(minuteMs, 2);
  expect((await listRemedies({ state: 'needs-attention' }, world.lists)).remedies).toHaveLength(2);
  expect((await listRemedies({ reason: 'disputed' }, world.lists)).remedies).toHaveLength(0);
  expect((await listRemedies({ since: world.clock().toISOString() }, world.lists)).remedies).toHaveLength(0);
});

it('it stays on record who sent it on its way, so that another person approves it if it is held again', async () => {
  const world = await attentionWorld(declined);
  const { customerId, remedyId } = world.onlyRecord();
  await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it is mended', world.retryPorts());
  expect(world.onlyRecord()).toMatchObject({ state: 'executing', retriedBy: { actor: 'ann' } });
});

it('one that was refused is asked for first, and then given under a new part in place of the old', async () => {
  const world = await attentionWorld(declined);
  expect(world.onlyRecord().state).toBe('needs-attention');
  await expect(retry(world)).resolves.toMatchObject({ answer: 'done', record: { state: 'executing' } });
  await world.sweepEvery(minuteMs, 2);
  const { remedyId, state, parts, history } = world.onlyRecord();
  expect(state).toBe('issued');
  expect(parts.map(({ number, insteadOf }) => [number, insteadOf])).toEqual([
    [1, undefined],
    [2, 1],
  ]);
  expect(world.provider.effects.map(({ request }) => request.key)).toEqual([`${remedyId}_2`]);
  expect(history.map(({ why }) => why)).toContain('sent on its way again by ann: the provider has mended it');
  expect(world.mailer.mails).toHaveLength(1);
});

it('of a payment of which nothing was taken in the end gives none of its price, whatever the credits', async () => {
  const gift = {
    kind: 'credit',
    amountMinor: 100,
    currency: 'GBP',
    accountId: 'cus_acct_31',
    basis: 'goodwill',
  } as const;
  const world = worldOf(givingParts(refund, { ...gift, basis: 'price' }, gift));
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  await world.deliver(filmFailure({ purchase: { paymentId: refund.paymentId, amountMinor: 2_000 } }));
  await world.sweepEvery(minuteMs, 3);
  const { customerId, remedyId, state } = world.onlyRecord();
  expect(state).toBe('needs-attention');
  const asked = world.partner.asked.length;
  world.provider.facts.set(refund.paymentId, {
    status: 'cancelled',
    paid: { amountMinor: 0, currency: 'GBP' },
    refundableMinor: 0,
  });
  await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'again', world.retryPorts());
  await world.sweepEvery(minuteMs, 3);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  expect(world.provider.calls).toHaveLength(1);
  expect(world.partner.asked).toHaveLength(asked);
});

it('is told as done, also where its reply was lost and the sweep has gone on from it', async () => {
  const world = await attentionWorld({ state: 'declined', reason: 'other' });
  const { customerId, remedyId } = world.onlyRecord();
  const save = world.ledger.saveRemedy.bind(world.ledger);
  world.ledger.saveRemedy = async (record) => {
    world.ledger.saveRemedy = save;
    await save(record);
    await world.sweepEvery(minuteMs, 2);
    return 'stale';
  };
  const retried = await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'again', world.retryPorts());
  expect(retried).toMatchObject({ answer: 'done', record: { state: 'issued' } });
});

it('what was given after all is found, and not given again', async () => {
  const world = new World();
  world.provider.loseNextReply();
  await world.deliver(nth(0));
  world.provider.weather = 'unreachable';
  await world.sweepEvery(6 * hourMs, 13);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  expect(
    world
      .onlyRecord()
      .history.map(({ why }) => why)
      .join(),
  ).toContain('for three days nobody could say');
  world.provider.weather = 'fair';
  await retry(world);
  await world.sweepEvery(minuteMs, 2);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.provider.effects).toHaveLength(1);
});

it('what failed at the provider meanwhile is written down as that, before another part takes its place', async () => {
  const world = new World();
  world.provider.loseNextReply();
  await world.deliver(nth(0));
  world.provider.weather = 'unreachable';
  await world.sweepEvery(6 * hourMs, 13);
  expect(world.onlyRecord().state).toBe('needs-attention');
  world.provider.weather = 'fair';
  world.provider.failLater(`${world.onlyRecord().remedyId}_1`, 'card-unreachable');
  await retry(world);
  await world.sweepEvery(minuteMs, 2);
  const { state, parts } = world.onlyRecord();
  expect(state).toBe('issued');
  expect(parts.map(({ outcome, insteadOf }) => [outcome.state, insteadOf])).toEqual([
    ['declined', undefined],
    ['succeeded', 1],
  ]);
});

it('a key that is older than a day creates nothing: what was never given is given as a new part', async () => {
  const world = new World();
  world.provider.answerNext({ state: 'unknown', why: 'no answer' });
  await world.deliver(nth(0));
  world.provider.weather = 'unreachable';
  await world.sweepEvery(6 * hourMs, 13);
  world.provider.weather = 'fair';
  expect(world.onlyRecord().state).toBe('needs-attention');
  world.now += 2 * dayMs;
  await retry(world);
  await world.sweepEvery(minuteMs, 2);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.provider.effects.map(({ request }) => request.partNumber)).toEqual([2]);
});

it('what a partner never answered is taken back before it is asked for anew, for it may still come', async () => {
  const world = worldOf(givingParts(refund, call));
  await world.publishFailure(filmFailure());
  await world.sweepEvery(61 * minuteMs, 3);
  const { remedyId, state } = world.onlyRecord();
  expect(state).toBe('needs-attention');
  await expect(retry(world)).resolves.toMatchObject({ answer: 'done' });
  await world.sweepEvery(minuteMs, 1);
  expect(world.partner.withdrawn).toEqual([`${remedyId}_2`]);
  expect(world.partner.asked.map(({ key }) => key)).toEqual([`${remedyId}_2`, `${remedyId}_3`]);
});

describe('looks at the payment first, as everything does that is given', () => {
  async function retriedWorld(known: Parameters<World['provider']['facts']['set']>[1]): Promise<World> {
    const world = await attentionWorld(declined);
    world.provider.facts.set(nth(0).purchase.paymentId, known);
    await retry(world);
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(0);
    return world;
  }

  it('and nothing moves in a currency that was never promised: a person has to look again', async () => {
    const world = await retriedWorld({ paid: { amountMinor: 5_000, currency: 'USD' } });
    const { state, history } = world.onlyRecord();
    expect(state).toBe('needs-attention');
    expect(history.map(({ why }) => why).join()).toContain('the payment was made in USD');
  });

  it('and while a bank decides about it, it waits and then goes on by itself', async () => {
    const world = await retriedWorld({ isDisputed: true });
    expect(world.onlyRecord().state).toBe('executing');
    world.provider.facts.delete(nth(0).purchase.paymentId);
    await world.sweepEvery(6 * hourMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });
});

describe('takes anew what it gives', () => {
  it('and is refused where it was given back in another way since', async () => {
    const world = await attentionWorld(declined);
    const other = { ...nth(0), playback: { ...nth(0).playback, rentalId: 'another' } };
    await expect(world.deliver(other)).resolves.toMatchObject({ result: 'issued' });
    const [record] = world.ledger.records.values();
    await expect(retry(world, record)).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('given back in another way'),
    });
    expect(world.provider.effects).toHaveLength(1);
  });

  it('and is refused where another remedy made the same good meanwhile, and the money would still be there', async () => {
    const world = shippingWorld();
    world.provider.answerNext(declined);
    await world.deliver(filmFailure());
    await world.sweepEvery(minuteMs, 3);
    await expect(world.deliver(ofRental('another'))).resolves.toMatchObject({ result: 'issued' });
    const [record, other] = world.ledger.records.values();
    await expect(retry(world, record)).resolves.toEqual({
      answer: 'refused',
      why: `shipping/ch_1 was made good by another remedy meanwhile, ${other?.remedyId}`,
    });
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(1);
  });

  it.each([
    { share: 'the whole of a line, where a failure of that line gave the whole', backMinor: 300, answer: 'refused' },
    { share: 'half of a line, where a failure of that line gave the other half', backMinor: 150, answer: 'done' },
  ])('of a whole order and $share: $answer', async ({ backMinor, answer }) => {
    const world = lineWorld(backMinor);
    world.provider.answerNext(declined);
    await world.deliver(ofOrder());
    await world.sweepEvery(minuteMs, 3);
    await expect(world.deliver(ofLine('2', 300))).resolves.toMatchObject({ result: 'issued' });
    const [record] = world.ledger.records.values();
    await expect(retry(world, record)).resolves.toMatchObject({ answer });
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(answer === 'done' ? 2 : 1);
  });

  it.each([
    { paidText: 'all of it and no more', paidMinor: 300, answer: 'done' },
    { paidText: 'less', paidMinor: 299, answer: 'refused' },
    { paidText: 'nothing', paidMinor: undefined, answer: 'refused' },
  ])('of two whole orders that each give half of what a line cost, where they said $paidText: $answer', async (row) => {
    const world = lineWorld(150);
    for (const rentalId of ['first', 'second']) {
      world.provider.answerNext(declined);
      await world.deliver(ofOrder(rentalId, row.paidMinor));
    }
    await world.sweepEvery(minuteMs, 3);
    const [first, second] = world.ledger.records.values();
    await expect(retry(world, first)).resolves.toMatchObject({ answer: 'done' });
    await expect(retry(world, second)).resolves.toMatchObject({ answer: row.answer });
  });

  it('of a whole order, whatever the same line cost with another payment of the order', async () => {
    const world = lineWorld(150);
    world.provider.answerNext(declined);
    await world.deliver(ofOrder());
    await world.sweepEvery(minuteMs, 3);
    const { purchase } = ofLine('2', 150);
    await world.deliver({ ...ofLine('another', 150), purchase: { ...purchase, paymentId: 'ch_0' } });
    await world.deliver(ofLine('2', 300));
    const [record] = world.ledger.records.values();
    await expect(retry(world, record)).resolves.toMatchObject({ answer: 'done' });
  });

  it('and a yes to what was held does not give what a retry gave meanwhile', async () => {
    const world = shippingWorld();
    world.provider.answerNext(declined);
    await world.deliver(filmFailure());
    await world.sweepEvery(minuteMs, 3);
    world.limits = { ...world.limits, perRemedy: { GBP: 10 } };
    await world.deliver(ofRental('another'));
    const [record, held] = world.ledger.records.values();
    expect(held?.state).toBe('held');
    await expect(retry(world, record)).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 2);
    await world.approve('ann', held);
    await world.sweepEvery(minuteMs, 2);
    const after = await world.ledger.readRemedy(held?.customerId ?? '', held?.remedyId ?? '');
    expect(after).toMatchObject({ state: 'needs-attention' });
    expect(after?.history.map(({ why }) => why).join()).toContain('was made good by another remedy meanwhile');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('of two outages that overlap, and gives both where the later one left out what the earlier one earns', async () => {
    const world = outageWorld();
    world.limits = { ...world.limits, perRemedy: { GBP: 10 } };
    await world.deliver(ofRental('10-12'));
    world.limits = { ...world.limits, perRemedy: { GBP: 1000 } };
    await expect(world.deliver(ofRental('11-13'))).resolves.toMatchObject({ result: 'issued' });
    const [held] = world.ledger.records.values();
    await world.approve('ann', held);
    await world.sweepEvery(minuteMs, 2);
    expect(world.provider.effects).toHaveLength(2);
  });

  it('of two outages that overlap, and is refused where the later one was decided when it had failed', async () => {
    const world = outageWorld();
    world.provider.answerNext(declined);
    await world.deliver(ofRental('10-12'));
    await world.sweepEvery(minuteMs, 3);
    await expect(world.deliver(ofRental('11-13'))).resolves.toMatchObject({ result: 'issued' });
    const [record] = world.ledger.records.values();
    await expect(retry(world, record)).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('service/svc_1 was made good by another remedy meanwhile'),
    });
    expect(world.provider.effects).toHaveLength(1);
  });

  it.each(['issued', 'held'] as const)(
    'of an outage whose payment did not cover it, whatever is made good by its rest, which is %s, and by a later one that knew of that',
    async (rest) => {
      const world = outageWorld();
      const outage = (rentalId: string) => filmFailure({ playback: { rentalId }, purchase: { paymentId: 'ch_1' } });
      world.provider.facts.set('ch_1', { paid: { amountMinor: 399, currency: 'GBP' }, refundableMinor: 30 });
      world.provider.answerNext(declined);
      await world.deliver(outage('10-12'));
      await world.sweepEvery(minuteMs, 3);
      const [main, held] = world.ledger.records.values();
      expect([main?.state, held?.state]).toEqual(['needs-attention', 'held']);
      if (rest === 'issued') await world.approve('ann', held);
      world.provider.facts.delete('ch_1');
      await expect(world.deliver(outage('11-13'))).resolves.toMatchObject({ result: 'issued' });
      await expect(retry(world, main)).resolves.toMatchObject({ answer: 'done' });
    },
  );

  it('of the rest of an outage, which was committed late, and is refused where a later outage was decided without it', async () => {
    const world = outageWorld();
    const outage = (rentalId: string) => filmFailure({ playback: { rentalId }, purchase: { paymentId: 'ch_1' } });
    world.provider.facts.set('ch_1', { paid: { amountMinor: 399, currency: 'GBP' }, refundableMinor: 30 });
    world.provider.answerNext(declined);
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    let saves = 0;
    world.ledger.saveCustomerRecord = (next) =>
      ++saves > 1 ? Promise.reject(new Error('the database is down')) : save(next);
    await expect(world.deliver(outage('10-12'))).rejects.toThrow('the database is down');
    world.ledger.saveCustomerRecord = save;
    await world.sweepEvery(minuteMs, 3);
    world.provider.facts.delete('ch_1');
    await expect(world.deliver(outage('09-13'))).resolves.toMatchObject({ result: 'issued' });
    world.now += minuteMs;
    await world.deliver(outage('10-12'));
    const rest = [...world.ledger.records.values()].at(-1);
    expect(rest).toMatchObject({ state: 'held', covers: [{ from: '2026-01-02T10:00:00.000Z' }] });
    await world.approve('ann', rest);
    await world.sweepEvery(minuteMs, 2);
    const after = await world.ledger.readRemedy(rest?.customerId ?? '', rest?.remedyId ?? '');
    expect(after?.state).toBe('needs-attention');
    expect(after?.history.map(({ why }) => why).join()).toContain('was made good by another remedy meanwhile');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('of shipping whose payment did not cover it, beside the rest that a person approved', async () => {
    const world = shippingWorld();
    world.provider.facts.set('ch_1', { paid: { amountMinor: 399, currency: 'GBP' }, refundableMinor: 30 });
    world.provider.answerNext(declined);
    await world.deliver(filmFailure({ purchase: { paymentId: 'ch_1' } }));
    await world.sweepEvery(minuteMs, 3);
    const [main, rest] = world.ledger.records.values();
    await world.approve('ann', rest);
    await world.sweepEvery(minuteMs, 2);
    expect(world.provider.effects).toHaveLength(1);
    world.provider.facts.delete('ch_1');
    await expect(retry(world, main)).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 2);
    expect(world.provider.effects).toHaveLength(2);
  });

  it('and counts again once it is sent', async () => {
    const world = await attentionWorld(declined);
    await retry(world);
    const [customerRecord] = world.ledger.customerRecords.values();
    const [commitment] = customerRecord?.commitments ?? [];
    if (!customerRecord || !commitment) throw new Error('no commitment');
    expect(refundableAmount(customerRecord, { ...commitment, ...commitment.paid })).toBe(0);
  });

  it('and takes it once, and keeps it, where the reply to its write is lost', async () => {
    const world = await attentionWorld(declined, 2);
    const [first, second] = world.ledger.records.values();
    world.now += dayMs;
    world.limits = { ...world.limits, perDay: { remedies: 1, amountMinor: { GBP: 100_000 } } };
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    world.ledger.saveCustomerRecord = async (next) => {
      await save(next);
      world.ledger.saveCustomerRecord = save;
      // The request was sent once more by the SDK, and met what the first had written.
      return 'stale';
    };
    // One function takes both requests.
    const ports = world.retryPorts();
    await expect(retry(world, first, ports)).resolves.toMatchObject({ answer: 'done' });
    await expect(retry(world, second, ports)).resolves.toMatchObject({
      answer: 'refused',
      why: 'the limit of the day is used up',
    });
  });

  it('and is refused where all currencies together have no room for it', async () => {
    const world = await attentionWorld(declined);
    const reference = { currency: 'USD', asOf: '2026-06-30', source: 'a test', unitsFor: { GBP: 0.75 } };
    // A day of which nothing is reserved. 3.99 GBP are 5.32 USD.
    world.now += dayMs;
    world.limits = { ...world.limits, reference, perDay: { ...world.limits.perDay, referenceMinor: 531 } };
    await expect(retry(world)).resolves.toMatchObject({ answer: 'refused', why: 'the limit of the day is used up' });
    world.limits = { ...world.limits, perDay: { ...world.limits.perDay, referenceMinor: 532 } };
    await expect(retry(world)).resolves.toMatchObject({ answer: 'done' });
  });

  it('and is refused where what its source published has spent the day', async () => {
    const world = await attentionWorld(declined);
    const failed = world.onlyRecord();
    world.now += dayMs;
    world.limits = { ...world.limits, perSourceAndDay: { remedies: 1, amountMinor: { GBP: 100_000 } } };
    await world.deliver(nth(7));
    await expect(retry(world, failed)).resolves.toMatchObject({
      answer: 'refused',
      why: "the day's limit for what com.example.films publishes is used up",
    });
    world.now += dayMs;
    await expect(retry(world, failed)).resolves.toMatchObject({ answer: 'done' });
    await expect(world.deliver(nth(8))).resolves.toMatchObject({ result: 'held' });
    world.source = 'com.example.help-desk';
    await expect(world.deliver(nth(9))).resolves.toMatchObject({ result: 'issued' });
  });

  it('and gives its share of its source back where it gives nothing again', async () => {
    const world = await attentionWorld(declined);
    world.now += dayMs;
    world.limits = { ...world.limits, perSourceAndDay: { remedies: 1, amountMinor: { GBP: 100_000 } } };
    world.provider.answerNext(declined);
    await expect(retry(world)).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord().state).toBe('needs-attention');
    await expect(world.deliver(nth(7))).resolves.toMatchObject({ result: 'issued' });
  });

  it('and is refused where the day has no room for it', async () => {
    const world = await attentionWorld(declined);
    world.limits = { ...world.limits, perDay: { remedies: 0, amountMinor: {} } };
    await expect(retry(world)).resolves.toMatchObject({ answer: 'refused', why: 'the limit of the day is used up' });
  });
});

it('is refused while its type is off, and for what needs no attention', async () => {
  const world = await attentionWorld(declined);
  await world.switchMode('all', { mode: 'off' });
  await expect(retry(world)).resolves.toMatchObject({
    answer: 'refused',
    why: expect.stringContaining('gives nothing'),
  });
  await world.switchMode('all', { mode: 'auto' });
  await retry(world);
  await expect(retry(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('executing') });
});

it('all of a filter go at once, if they are no more than was seen', async () => {
  const world = await attentionWorld(declined, 4);
  const seen = cohortOf([...world.ledger.records.values()]);
  const asked = { actor: 'ann', why: 'mended', seen: { ...seen, remedies: 3 } };
  await expect(retryRemedies({ reason: 'other' }, asked, world.retryPorts())).resolves.toMatchObject({
    answer: 'refused',
    cohort: { remedies: 4 },
  });
  await expect(retryRemedies({ reason: 'other' }, { ...asked, seen }, world.retryPorts())).resolves.toEqual({
    answer: 'done',
    retried: 4,
    refused: [],
  });
  await world.sweepEvery(minuteMs, 2);
  expect(world.provider.effects).toHaveLength(4);
});

it('a filter may name the state, and one that nobody retries is answered with what is done instead', async () => {
  const world = await attentionWorld(declined);
  const asked = { actor: 'ann', why: 'mended', seen: cohortOf([...world.ledger.records.values()]) };
  for (const [state, instead] of [
    ['held', /approve it, or release/],
    ['unknown', /asked for by itself/],
    ['pending', /asked for by itself/],
  ] as const) {
    await expect(retryRemedies({ state }, asked, world.retryPorts())).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringMatching(instead),
    });
  }
  await expect(retryRemedies({ state: 'needs-attention' }, asked, world.retryPorts())).resolves.toMatchObject({
    answer: 'done',
    retried: 1,
  });
});

it('and a filter that nothing fits is refused', async () => {
  const world = await attentionWorld(declined);
  const asked = { actor: 'ann', why: 'mended', seen: cohortOf([]) };
  await expect(retryRemedies({ reason: 'refund-unknown' }, asked, world.retryPorts())).resolves.toMatchObject({
    answer: 'refused',
    why: expect.stringContaining('nothing that needs attention fits that'),
  });
});
