import type { PaymentMark } from '../../../lambdas/ledger/payment/payment-marks';
import { dayMs, hourMs } from '../../../lambdas/model/durations';
import type { RefundPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { call, givingParts, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const paymentId = 'ch_1';
const refund: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId };
const failure = filmFailure({ purchase: { paymentId, lineId: undefined } });

async function mark(world: World, kind: PaymentMark['kind'], isOpen: boolean): Promise<void> {
  const before = await world.ledger.marks.readMarks(paymentId);
  const id = kind === 'dispute' ? 'du_1' : 'issfr_1';
  const marks = [
    ...(before?.marks ?? []).filter((known) => known.id !== id),
    { id, kind, isOpen, at: new Date(world.now).toISOString() },
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

describe('a payment that is disputed, at a provider that cannot be asked', () => {
  it('gives nothing back while the bank decides, and by itself once it has', async () => {
    const world = worldOf(givingParts(refund));
    world.asksForPayments = false;
    await mark(world, 'dispute', true);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord().hold).toMatchObject({ cause: 'dispute', awaits: { event: 'dispute-closed' } });
    await world.sweepEvery(12 * hourMs, 6);
    expect(world.provider.calls).toEqual([]);

    await mark(world, 'dispute', false);
    await world.sweepEvery(12 * hourMs, 6);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.calls).toHaveLength(1);
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
