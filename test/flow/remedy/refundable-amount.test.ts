import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { refundableAmount } from '../../../lambdas/ledger/given/refundable-amount';
import type { RemedyState } from '../../../lambdas/ledger/remedy-record';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, givingParts, refund, replacement, worldOf } from '../../fakes/parts';
import { wideLimits } from '../../fakes/wide-limits';
import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import type { OutageFailure } from '../../../lambdas/failures/service-outage/contract';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
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

it.each([
  ['a refund', refund],
  ['a new one', { ...replacement, fallback: undefined }],
] as const)('a line that got %s for its charge gets no refund for the payment intent of it', async (_, part) => {
  const world = worldOf(givingParts(part));
  const paid = { amountMinor: 1_000, currency: 'GBP' };
  world.provider.facts.set('ch_1', { paid, otherIds: ['pi_1'] });
  world.provider.facts.set('pi_1', { paid, otherIds: ['ch_1'] });
  await world.publishFailure(filmFailure({ purchase: { paymentId: 'ch_1' } }));
  world.definition = videoPlaybackFailed;
  world.now += dayMs;
  const again = filmFailure({ occurredAt: world.clock().toISOString(), purchase: { paymentId: 'pi_1' } });
  const { length } = world.provider.calls;
  await expect(world.deliver(again)).resolves.toMatchObject({ result: 'held' });
  expect(world.provider.calls).toHaveLength(length);
  const held = [...world.ledger.records.values()].find(({ state }) => state === 'held');
  expect(held?.reasons[0]).toBe('with this, 7.98 GBP of 3.99 GBP paid for the line would be given back');
});

it('of two that were held for one line, which they name by the charge and by its intent, one is given', async () => {
  const world = new World();
  const paid = { amountMinor: 1_000, currency: 'GBP' };
  world.provider.facts.set('ch_1', { paid, otherIds: ['pi_1'] });
  world.provider.facts.set('pi_1', { paid, otherIds: ['ch_1'] });
  world.limits = { ...world.limits, perRemedy: {} };
  for (const paymentId of ['ch_1', 'pi_1']) {
    await world.publishFailure(filmFailure({ purchase: { paymentId }, playback: { rentalId: paymentId } }));
  }
  for (const record of world.ledger.records.values()) await world.approve('ann', record);
  await world.sweepEvery(minuteMs, 3);
  expect(world.provider.effects).toHaveLength(1);
  expect([...world.ledger.records.values()].map(({ state }) => state).sort()).toEqual(['issued', 'needs-attention']);
});

it('what was given and failed is not given again beside what another gave for its intent meanwhile', async () => {
  const world = new World();
  const paid = { amountMinor: 1_000, currency: 'GBP' };
  world.provider.facts.set('ch_1', { paid, otherIds: ['pi_1'] });
  world.provider.facts.set('pi_1', { paid, otherIds: ['ch_1'] });
  world.provider.answerNext({ state: 'declined', reason: 'other' });
  await world.publishFailure(filmFailure({ purchase: { paymentId: 'ch_1' } }));
  await world.sweepEvery(minuteMs, 3);
  await world.publishFailure(filmFailure({ purchase: { paymentId: 'pi_1' }, playback: { rentalId: 'pi_1' } }));
  const failed = [...world.ledger.records.values()].find(({ state }) => state === 'needs-attention');
  expect(failed?.otherPaymentIds).toBeUndefined();
  const { customerId = '', remedyId = '' } = failed ?? {};
  const retried = retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it works again', world.retryPorts());
  await expect(retried).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('given back') });
  expect(world.provider.effects).toHaveLength(1);
});

describe('what certainly gave nothing leaves the refundable amount and the limits as they were:', () => {
  const nextDay = (world: World): void => {
    world.now += dayMs;
  };
  const until = '2026-11-22T20:45:00.000Z';
  const waiting = deciding({
    ...{ outcome: 'hold', parts: [refund], reasons: ['the merchant has until then to answer'] },
    awaits: { what: 'the merchant’s answer', until, then: 'person' },
  });
  /** Another failure of the same film. */
  async function breakAgain(world: World): Promise<RemedyState | undefined> {
    const before = new Set(world.ledger.records.keys());
    world.definition = videoPlaybackFailed;
    await world.publishFailure(filmFailure({ occurredAt: world.clock().toISOString() }));
    return [...world.ledger.records].find(([key]) => !before.has(key))?.[1].state;
  }

  it('a remedy that waits counts while it waits', async () => {
    const world = worldOf(waiting);
    await world.publishFailure(filmFailure());
    expect(await breakAgain(world)).toBe('held');
  });

  it('and no longer once a person has rejected it', async () => {
    const world = worldOf(waiting);
    await world.publishFailure(filmFailure());
    await world.reject('ann', 'the photo shows another thing');
    nextDay(world);
    expect(await breakAgain(world)).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('nor once its wait has ended with a person, and that person’s late yes is refused with the reason', async () => {
    const world = worldOf(waiting);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(dayMs, 3);
    const ended = world.onlyRecord();
    expect(ended).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(await breakAgain(world)).toBe('issued');
    await world.approve('ann', ended);
    await world.sweepEvery(minuteMs, 3);
    const after = await world.ledger.readRemedy(ended.customerId, ended.remedyId);
    expect(after?.state).toBe('needs-attention');
    expect(after?.history.map(({ why }) => why)).toContain(
      'the line of the order has been given back in another way since it was held',
    );
    expect(world.provider.effects).toHaveLength(1);
  });

  it('a refund that was refused for good', async () => {
    const world = worldOf(givingParts(refund));
    world.provider.answerNext({ state: 'declined', reason: 'disputed' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(await breakAgain(world)).toBe('issued');
  });

  it('a refund that a bank took back', async () => {
    const world = worldOf(givingParts(refund));
    await world.publishFailure(filmFailure());
    await world.failLate('disputed');
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(await breakAgain(world)).toBe('issued');
  });

  it('but not one of which nobody knows', async () => {
    const world = worldOf(givingParts(refund));
    world.provider.loseNextReply();
    await world.publishFailure(filmFailure());
    expect(await breakAgain(world)).toBe('held');
  });

  it('of two parts, the one that was given still counts', async () => {
    const world = worldOf(givingParts({ ...refund, amountMinor: 300 }, { ...refund, amountMinor: 99 }));
    world.provider.answerNext({ state: 'succeeded', providerRef: 're_first' });
    world.provider.answerNext({ state: 'declined', reason: 'other' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    const [customerRecord] = world.ledger.customerRecords.values();
    if (!customerRecord) throw new Error('there is no customer record');
    const purchase = { orderId: 'ord_9', lineId: '1', paymentId: filmFailure().purchase.paymentId };
    expect(refundableAmount(customerRecord, { ...purchase, amountMinor: 399, currency: 'GBP' })).toBe(99);
  });

  it('a rejected remedy is none of those that a customer’s limit counts', async () => {
    const world = worldOf(waiting);
    world.limits = { ...wideLimits, perCustomer: { ...wideLimits.perCustomer, remedies: 1 } };
    await world.publishFailure(filmFailure());
    await world.reject('ann', 'the photo shows another thing');
    expect(await breakAgain(world)).toBe('issued');
  });
});
