import { approveHold, extendHold } from '../../../lambdas/flow/operate/holds';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { givingParts, replacement, worldOf } from '../../fakes/parts';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

/*
 * Somebody who may write the table has nothing but seals that were ours once: that of a commitment, and that of every
 * version before.
 */

const type = 'VideoPlaybackFailed';

let world: World;
beforeEach(() => {
  world = new World();
  world.limits = wideLimits;
});

function put(record: RemedyRecord): void {
  world.ledger.records.set(JSON.stringify([record.customerId, record.remedyId]), record);
}

const sealOfCommitment = (): Uint8Array | undefined =>
  [...world.ledger.customerRecords.values()].flatMap(({ commitments }) => commitments)[0]?.seal;

async function sweepForDays(): Promise<void> {
  for (const ms of [minuteMs, minuteMs, hourMs, hourMs, dayMs, dayMs]) await world.sweepEvery(ms, 1);
}

/** It was promised, and stopped before anybody was asked. */
async function stopped(): Promise<RemedyRecord> {
  world.provider.weather = 'reading-only';
  await expect(world.deliver(filmFailure())).rejects.toThrow('refused');
  world.provider.weather = 'fair';
  await world.switchMode(type, { mode: 'off' });
  world.now += minuteMs;
  await world.deliver(filmFailure());
  await world.switchMode(type, { mode: 'auto' });
  return world.onlyRecord();
}

const onItsWay = ({ hold: _hold, ...record }: RemedyRecord, state: RemedyRecord['state']): RemedyRecord => ({
  ...record,
  state,
  ...{ seal: sealOfCommitment(), dueAt: world.clock().toISOString() },
});

async function expectNothingGiven(): Promise<void> {
  await sweepForDays();
  expect(world.provider.effects).toEqual([]);
  expect(world.onlyRecord().state).toBe('needs-attention');
  expect(world.observer.steps.filter(({ step }) => step === 'foreign-write')).not.toEqual([]);
  const { customerId, remedyId } = world.onlyRecord();
  const retried = await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'again', world.retryPorts());
  expect(retried).toMatchObject({ answer: 'refused' });
}

describe.each(['executing', 'unknown', 'fallback'] as const)(
  'said to be %s with the seal of its commitment',
  (state) => {
    it('what was stopped and rejected is not given', async () => {
      await stopped();
      await world.reject('ann', 'the customer is a fraud');
      put(onItsWay(world.onlyRecord(), state));
      await expectNothingGiven();
    });

    it('what waits for two people is not given', async () => {
      world.limits = { ...wideLimits, twoPeopleAbove: { GBP: 100 } };
      const record = await stopped();
      expect(record.hold).toMatchObject({ approvalsNeeded: 2, approvals: [] });
      put(onItsWay(record, state));
      await expectNothingGiven();
    });
  },
);

it.each([
  ['knows of it', false],
  ['had closed it while it waited', true],
])(
  'what was approved, then stopped and rejected, is not given where its approved version is put back as on its way, and its customer’s record %s',
  async (_, isClosed) => {
    await world.switchMode(type, { mode: 'approve' });
    await world.deliver(filmFailure());
    const { customerId, remedyId } = world.onlyRecord();
    const record = (): RemedyRecord => {
      const found = world.ledger.records.get(JSON.stringify([customerId, remedyId]));
      if (!found) throw new Error('it is not recorded');
      return found;
    };
    if (isClosed) await world.deliver(filmFailure({ playback: { rentalId: 'another' } }));
    await world.approve('ann', record());
    const approved = record();
    await world.switchMode('all', { mode: 'off' });
    await world.sweepEvery(5 * minuteMs, 3);
    await world.reject('bob', 'it was fraud', record());
    await world.switchMode('all', { mode: 'auto' });
    const at = world.clock().toISOString();
    put({ ...approved, state: 'executing', execution: { token: 'theirs', leaseUntil: at }, dueAt: at });
    await sweepForDays();
    expect(world.provider.effects).toEqual([]);
    expect(record().state).toBe('needs-attention');
    expect(world.observer.steps.filter(({ step }) => step === 'foreign-write')).not.toEqual([]);
  },
);

it('what people rejected is not sent on its way again by whoever may retry, because somebody said that it needs attention', async () => {
  await world.switchMode(type, { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.reject('ann', 'fraud, never');
  const { customerId, remedyId } = world.onlyRecord();
  put({ ...world.onlyRecord(), state: 'needs-attention' });
  const retried = await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'again', world.retryPorts());
  expect(retried).toMatchObject({ answer: 'refused', why: expect.stringContaining('seal') });
  await sweepForDays();
  expect(world.provider.effects).toEqual([]);
});

it.each([
  ['as it was', 0],
  ['with a later number', 90],
])(
  'a version from before a part was replaced, put back %s, is not given beside what took its place',
  async (_, later) => {
    world = worldOf(givingParts(replacement));
    world.limits = wideLimits;
    await world.publishFailure(filmFailure());
    const first = world.onlyRecord();
    const outOfStock = { state: 'declined', reason: 'out-of-stock', providerRef: 'order_1' } as const;
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: outOfStock });
    world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
    await sweepForDays();
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{}, { insteadOf: 1 }, { insteadOf: 2 }] });
    expect(world.provider.effects).toHaveLength(1);

    put({ ...first, version: first.version + later, dueAt: world.clock().toISOString() });
    await sweepForDays();
    expect(world.provider.effects).toHaveLength(1);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.observer.steps.filter(({ step }) => step === 'foreign-write')).not.toEqual([]);
  },
);

describe('a version from before another part was asked for in the place of one', () => {
  const later = (record: RemedyRecord, state: 'executing' | 'unknown'): RemedyRecord => {
    const at = world.clock().toISOString();
    const outcome = state === 'unknown' ? ({ state, why: 'no answer' } as const) : ({ state: 'planned' } as const);
    const parts = record.parts.map((part) => ({ ...part, keySince: at, outcome }));
    return { ...record, state, parts, version: record.version + 90, dueAt: at };
  };

  async function expectOnce(): Promise<void> {
    await sweepForDays();
    expect(world.provider.effects.map(({ request }) => request.partNumber)).toEqual([2]);
    expect(world.onlyRecord().state).toBe('needs-attention');
  }

  it.each(['executing', 'unknown'] as const)(
    'because its key is forgotten, with a later number and said to be %s, is not given beside it',
    async (state) => {
      world.provider.saveErrorNext({ acted: false });
      await world.deliver(filmFailure());
      const first = world.onlyRecord();
      await world.sweepEvery(hourMs, 50);
      expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{}, { insteadOf: 1 }] });
      world.provider.pruneKeys();
      put(later(first, state));
      await expectOnce();
    },
  );

  it.each(['executing', 'unknown'] as const)(
    'that was said to be asked for already, with a later number and said to be %s, is not given beside it',
    async (state) => {
      world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
      await world.publishFailure(filmFailure());
      const first = world.onlyRecord();
      await world.sweepEvery(minuteMs, 2);
      expect(world.onlyRecord()).toMatchObject({ state: 'fallback', parts: [{}, { insteadOf: 1 }] });
      put(later(world.onlyRecord(), 'unknown'));
      await world.sweepEvery(minuteMs, 2);
      expect(world.onlyRecord().state).toBe('issued');
      put({ ...later(first, state), version: first.version + 180 });
      await expectOnce();
    },
  );

  it('said to be approved, of a payment of which nothing is left, is not sent on its way again by a person', async () => {
    const failure = filmFailure();
    world.asksForPayments = true;
    world.provider.payments.set(failure.purchase.paymentId, 399);
    world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
    await world.publishFailure(failure);
    const first = world.onlyRecord();
    await sweepForDays();
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{}, { insteadOf: 1 }] });
    const at = world.clock().toISOString();
    const parts = first.parts.map((part) => ({ ...part, keySince: at, outcome: { state: 'planned' } as const }));
    put({ ...first, state: 'approved', parts, version: first.version + 90, dueAt: at });
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().seal).toBeUndefined();
    const { customerId, remedyId } = world.onlyRecord();
    const retried = await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'again', world.retryPorts());
    expect(retried).toMatchObject({ answer: 'refused' });
    await expectOnce();
  });

  it.each(['executing', 'unknown'] as const)(
    'by a retry of a person, with a later number and said to be %s, is not given beside it',
    async (state) => {
      world.provider.answerNext({ state: 'declined', reason: 'other' });
      await world.publishFailure(filmFailure());
      await world.sweepEvery(minuteMs, 3);
      const { customerId, remedyId } = world.onlyRecord();
      await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'again', world.retryPorts());
      const retried = world.onlyRecord();
      await world.sweepEvery(minuteMs, 3);
      expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{}, { insteadOf: 1 }] });
      put(later(retried, state));
      await expectOnce();
    },
  );
});

it('what people approved and was given is not approved or extended again where it is put back as held', async () => {
  await world.switchMode(type, { mode: 'approve' });
  await world.deliver(filmFailure());
  const held = world.onlyRecord();
  await world.approve('ann');
  await world.sweepEvery(minuteMs, 1);
  expect(world.onlyRecord().state).toBe('issued');
  put({ ...held, version: held.version + 90 });
  const { customerId, remedyId } = held;
  const which = { customerId, remedyId, actor: 'bob' };
  const refused = { answer: 'refused', why: expect.stringContaining('put an older one back') as string };
  expect(await approveHold(which, { why: 'seen' }, world.holdPorts())).toMatchObject(refused);
  expect(await extendHold(which, { hours: 1, why: 'later' }, world.holdPorts())).toMatchObject(refused);
  await sweepForDays();
  expect(world.onlyRecord().seal).toBeUndefined();
  expect(world.provider.effects).toHaveLength(1);
});

it('what is carried out by us meanwhile is given as ever, though an attempt of it died', async () => {
  await world.switchMode(type, { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.approve('ann');
  await world.switchMode(type, { mode: 'auto' });
  world.provider.loseNextReply();
  await sweepForDays();
  expect(world.provider.effects).toHaveLength(1);
  expect(world.onlyRecord().state).toBe('issued');
});
