import type { Payment } from '../../../lambdas/fulfilment/port/payment';
import { AccountTroubleError, NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { refundableAmount } from '../../../lambdas/ledger/given/refundable-amount';
import type { RemedyPart } from '../../../lambdas/model/remedy';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { leaseMs } from '../../../lambdas/flow/record/lease';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { gift, givingParts, refund, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const { paymentId } = refund;
const failure = filmFailure({ purchase: { paymentId } });
const paid = { amountMinor: 399, currency: 'GBP' };
const authorised = { status: 'authorised', paid, refundableMinor: 0, isCancellable: true } as const;
const captured = { status: 'captured', paid } as const;

function worldWith(known: Partial<Payment>, ...parts: readonly RemedyPart[]): World {
  const world = worldOf(givingParts(...(parts.length > 0 ? parts : [refund])));
  world.provider.facts.set(paymentId, known);
  return world;
}

function partsOf(world: World) {
  return world.onlyRecord().parts.map(({ part, outcome }) => [part.kind, outcome.state]);
}

const mailOf = (world: World): string => JSON.stringify(world.mailer.mails[0]);

describe('an authorisation of which the whole is owed', () => {
  it('is cancelled at once, and the customer reads that nothing was taken, and of no refund', async () => {
    const world = worldWith(authorised);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
    expect(partsOf(world)).toEqual([['cancellation', 'succeeded']]);
    expect(world.onlyRecord().reasons[0]).toBe('the payment is only authorised, and is cancelled: nothing was taken');
    expect(world.provider.effects).toEqual([]);
    await world.sweepEvery(minute, 2);
    expect(world.mailer.mails).toHaveLength(1);
    expect(mailOf(world)).toContain('We’ve cancelled your payment of £3.99 before anything was taken.');
    expect(mailOf(world)).not.toMatch(/refund|refunded|on its way back/i);
  });

  it('binds the payment: nothing more of it goes back', async () => {
    const world = worldWith(authorised);
    await world.deliver(failure);
    const [record] = world.ledger.customerRecords.values();
    if (!record) throw new Error('nothing is committed');
    expect(refundableAmount(record, { ...failure.purchase })).toBe(0);
  });

  it('is cancelled once, also where the failure is published again', async () => {
    const world = worldWith(authorised);
    await world.deliver(failure);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'duplicate' });
    expect(world.provider.cancels).toHaveLength(1);
  });

  it('is cancelled beside what comes on top of the price', async () => {
    const world = worldWith(authorised, refund, gift);
    await world.deliver(failure);
    expect(world.onlyRecord().parts.map(({ part }) => part.kind)).toEqual(['cancellation', 'credit']);
  });

  it('is refunded where it was captured meanwhile, and never both', async () => {
    const world = worldWith(authorised);
    world.provider.cancelAnswers.push(() => {
      world.provider.facts.set(paymentId, captured);
      return { state: 'declined', reason: 'captured' };
    });
    await world.deliver(failure);
    await world.sweepEvery(3 * minute, 4);
    expect(world.onlyRecord().state).toBe('issued');
    expect(partsOf(world)).toEqual([
      ['cancellation', 'declined'],
      ['refund', 'succeeded'],
    ]);
    expect(world.provider.refunds.size).toBe(1);
    expect(mailOf(world)).toContain('Your payment had gone through before we could cancel it. We’ve refunded £3.99');
  });

  it('that was cancelled without a reply is found to be, with the same key or a look-up', async () => {
    const world = worldWith(authorised);
    world.provider.cancelAnswers.push((request) => {
      world.provider.cancelNow(request);
      return { state: 'unknown', why: 'no answer in time' };
    });
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'unknown' });
    expect(world.mailer.mails).toEqual([]);
    await world.sweepEvery(3 * minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(new Set(world.provider.cancels.map(({ key }) => key)).size).toBe(1);
  });

  it('is left to a person where the provider refuses for another reason, and is sent on its way again', async () => {
    const world = worldWith(authorised);
    world.provider.cancelAnswers.push(() => ({ state: 'declined', reason: 'other' }));
    await world.deliver(failure);
    await world.sweepEvery(3 * minute, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    const { customerId, remedyId } = world.onlyRecord();
    const again = retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it works again', world.retryPorts());
    await expect(again).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(3 * minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toEqual([]);
  });

  it('waits while the account may not cancel, and goes on by itself', async () => {
    const world = worldWith(authorised);
    const trouble = { account: 'fake-cancellations', why: 'the API key lacks a permission' };
    world.provider.cancelAnswers.push(() => new AccountTroubleError(trouble));
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord()).toMatchObject({ hold: { awaits: { event: 'account-working' } } });
    await world.sweepEvery(20 * minute, 8);
    expect(world.onlyRecord().state).toBe('issued');
    expect(partsOf(world).at(-1)).toEqual(['cancellation', 'succeeded']);
    expect(world.provider.effects).toEqual([]);
  });

  it('is asked for again with the event where the provider was not reached', async () => {
    const world = worldWith(authorised);
    world.provider.weather = 'reading-only';
    await expect(world.deliver(failure)).rejects.toThrow(NotAttemptedError);
    world.provider.weather = 'fair';
    world.now += leaseMs;
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
  });

  it('is stopped by a kill before it is asked for', async () => {
    const world = worldWith(authorised);
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(failure);
    expect(partsOf(world)).toEqual([['cancellation', 'planned']]);
    await world.approve('ann');
    await world.switchMode('all', { mode: 'off' });
    await world.sweepEvery(3 * minute, 2);
    expect(world.provider.cancels).toEqual([]);
    expect(world.onlyRecord().state).toBe('held');
  });

  it.each([
    ['is cancelled', authorised, [['cancellation', 'succeeded']]],
    [
      'is refunded, where it was captured while it was held',
      captured,
      [
        ['cancellation', 'declined'],
        ['refund', 'succeeded'],
      ],
    ],
    ['was cancelled by others meanwhile', { ...authorised, status: 'cancelled' }, [['cancellation', 'succeeded']]],
  ] as const)('%s when a person has approved it', async (_, then, parts) => {
    const world = worldWith(authorised);
    await world.switchMode('all', { mode: 'approve' });
    await world.deliver(failure);
    world.provider.facts.set(paymentId, then);
    await world.approve('ann');
    await world.sweepEvery(3 * minute, 4);
    expect(world.onlyRecord().state).toBe('issued');
    expect(partsOf(world)).toEqual(parts);
  });

  // All the calls that leave the function.
  it.each(
    Array.from({ length: 8 }, (_, index) => index + 1).flatMap((n) => [[n, 'before'] as const, [n, 'after'] as const]),
  )('dying at call %d, %s it: it is cancelled once the event came again', async (n, when) => {
    const world = worldWith(authorised);
    const life = new Life({ call: n, when });
    await world.deliver(failure, life).catch(() => undefined);
    expect(life.calls).toBeGreaterThanOrEqual(n);
    world.now += leaseMs;
    await world.deliver(failure);
    await world.sweepEvery(3 * minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(partsOf(world)).toEqual([['cancellation', 'succeeded']]);
    expect(new Set(world.provider.cancels.map(({ key }) => key)).size).toBe(1);
    expect(world.provider.effects).toEqual([]);
    expect(world.mailer.mails).toHaveLength(1);
  });
});

describe('an authorisation waits for its capture', () => {
  const half = { ...refund, amountMinor: 199 };
  const price = { ...gift, amountMinor: 200, basis: 'price' } as const;

  it.each([
    ['where the provider does not cancel it', { ...authorised, isCancellable: undefined }, [refund]],
    ['where only a share is owed', authorised, [half]],
    ['where a credit gives back some of the price', authorised, [half, price]],
    ['where more was authorised than is owed', { ...authorised, paid: { ...paid, amountMinor: 798 } }, [refund]],
  ] as const)('%s', async (_, known, parts) => {
    const world = worldWith(known, ...parts);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord()).toMatchObject({ hold: { awaits: { event: 'captured' } } });
    await world.sweepEvery(hour, 2);
    expect(world.provider.cancels).toEqual([]);
  });

  it('where something of it was given back before', async () => {
    const world = worldWith(captured, half);
    await world.deliver(filmFailure({ purchase: { paymentId, lineId: 'line-2' }, playback: { rentalId: 'another' } }));
    const [before] = world.ledger.records.values();
    expect(before?.state).toBe('issued');
    world.provider.facts.set(paymentId, authorised);
    world.definition = givingParts(refund);
    await world.deliver(failure);
    expect(world.provider.cancels).toEqual([]);
  });
});
