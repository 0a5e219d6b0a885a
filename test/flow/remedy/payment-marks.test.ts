import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import type { PaymentMark } from '../../../lambdas/ledger/payment/payment-marks';
import { dayMs, hourMs } from '../../../lambdas/model/durations';
import type { RefundPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { call, givingParts, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const paymentId = 'ch_1';
const refund: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId };
const failure = filmFailure({ purchase: { paymentId, lineId: undefined } });

async function mark(
  world: World,
  kind: PaymentMark['kind'],
  isOpen: boolean,
  ended?: PaymentMark['ended'],
  id = kind === 'dispute' ? 'du_1' : 'issfr_1',
): Promise<void> {
  const before = await world.ledger.marks.readMarks(paymentId);
  const marks = [
    ...(before?.marks ?? []).filter((known) => known.id !== id),
    { id, kind, isOpen, ended, at: new Date(world.now).toISOString() },
  ];
  await world.ledger.marks.saveMarks({ paymentId, version: (before?.version ?? 0) + 1, marks });
}

describe('a payment that its bank warns of', () => {
  it('gives nothing back by itself: a person reads why, and decides', async () => {
    const world = worldOf(givingParts(refund));
    await mark(world, 'fraud-warning', true);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    const { hold } = world.onlyRecord();
    expect(hold).toMatchObject({ cause: 'fraud-warning', awaits: undefined });
    expect(world.onlyRecord().reasons[0]).toMatch(/the bank has warned on 2026-11-20 .*issfr_1/);
    await world.sweepEvery(hourMs, 3);
    expect(world.provider.calls).toEqual([]);

    await world.approve('ann');
    await world.sweepEvery(hourMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('gives back as ever once the warning is closed, or is too old to become a dispute', async () => {
    const closed = worldOf(givingParts(refund));
    await mark(closed, 'fraud-warning', true);
    closed.now += hourMs;
    await mark(closed, 'fraud-warning', false);
    await expect(closed.deliver(failure)).resolves.toMatchObject({ result: 'issued' });

    const old = worldOf(givingParts(refund));
    old.now -= 121 * dayMs;
    await mark(old, 'fraud-warning', true);
    old.now += 121 * dayMs;
    await expect(old.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
  });

  it('keeps nobody from being called', async () => {
    const world = worldOf(givingParts(call));
    await mark(world, 'fraud-warning', true);
    await expect(world.deliver(failure)).resolves.not.toMatchObject({ result: 'held' });
  });

  it('of which it warns while the remedy waits for something else is looked at by a person, too', async () => {
    const world = worldOf(givingParts(refund));
    world.provider.facts.set(paymentId, { status: 'authorised' });
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    await mark(world, 'fraud-warning', true);
    world.provider.facts.set(paymentId, {});
    await world.sweepEvery(hourMs, 30);
    expect(world.provider.calls).toEqual([]);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
  });
});

describe('a bank that warns while a person decides', () => {
  const warned = /the bank has warned on .*\(issfr_1\)/;

  it.each([true, false])('is heard before anything is given, and whoever reads of it decides anew', async (isAsked) => {
    const world = worldOf(givingParts(refund));
    await world.switchMode('all', { mode: 'approve' });
    world.asksForPayments = isAsked;
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord().reasons.join()).not.toMatch(warned);
    await mark(world, 'fraud-warning', true);
    await world.approve('ann');
    await world.sweepEvery(hourMs, 3);
    expect(world.provider.calls).toEqual([]);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(lastWhy(world)).toMatch(warned);

    await retry(world);
    await world.sweepEvery(hourMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.calls).toHaveLength(1);
  });

  it('of something else once more is heard as well', async () => {
    const world = worldOf(givingParts(refund));
    await mark(world, 'fraud-warning', true);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    world.now += hourMs;
    await mark(world, 'fraud-warning', true, undefined, 'issfr_12');
    await world.approve('ann');
    await world.sweepEvery(hourMs, 3);
    expect(world.provider.calls).toEqual([]);
    expect(lastWhy(world)).toMatch(/\(issfr_12\)/);
  });

  it('is heard before what was refused is tried again, and once', async () => {
    const world = worldOf(givingParts(refund));
    world.provider.answerNext({ state: 'declined', reason: 'other' });
    await world.deliver(failure);
    await world.sweepEvery(hourMs, 3);
    expect(world.onlyRecord().state).toBe('needs-attention');
    await mark(world, 'fraud-warning', true);
    const before = world.provider.calls.length;

    await retry(world);
    await world.sweepEvery(hourMs, 3);
    expect(world.provider.calls).toHaveLength(before);
    expect(lastWhy(world)).toMatch(warned);

    await retry(world);
    await world.sweepEvery(hourMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('keeps back what was approved, and of which nobody knows any more whether it was asked for', async () => {
    const world = worldOf(givingParts(refund));
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(failure);
    await world.approve('ann');
    world.provider.weather = 'unreachable';
    await world.sweepEvery(hourMs, 1);
    await mark(world, 'fraud-warning', true);
    world.provider.weather = 'fair';
    world.now += 2 * dayMs;
    await world.sweepEvery(hourMs, 3);
    expect(world.provider.refunds.size).toBe(0);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(lastWhy(world)).toMatch(warned);
  });
});

/** Why a person has to look. */
function lastWhy(world: World): string | undefined {
  return world.onlyRecord().history.findLast(({ why }) => !why.startsWith('published'))?.why;
}

async function retry(world: World): Promise<void> {
  const { customerId, remedyId } = world.onlyRecord();
  const retried = await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'looked at it', world.retryPorts());
  expect(retried).toMatchObject({ answer: 'done' });
}

describe('a payment that is disputed, at a provider that cannot be asked', () => {
  it('gives nothing back while the bank decides, and by itself once it has', async () => {
    const world = worldOf(givingParts(refund));
    world.asksForPayments = false;
    await mark(world, 'dispute', true);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord().hold).toMatchObject({ cause: 'dispute', awaits: { event: 'dispute-closed' } });
    await world.sweepEvery(12 * hourMs, 6);
    expect(world.provider.calls).toEqual([]);

    await mark(world, 'dispute', false, 'won');
    await world.sweepEvery(12 * hourMs, 6);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.calls).toHaveLength(1);
  });

  it('gives nothing by itself on top of what the bank gave back: a person reads of it, and decides', async () => {
    const world = worldOf(givingParts(refund));
    world.asksForPayments = false;
    await mark(world, 'dispute', true);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    world.now += hourMs;
    await mark(world, 'dispute', false, 'lost');
    await world.sweepEvery(12 * hourMs, 300);
    expect(world.provider.calls).toEqual([]);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(world.onlyRecord().reasons[0]).toMatch(/the bank has given the money back on 2026-11-20, .*\(du_1\)/);

    await world.approve('ann');
    await world.sweepEvery(hourMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('gives nothing by itself for what fails after the bank gave the money back', async () => {
    const world = worldOf(givingParts(refund));
    world.asksForPayments = false;
    await mark(world, 'dispute', false, 'lost');
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord().reasons[0]).toMatch(/the bank has given the money back/);
    await world.sweepEvery(12 * hourMs, 300);
    expect(world.provider.calls).toEqual([]);
  });

  it('keeps nobody from being called whose bank gave the money back', async () => {
    const world = worldOf(givingParts(call));
    world.asksForPayments = false;
    await mark(world, 'dispute', false, 'lost');
    await expect(world.deliver(failure)).resolves.not.toMatchObject({ result: 'held' });
  });

  it('gives as ever where it was not said who got the money', async () => {
    const world = worldOf(givingParts(refund));
    world.asksForPayments = false;
    await mark(world, 'dispute', false);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
  });
});

it('what banks say is read with the decision, in no request of its own', async () => {
  const world = worldOf(givingParts(refund));
  const read = jest.spyOn(world.ledger.marks, 'readMarks');
  const asked = jest.spyOn(world.ledger, 'read');
  await world.deliver(failure);
  expect(read).not.toHaveBeenCalled();
  expect(asked.mock.calls[0]?.[2]).toMatchObject({ paymentId });
});
