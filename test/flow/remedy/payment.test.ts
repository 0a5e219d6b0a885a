import { coveredBefore } from '../../../lambdas/failures/definition/covered-before';
import type { PolicyView } from '../../../lambdas/failures/definition/policy';
import type { Covered, PolicyDecision } from '../../../lambdas/model/decision';
import type { PaymentAnswer } from '../../../lambdas/fulfilment/port/payment';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { approveHold } from '../../../lambdas/flow/operate/holds';
import { leaseMs } from '../../../lambdas/flow/record/lease';
import { refundableAmount } from '../../../lambdas/ledger/given/refundable-amount';
import type { RefundPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { minuteMs } from '../../../lambdas/model/durations';
import { anotherPass, call, gift, givingParts, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const paymentId = 'ch_1';
const refund: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId };
const failure = filmFailure({ purchase: { paymentId, lineId: undefined } });

function worldWith(known: Parameters<World['provider']['facts']['set']>[1] = {}, ...parts: RefundPart[]): World {
  const world = worldOf(givingParts(...(parts.length > 0 ? parts : [refund])));
  world.provider.facts.set(paymentId, known);
  return world;
}

describe('how it was paid', () => {
  it.each(['card', 'bank', 'paypal', 'later', 'wallet'] as const)(
    'by %s is kept with the refund, for its mail',
    async (method) => {
      const world = worldWith({ method });
      await world.deliver(failure);
      expect(world.onlyRecord().parts).toMatchObject([{ part: { ...refund, paidWith: method } }]);
    },
  );

  it('is not kept where the provider does not say', async () => {
    const world = worldWith({ method: undefined });
    await world.deliver(failure);
    expect(world.onlyRecord().parts.map(({ part }) => part)).toEqual([refund]);
  });

  it('is kept with the refund that stands in for what is given in kind', async () => {
    const world = worldOf(givingParts({ ...anotherPass, fallback: refund }));
    world.provider.facts.set(paymentId, { method: 'paypal' });
    world.partner.willAnswer = { state: 'declined', reason: 'entitlement-not-found' };
    await world.deliver(failure);
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord().parts.at(-1)?.part).toMatchObject({ kind: 'refund', paidWith: 'paypal' });
  });
});

describe('the question about the payment', () => {
  it('comes before a first refund, once, and not at all for a duplicate', async () => {
    const world = worldWith();
    await world.deliver(failure);
    expect(world.provider.asked).toEqual([paymentId]);
    expect(world.provider.calls).toHaveLength(1);

    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'duplicate' });
    expect(world.provider.asked).toHaveLength(1);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('comes once for a delivery that loses the race for the customer record', async () => {
    const world = worldWith();
    const save = world.ledger.saveCustomerRecord.bind(world.ledger);
    let races = 0;
    world.ledger.saveCustomerRecord = async (next) => (races++ < 3 ? 'stale' : save(next));
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.asked).toHaveLength(1);
  });

  it('is not asked where nothing of the price would go back', async () => {
    const world = worldOf(givingParts(gift, call));
    await world.deliver(failure);
    expect(world.provider.asked).toEqual([]);
  });

  it('is not asked where the type is switched off', async () => {
    const world = worldWith();
    await world.switchMode('all', { mode: 'off' });
    await world.deliver(failure);
    expect(world.provider.asked).toEqual([]);
  });

  it.each([
    ['off', 'none'],
    ['shadow', 'shadowed'],
  ] as const)('may take so long that the type is %s by then, and nothing is committed', async (mode, result) => {
    const world = worldWith();
    const readPayment = world.provider.readPayment.bind(world.provider);
    world.provider.readPayment = async (id) => {
      await world.switchMode('all', { mode });
      world.now += 10_000;
      return readPayment(id);
    };
    await expect(world.deliver(failure)).resolves.toMatchObject({ result });
    expect(world.ledger.customerRecords.size).toBe(0);
    expect(world.provider.calls).toEqual([]);
  });

  it('is not asked at an endpoint that cannot answer it, and the refund is made', async () => {
    const world = worldWith({ isDisputed: true });
    world.asksForPayments = false;
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.asked).toEqual([]);
  });

  it('that did not reach the provider commits to nothing, and the event comes again', async () => {
    const world = worldWith();
    world.provider.weather = 'unreachable';
    await expect(world.deliver(failure)).rejects.toThrow(NotAttemptedError);
    expect(world.ledger.customerRecords.size).toBe(0);
    world.provider.weather = 'fair';
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
  });

  it('that is of no use is trouble in the log, which says what came, and the event comes again', async () => {
    const world = worldWith();
    const why = 'Stripe gave no usable answer about the payment (StripeAPIError 500)';
    world.provider.paymentAnswer = { kind: 'unavailable', why } satisfies PaymentAnswer;
    await expect(world.deliver(failure)).rejects.toThrow(NotAttemptedError);
    expect(world.ledger.customerRecords.size).toBe(0);
    expect(JSON.stringify(world.observer.troubles)).toContain('does not tell what it knows of the payment');
    world.provider.paymentAnswer = undefined;
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
  });
});

describe('a price shown as 45,000 KRW and paid as 33.00 USD', () => {
  const shown = filmFailure({ purchase: { paymentId, lineId: undefined, amountMinor: 45_000, currency: 'KRW' } });
  const day: RefundPart = { ...refund, amountMinor: 1_500, currency: 'KRW' };
  const paid = { amountMinor: 3_300, currency: 'USD' };
  const usd = (amountMinor: number) => ({ USD: amountMinor });

  it('gives 1.10 USD for one day of thirty, and no more dollars than were paid in all', async () => {
    const world = worldWith({ paid, refundableMinor: 3_300 }, day);
    world.limits = { ...world.limits, ...limitsOf(world, usd(200)) };
    await expect(world.deliver(shown)).resolves.toMatchObject({ result: 'issued' });
    expect(world.provider.effects.map(({ request }) => request.part)).toMatchObject([
      { amountMinor: 110, currency: 'USD', paymentId },
    ]);
  });

  it('is measured by the limits of the currency that moves', async () => {
    const world = worldWith({ paid, refundableMinor: 3_300 }, day);
    world.limits = { ...world.limits, ...limitsOf(world, usd(109)) };
    await expect(world.deliver(shown)).resolves.toMatchObject({ result: 'held' });
    expect(world.onlyRecord().reasons[0]).toBe('1.10 USD is more than 1.09 USD, the limit of one remedy');
    expect(world.provider.calls).toEqual([]);
  });

  it('is given as those dollars, where a person releases what is over a limit', async () => {
    const world = worldWith({ paid, refundableMinor: 3_300 }, day);
    world.limits = { ...world.limits, ...limitsOf(world, usd(109)) };
    await world.deliver(shown);
    await world.approve('ann');
    await world.sweepEvery(60_000, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects.map(({ request }) => request.part)).toMatchObject([
      { amountMinor: 110, currency: 'USD' },
    ]);
  });

  it('is not given back twice over: what went back in dollars counts against the price in won', async () => {
    const whole: RefundPart = { ...refund, amountMinor: 45_000, currency: 'KRW' };
    const world = worldWith({ paid }, whole);
    world.limits = { ...world.limits, ...limitsOf(world, usd(1_000_000)) };
    await world.deliver(shown);
    const [record] = world.ledger.customerRecords.values();
    if (!record) throw new Error('nothing is committed');
    expect(refundableAmount(record, { ...shown.purchase, lineId: undefined })).toBe(0);
  });

  function limitsOf({ limits }: World, amountMinor: Record<string, number>) {
    const wide = { remedies: 1_000, amountMinor: { USD: 1_000_000 } };
    return {
      perRemedy: amountMinor,
      twoPeopleAbove: wide.amountMinor,
      perCustomer: { ...limits.perCustomer, ...wide },
      perDay: wide,
      perFailureTypeAndDay: wide,
      perIncident: wide,
    };
  }
});

describe('a payment of which less is left than is owed', () => {
  const left = { paid: { amountMinor: 399, currency: 'GBP' }, refundableMinor: 150 };

  function remedies(world: World) {
    return [...world.ledger.records.values()].map(({ remedyId, state, parts, reasons }) => {
      return { remedyId, state, amounts: parts.map(({ part }) => 'amountMinor' in part && part.amountMinor), reasons };
    });
  }

  const bothRemedies = [
    { state: 'issued', amounts: [150] },
    { state: 'held', amounts: [249], reasons: [expect.stringMatching(/^1\.50 GBP are left .* this is the rest/)] },
  ];

  it('gives what is left, and holds the rest as a remedy of its own, once', async () => {
    const world = worldWith(left);
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'issued' });
    expect(remedies(world)).toMatchObject(bothRemedies);
    expect(world.reported()).toEqual(['issued', 'held']);

    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'duplicate' });
    expect(remedies(world)).toMatchObject(bothRemedies);
    expect(new Set(remedies(world).map(({ remedyId }) => remedyId)).size).toBe(2);
  });

  it('makes good with the rest what the whole makes good: where the other half failed, nobody gives it again', async () => {
    const covers = [{ what: 'service/svc_1', from: '2026-01-02T10:00:00.000Z', until: '2026-01-02T12:00:00.000Z' }];
    const world = new World();
    world.provider.facts.set(paymentId, left);
    const { policy } = world.definition;
    const seen: Covered[][] = [];
    const decide = (_: unknown, view: PolicyView<unknown>): PolicyDecision => {
      seen.push(coveredBefore(view));
      return { outcome: 'give', parts: [refund], covers, reasons: ['it was down'] };
    };
    world.definition = { ...world.definition, policy: { ...policy, decide } };
    world.provider.answerNext({ state: 'declined', reason: 'other' });
    await world.deliver(failure);
    await world.sweepEvery(60_000, 3);
    expect(remedies(world).map(({ state }) => state)).toEqual(['needs-attention', 'held']);
    await world.deliver(filmFailure({ purchase: { paymentId, lineId: undefined }, playback: { rentalId: 'another' } }));
    expect(seen.at(-1)).toEqual(covers);
  });

  it('holds the rest for another person than the one who asked for the whole', async () => {
    const world = new World();
    world.provider.facts.set(paymentId, left);
    const askedBy = { actor: 'grace', person: 'grace' };
    const decide = (): PolicyDecision => ({ outcome: 'give', parts: [refund], askedBy, reasons: ['a gesture'] });
    world.definition = { ...world.definition, policy: { ...world.definition.policy, decide } };
    await world.deliver(failure);
    const rest = [...world.ledger.records.values()].find(({ state }) => state === 'held');
    if (!rest) throw new Error('no rest is held');
    expect(rest.askedBy).toEqual(askedBy);
    const which = { customerId: rest.customerId, remedyId: rest.remedyId };
    const approve = (who: string) =>
      approveHold({ ...which, actor: who, person: who }, { why: 'by hand' }, world.holdPorts());
    expect(await approve('grace')).toMatchObject({ answer: 'refused', why: expect.stringContaining('of your own') });
    expect(await approve('ben')).toMatchObject({ answer: 'done' });
  });

  // All the calls that leave the function: 9 for what is given, and read, claim, envelope, record, publish of the rest.
  it.each(
    Array.from({ length: 14 }, (_, index) => index + 1).flatMap((n) => [[n, 'before'] as const, [n, 'after'] as const]),
  )('dying at call %d, %s it: both are there once the event came again', async (n, when) => {
    const world = worldWith(left);
    const life = new Life({ call: n, when });
    await world.deliver(failure, life).catch(() => undefined);
    expect(life.calls).toBeGreaterThanOrEqual(n);
    world.now += leaseMs;
    await world.deliver(failure);
    expect(remedies(world)).toMatchObject(bothRemedies);
    expect(world.provider.refunds.size).toBe(1);
  });

  it('of which nothing is left is one remedy, held with that reason', async () => {
    const world = worldWith({ ...left, refundableMinor: 0 });
    await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
    expect(remedies(world)).toMatchObject([{ state: 'held', amounts: [399] }]);
    expect(world.onlyRecord().reasons[0]).toBe('nothing is left of the payment, and 3.99 GBP are owed');
    expect(world.provider.calls).toEqual([]);
  });

  it.each(['off', 'shadow'] as const)('commits to no rest where the type was %s before it was held', async (mode) => {
    const world = worldWith(left);
    await world.deliver(failure, new Life({ call: 9, when: 'after' })).catch(() => undefined);
    await world.switchMode('all', { mode });
    world.now += leaseMs;
    await world.deliver(failure);
    expect(remedies(world)).toMatchObject([{ state: 'issued' }]);
  });
});

it.each([
  ['not known to the provider', { kind: 'not-found' }, 'the provider does not know the payment ch_1'],
  ['made in the other mode', { kind: 'other-mode', isLive: true }, expect.stringMatching(/made in live mode/)],
] as const)('a payment that is %s is held with that reason, and no money moves', async (_, answer, why) => {
  const world = worldWith();
  world.provider.paymentAnswer = answer;
  await expect(world.deliver(failure)).resolves.toMatchObject({ result: 'held' });
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined }, reasons: [why, 'it broke'] });
  expect(world.provider.calls).toEqual([]);
});
