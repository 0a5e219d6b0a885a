import type { Payment } from '../../../lambdas/fulfilment/port/payment';
import type { RemedyPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, gift, givingParts, refund, replacement, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const failure = filmFailure({ purchase: { paymentId: refund.paymentId } });
const paid = { amountMinor: 399, currency: 'GBP' };
const authorised = { status: 'authorised', paid, refundableMinor: 0 } as const;
const disputed = { isDisputed: true, paid } as const;
const credit = { ...gift, amountMinor: 399, basis: 'price' } as const;

async function waitingWorld(known: Partial<Payment>, ...parts: readonly RemedyPart[]): Promise<World> {
  const world = worldOf(givingParts(...parts));
  becomes(world, known);
  await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
  expect(world.provider.calls).toEqual([]);
  return world;
}

function becomes(world: World, known: Partial<Payment>): void {
  world.provider.facts.set(refund.paymentId, known);
}

describe.each([
  ['a payment that is not captured yet', authorised, 'captured', { paid }],
  ['a disputed payment', disputed, 'dispute-closed', { paid }],
] as const)('%s', (_, before, event, after) => {
  it('keeps the remedy until that is over, and then it is given by itself', async () => {
    const world = await waitingWorld(before, refund);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: { event } } });
    await world.sweepEvery(10 * minute, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: { event } } });

    becomes(world, after);
    await world.sweepEvery(6 * hour, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('keeps what would be given beside the refund as well', async () => {
    const world = await waitingWorld(before, refund, gift);
    await world.sweepEvery(hour, 3);
    expect(world.partner.asked).toEqual([]);
  });

  it('is asked for less and less often, at least every six hours', async () => {
    const world = await waitingWorld(before, refund);
    const asked = world.provider.asked.length;
    await world.sweepEvery(minute, 3 * 24 * 60);
    const times = world.provider.asked.length - asked;
    expect(times).toBeGreaterThanOrEqual(12);
    expect(times).toBeLessThanOrEqual(25);
  });

  it('that is not over in time is left to a person, who is told', async () => {
    const world = await waitingWorld(before, refund);
    await world.sweepEvery(5 * day, 25);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(world.reported().at(-1)).toBe('held');
  });

  it('keeps a remedy that a person approves as well, and then it goes on with that approval', async () => {
    const world = await waitingWorld(before, refund);
    await world.approve('ann');
    await world.sweepEvery(minute, 1);
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      hold: { awaits: { event }, approvals: [{ actor: 'ann' }] },
    });
    becomes(world, after);
    await world.sweepEvery(6 * hour, 1);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('that is not over in time is decided anew, also by whoever approved it before', async () => {
    const world = await waitingWorld(before, refund);
    await world.approve('ann');
    await world.sweepEvery(5 * day, 25);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined, approvals: [] } });
    await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done', record: { state: 'approved' } });
  });

  it('is not touched by the same failure published again', async () => {
    const world = await waitingWorld(before, refund);
    const { version } = world.onlyRecord();
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'duplicate' });
    expect(world.onlyRecord().version).toBe(version);
  });

  it('waits on while the provider is not reached, or says nothing of use', async () => {
    const world = await waitingWorld(before, refund);
    becomes(world, after);
    world.provider.weather = 'unreachable';
    await world.sweepEvery(hour, 2);
    world.provider.weather = 'fair';
    world.provider.paymentAnswer = { kind: 'unavailable', why: 'no answer' };
    await world.sweepEvery(hour, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: { event } } });
    world.provider.paymentAnswer = undefined;
    await world.sweepEvery(6 * hour, 1);
    expect(world.onlyRecord().state).toBe('issued');
  });
});

it('an authorisation that is cancelled ends the remedy: nothing was taken, and no mail says that something comes', async () => {
  const world = await waitingWorld(authorised, refund);
  becomes(world, { status: 'cancelled', paid: { ...paid, amountMinor: 0 }, refundableMinor: 0 });
  await world.sweepEvery(10 * minute, 1);
  expect(world.onlyRecord()).toMatchObject({ state: 'rejected' });
  expect(world.onlyRecord().history.at(-2)?.why).toBe('nothing was taken: the payment was cancelled');
  expect(world.mailer.mails).toEqual([]);
  expect(world.provider.calls).toEqual([]);
});

it('an authorisation that is cancelled mails nothing of what the first of two approvers wrote', async () => {
  const world = worldOf(givingParts(refund));
  world.limits = { ...world.limits, twoPeopleAbove: { GBP: 100 } };
  becomes(world, authorised);
  await world.deliver(failure);
  await world.approve('ann', undefined, 'You have it back.');
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { approvals: [{ actor: 'ann' }] } });
  becomes(world, { status: 'cancelled', paid: { ...paid, amountMinor: 0 }, refundableMinor: 0 });
  await world.sweepEvery(6 * hour, 1);
  expect(world.onlyRecord().state).toBe('rejected');
  expect(world.mailer.mails).toEqual([]);
});

it('a dispute that the customer won leaves nothing to give back, nor a credit in its place', async () => {
  const world = await waitingWorld(disputed, credit);
  becomes(world, { paid, refundableMinor: 0 });
  await world.sweepEvery(10 * minute, 1);
  expect(world.onlyRecord().state).toBe('rejected');
  expect(world.partner.asked).toEqual([]);
});

it('what no person approved is not tried against a payment that cannot take it: nothing of it is given', async () => {
  const until = new Date(new World().now + day).toISOString();
  const awaits = { what: 'a photo', until, then: 'give' } as const;
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund, gift], reasons: ['reported'], awaits }));
  await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
  becomes(world, { status: 'cancelled', paid: { amountMinor: 0, currency: 'GBP' }, refundableMinor: 0 });
  await world.sweepEvery(hour, 26);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  expect(world.provider.calls).toEqual([]);
  expect(world.partner.asked).toEqual([]);
});

it('what is owed beside the price is left to a person, where the price went back by the bank', async () => {
  const world = await waitingWorld(disputed, refund, gift);
  becomes(world, { paid, refundableMinor: 0 });
  await world.sweepEvery(10 * minute, 1);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
  expect(world.partner.asked).toEqual([]);
});

it('a payment that was captured in part only is left to a person, with what is left of it', async () => {
  const world = await waitingWorld(authorised, refund);
  becomes(world, { paid: { ...paid, amountMinor: 200 }, refundableMinor: 200 });
  await world.sweepEvery(10 * minute, 1);
  expect(world.onlyRecord()).toMatchObject({
    state: 'held',
    hold: { awaits: undefined, why: '2.00 GBP are left of the payment, and 3.99 GBP are owed' },
  });
});

it('a payment that is disputed as soon as it was captured waits for the end of that', async () => {
  const world = await waitingWorld(authorised, refund);
  becomes(world, disputed);
  await world.sweepEvery(10 * minute, 1);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: { event: 'dispute-closed' } } });
});

it('what a person approves is looked at again: a price in another currency is not requested as if it were the same', async () => {
  const world = worldOf(givingParts(refund));
  world.limits = { ...world.limits, perRemedy: {} };
  world.asksForPayments = false;
  await world.deliver(failure);
  world.asksForPayments = true;
  becomes(world, { paid: { amountMinor: 500, currency: 'USD' }, refundableMinor: 500 });
  await world.approve('ann');
  await world.sweepEvery(minute, 1);
  expect(world.onlyRecord().state).toBe('needs-attention');
  expect(world.provider.calls).toEqual([]);
});

it('what a payment does not cover can be approved as the credit that the options name for it', async () => {
  const world = worldOf(givingParts({ ...refund, fallback: credit }));
  becomes(world, { paid, refundableMinor: 150 });
  await world.deliver(failure);
  const rest = [...world.ledger.records.values()].find(({ state }) => state === 'held');
  if (!rest) throw new Error('nothing is held');
  await world.approve('ann', rest);
  await world.sweepEvery(minute, 1);
  expect(world.partner.asked).toMatchObject([{ part: { kind: 'credit', amountMinor: 249 } }]);
});

describe('what waits for something else, and whose price goes back by hand meanwhile', () => {
  const awaits = { what: 'a photo', until: '2026-11-21T20:45:00Z', then: 'give' } as const;
  const gone = { paid, refundableMinor: 0 };

  it.each([
    ['new one', replacement],
    ['credit', credit],
  ] as const)('gives no %s of it by itself when the wait ends', async (_, part) => {
    const world = worldOf(deciding({ outcome: 'hold', awaits, parts: [part, gift], reasons: ['reported'] }));
    await world.deliver(failure);
    becomes(world, gone);
    await world.sweepEvery(day, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
    expect(world.onlyRecord().history.at(-2)?.why).toMatch(/^nothing is left of the payment/);
    expect(world.partner.asked).toEqual([]);
  });

  it('gives it where a person looked at it and approved it', async () => {
    const world = worldOf(deciding({ outcome: 'hold', parts: [replacement], reasons: ['reported'] }));
    await world.deliver(failure);
    becomes(world, gone);
    await world.approve('ann');
    await world.sweepEvery(minute, 1);
    expect(world.partner.asked).toHaveLength(1);
  });

  it('gives it when the wait ends where nothing has gone back, though another payment paid the rest', async () => {
    const world = worldOf(deciding({ outcome: 'hold', awaits, parts: [replacement], reasons: ['reported'] }));
    await world.deliver(failure);
    becomes(world, { paid: { ...paid, amountMinor: 150 }, refundableMinor: 150 });
    await world.sweepEvery(day, 2);
    expect(world.partner.asked).toHaveLength(1);
  });
});

it('a new one that nobody can ask for with its old key is not asked for with another where the price has gone back', async () => {
  const world = worldOf(givingParts(replacement));
  world.partner.willAnswer = 'throws';
  await expect(world.deliver(failure)).rejects.toThrow('nobody was asked');
  world.now += day;
  becomes(world, { paid, refundableMinor: 0 });
  await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'unknown' });
  world.partner.willAnswer = 'pending';
  const before = world.partner.asked.length;
  await world.sweepEvery(hour, 3);
  expect(world.partner.asked).toHaveLength(before);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  expect(world.onlyRecord().history.at(-2)?.why).toMatch(/nothing is left of the payment/);
});
