import type { RemedyPart } from '../../../lambdas/model/remedy';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { refundableAmount } from '../../../lambdas/ledger/given/refundable-amount';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { rejectHold } from '../../../lambdas/flow/operate/holds';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { Death, Life } from '../../fakes/mortal';
import { call, gift, givingParts, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const type = 'VideoPlaybackFailed';

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

function recordsOf(world: World): RemedyRecord[] {
  return [...world.ledger.records.values()];
}

const stopped = `stopped at 2026-11-20T20:46Z, when ${type} was switched off`;

describe('what was committed before a kill and not attempted yet', () => {
  async function committedWorld(): Promise<World> {
    const world = new World();
    world.provider.weather = 'reading-only';
    for (let n = 0; n < 20; n++) await expect(world.deliver(nth(n))).rejects.toThrow(NotAttemptedError);
    world.provider.weather = 'fair';
    await world.switchMode(type, { mode: 'off' });
    world.now += minuteMs;
    return world;
  }

  it('is not paid: 20 of 20 are held with that reason, and count nothing', async () => {
    const world = await committedWorld();
    for (let n = 0; n < 20; n++) await expect(world.deliver(nth(n))).resolves.toMatchObject({ result: 'held' });
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(0);
    for (const record of recordsOf(world)) {
      expect(record).toMatchObject({
        state: 'held',
        hold: { cause: 'switched-off' },
        reasons: [stopped, expect.any(String)],
      });
    }
    for (const customerRecord of world.ledger.customerRecords.values()) {
      const [commitment] = customerRecord.commitments;
      if (!commitment) throw new Error('no commitment');
      expect(refundableAmount(customerRecord, { ...commitment, ...commitment.paid })).toBe(commitment.paid.amountMinor);
    }
  });

  it('is paid, each once, when it is switched on again and a person releases it', async () => {
    const world = await committedWorld();
    for (let n = 0; n < 20; n++) await world.deliver(nth(n));
    await world.switchMode(type, { mode: 'auto' });
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(0);
    for (const record of recordsOf(world)) await world.approve('ann', record);
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.effects).toHaveLength(20);
    expect(recordsOf(world).every(({ state, reasons }) => state === 'issued' && !reasons.includes(stopped))).toBe(true);
  });

  it('counts again once it is released, so that nothing is given twice for one purchase', async () => {
    const world = await committedWorld();
    await world.deliver(nth(1));
    await world.switchMode(type, { mode: 'auto' });
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 1);
    const [customerRecord] = [...world.ledger.customerRecords.values()].filter(
      ({ customerId }) => customerId === 'cus_1',
    );
    const commitment = customerRecord?.commitments[0];
    if (!customerRecord || !commitment) throw new Error('no commitment');
    expect(refundableAmount(customerRecord, { ...commitment, ...commitment.paid })).toBe(0);
  });
});

it('an attempt that died may have asked: it is unknown, looked up, and not asked again while it is off', async () => {
  const world = new World();
  await expect(world.deliver(nth(1), new Life({ call: 7, when: 'before' }))).rejects.toThrow(Death);
  await world.switchMode(type, { mode: 'off' });
  world.now += minuteMs;
  await expect(world.deliver(nth(1))).resolves.toMatchObject({ result: 'unknown' });
  await world.sweepEvery(10 * minuteMs, 3);
  expect(world.provider.effects).toHaveLength(0);
  expect(world.onlyRecord()).toMatchObject({ state: 'unknown' });
  expect(world.onlyRecord().history.at(-1)?.why).toMatch(/^not found at the provider, and not asked again: stopped at/);
  await world.switchMode(type, { mode: 'auto' });
  await world.sweepEvery(60 * minuteMs, 2);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.provider.effects).toHaveLength(1);
});

it('what such an attempt was given is found, and told, also while it is off', async () => {
  const world = new World();
  await expect(world.deliver(nth(1), new Life({ call: 7, when: 'after' }))).rejects.toThrow(Death);
  await world.switchMode(type, { mode: 'off' });
  world.now += minuteMs;
  await world.deliver(nth(1));
  await world.sweepEvery(10 * minuteMs, 1);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.mailer.mails).toHaveLength(1);
});

it('an attempt whose second try was turned away may have got through with its first: that is found, once', async () => {
  const world = new World();
  world.provider.loseFirstTryNext();
  await expect(world.deliver(nth(1))).rejects.toThrow(NotAttemptedError);
  await world.switchMode(type, { mode: 'off' });
  world.now += minuteMs;
  await expect(world.deliver(nth(1))).resolves.toMatchObject({ result: 'unknown' });
  await world.sweepEvery(10 * minuteMs, 1);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.provider.effects).toHaveLength(1);
});

describe('a kill between two parts', () => {
  async function halfGiven(parts: readonly RemedyPart[] = [refund, gift, call]): Promise<World> {
    const world = worldOf(givingParts(...parts));
    const ports = world.ports();
    const refunds = world.provider;
    const slow = {
      ...ports,
      refunds: {
        accounts: refunds.accounts,
        smallestStepMinor: (currency: string) => refunds.smallestStepMinor(currency),
        find: (request: Parameters<typeof refunds.find>[0]) => refunds.find(request),
        refund: async (request: Parameters<typeof refunds.refund>[0]) => {
          const outcome = await refunds.refund(request);
          await world.switchMode('all', { mode: 'off' });
          world.now += 10_000;
          return outcome;
        },
      },
    };
    await world.deliver(filmFailure(), new Life(), slow);
    return world;
  }

  it('gives no part any more, within ten seconds, and holds the rest', async () => {
    const world = await halfGiven();
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { cause: 'switched-off' } });
    expect(world.onlyRecord().parts.map(({ outcome }) => outcome.state)).toEqual(['succeeded', 'planned', 'planned']);
    const { remedyId } = world.onlyRecord();
    expect([2, 3].map((number) => world.partner.effects(`${remedyId}_${number}`))).toEqual([0, 0]);
  });

  it('and a person who approves gives the rest, once', async () => {
    const world = await halfGiven();
    await world.switchMode('all', { mode: 'auto' });
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 1);
    const { remedyId } = world.onlyRecord();
    expect([2, 3].map((number) => world.partner.effects(`${remedyId}_${number}`))).toEqual([1, 1]);
    expect(world.provider.effects).toHaveLength(1);
  });

  it('and one who rejects ends the rest: what was given stays, and is told', async () => {
    const world = await halfGiven();
    const { customerId, remedyId } = world.onlyRecord();
    const who = { customerId, remedyId, actor: 'ann' };
    await expect(rejectHold(who, { why: 'a wrong rule' }, world.holdPorts())).resolves.toMatchObject({
      answer: 'done',
    });
    await world.sweepEvery(minuteMs, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.mailer.mails[0]?.text).toContain('£3.99');
    expect([2, 3].map((number) => world.partner.effects(`${remedyId}_${number}`))).toEqual([0, 0]);
  });

  it('and a message cannot go with a rejection of the rest, for the mail is about what was given', async () => {
    const world = await halfGiven();
    const { customerId, remedyId } = world.onlyRecord();
    const verdict = { why: 'a wrong rule', message: 'We have decided against it.' };
    const answer = await rejectHold({ customerId, remedyId, actor: 'ann' }, verdict, world.holdPorts());
    expect(answer).toMatchObject({ answer: 'refused', why: expect.stringContaining('without a message') });
    expect(world.onlyRecord().state).toBe('held');
  });

  it('and what was given stays given where the payment is cancelled before the rest', async () => {
    const half = { amountMinor: 100, currency: 'GBP' };
    const world = await halfGiven([
      { ...refund, ...half },
      { ...gift, ...half, basis: 'price' },
    ]);
    await world.switchMode('all', { mode: 'auto' });
    const { paymentId } = world.onlyRecord();
    world.provider.facts.set(paymentId, { status: 'authorised' });
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: { event: 'captured' } } });
    world.provider.facts.set(paymentId, { status: 'cancelled' });
    await world.sweepEvery(7 * 60 * minuteMs, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined, approvals: [] } });
    expect(world.onlyRecord().parts.map(({ outcome }) => outcome.state)).toEqual(['succeeded', 'planned']);
  });
});
