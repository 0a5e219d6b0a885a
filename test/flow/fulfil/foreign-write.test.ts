import { reconcile } from '../../../lambdas/flow/reconcile/reconcile';
import { approveHold, extendHold, rejectHold } from '../../../lambdas/flow/operate/holds';
import { approveIncident, withdrawVerdict } from '../../../lambdas/flow/operate/incident-verdicts';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { dailyScope } from '../../../lambdas/books/scope';
import { decidedIncident } from '../../../lambdas/ledger/incident/incident';
import { JudgedStatement } from '../../../lambdas/ledger/seal/judged-statement';
import type { Commitment } from '../../../lambdas/ledger/customer-record';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { RefundPart } from '../../../lambdas/model/remedy';
import { remedyIdOf } from '../../../lambdas/model/remedy-id';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

let world: World;
beforeEach(() => {
  world = new World();
  world.limits = wideLimits;
});

const identity = { customerId: 'cus_501', type: 'VideoPlaybackFailed', subject: 'rent_1', occurrence: '2026-11-20' };
const forgedId = remedyIdOf(identity);
const loot: RefundPart = { kind: 'refund', amountMinor: 99_000_00, currency: 'GBP', paymentId: 'pi_theirs' };

function forgedCommitment(): Commitment {
  return {
    ...{ remedyId: forgedId, type: identity.type, orderId: 'ord_x', paymentId: loot.paymentId },
    paid: { amountMinor: loot.amountMinor, currency: loot.currency },
    decision: { outcome: 'give', parts: [loot], reasons: ['it is owed'], policyVersion: 'films-1' },
    committedAt: world.clock().toISOString(),
    token: 'theirs',
    leaseUntil: world.clock().toISOString(),
  };
}

function forgedRecord(change: Partial<RemedyRecord> = {}): RemedyRecord {
  const at = world.clock().toISOString();
  const { orderId, paymentId, paid, committedAt } = forgedCommitment();
  return {
    ...{ remedyId: forgedId, ...identity, evidence: 'detected', orderId, paymentId, paid, committedAt },
    state: 'approved',
    parts: [{ part: loot, number: 1, key: `${forgedId}_1`, keySince: at, outcome: { state: 'planned' } }],
    ...{ reasons: ['it is owed'], policyVersion: 'films-1', pollCount: 0, occurredAt: at, detectedAt: at },
    ...{ recordedBy: 'theirs', dueAt: at, version: 1, history: [{ version: 1, at, state: 'held', why: 'recorded' }] },
    ...change,
  };
}

const keyOf = ({ customerId, remedyId }: RemedyRecord) => JSON.stringify([customerId, remedyId]);
const put = (record: RemedyRecord) => world.ledger.records.set(keyOf(record), record);

function putCommitment(commitment: Commitment): void {
  const { customerId } = identity;
  const before = world.ledger.customerRecords.get(customerId);
  const empty = { customerId, version: 0, commitments: [], lately: [], days: {}, keptDays: 0, ofOrder: [] };
  world.ledger.customerRecords.set(customerId, { ...empty, ...before, version: 1, commitments: [commitment] });
}

const movedMoney = () => world.provider.effects.length;
const stepsOf = (step: string) => world.observer.steps.filter((taken) => taken.step === step);

async function findings() {
  const statement = new JudgedStatement(world.ledger, world.seals);
  const scope = dailyScope(new Date(world.now + 4 * hourMs));
  const report = await reconcile(scope, { statement, provider: world.provider, observer: world.observer });
  return report.findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

/** The sweep, for days, so that whatever somebody has written comes up again and again. */
async function sweepForDays(): Promise<void> {
  for (const ms of [minuteMs, minuteMs, hourMs, hourMs, dayMs, dayMs, dayMs]) await world.sweepEvery(ms, 1);
}

it('a commitment and a record approved by nobody, put into the table, move no money, and the books say so', async () => {
  putCommitment(forgedCommitment());
  put(forgedRecord());
  expect(await findings()).toEqual(
    expect.arrayContaining([
      `foreign-write: the commitment of ${forgedId} does not bear our seal: somebody else wrote to the ledger`,
      `foreign-write: the record of ${forgedId} does not bear our seal: somebody else wrote to the ledger`,
    ]),
  );
  await sweepForDays();
  expect(movedMoney()).toBe(0);
  expect(world.provider.asked).toEqual([]);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', dueAt: undefined });
  expect(world.reported()).toEqual([]);
  // Seen once, and not again with every run.
  expect(stepsOf('foreign-write')).toHaveLength(1);
  expect((await findings()).filter((text) => text.startsWith('foreign-write: the record'))).toHaveLength(1);
});

it.each(['executing', 'fallback', 'unknown', 'pending', 'declined', 'late-failed', 'issued', 'held'] as const)(
  'nor does one that says it is %s',
  async (state) => {
    const at = world.clock().toISOString();
    const hold = { deadline: at, escalateAt: at, escalations: 0, approvalsNeeded: 1, approvals: [] } as const;
    const awaits = { what: 'nothing', until: at, then: 'give' } as const;
    put(
      forgedRecord({
        state,
        unpublished: (state !== 'executing' && state !== 'fallback') || undefined,
        ...(state === 'held' && { owed: { by: at, escalations: 0 }, hold: { ...hold, awaits, withIncident: false } }),
      }),
    );
    await sweepForDays();
    expect(movedMoney()).toBe(0);
    expect(world.reported()).toEqual([]);
    expect(stepsOf('foreign-write').length).toBeLessThan(10);
  },
);

it('a failure whose commitment somebody else wrote pays nothing, and ends in the dead-letter queue at once', async () => {
  const failure = filmFailure();
  await world.deliver(failure);
  const [own] = world.ledger.customerRecords.get('cus_501')?.commitments ?? [];
  if (!own) throw new Error('nothing was committed');
  world = new World();
  const more = { ...own, decision: { ...own.decision, parts: [loot] }, leaseUntil: world.clock().toISOString() };
  putCommitment(more);
  world.now += hourMs;
  await expect(world.deliver(failure)).rejects.toThrow('does not bear our seal');
  world.retryQueue.giveUp(failure, 'ForeignWriteError');
  world.now += hourMs;
  await world.sweep();
  expect(world.retryQueue.deadLettered).toHaveLength(1);
  expect(movedMoney()).toBe(0);
});

describe('what we have written is given as we have written it, or not at all', () => {
  async function held(): Promise<RemedyRecord> {
    await world.switchMode('VideoPlaybackFailed', { mode: 'approve' });
    await world.deliver(filmFailure());
    await world.switchMode('VideoPlaybackFailed', { mode: 'auto' });
    return world.onlyRecord();
  }

  async function refund(change: Partial<RefundPart>, record: RemedyRecord): Promise<RemedyRecord> {
    const parts = record.parts.map((one) => ({ ...one, part: { ...one.part, ...change } as RefundPart }));
    return { ...record, parts };
  }

  it('the amount of a held remedy', async () => {
    put(await refund({ amountMinor: 1_00 }, await held()));
    expect(await world.approve('ann')).toMatchObject({ answer: 'refused', why: expect.stringContaining('seal') });
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('whom it goes to', async () => {
    put(await refund({ paymentId: 'pi_theirs' }, await held()));
    await world.approve('ann');
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('the approval of people who never gave one', async () => {
    const record = await held();
    const approvals = [{ actor: 'ann', at: world.clock().toISOString(), why: 'looked at it' }];
    const at = world.clock().toISOString();
    put({ ...record, state: 'approved', hold: record.hold && { ...record.hold, approvals }, dueAt: at });
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('one of two approvals', async () => {
    const record = await held();
    put(await world.sealed({ ...record, hold: record.hold && { ...record.hold, approvalsNeeded: 2 } }));
    const { hold, ...rest } = world.onlyRecord();
    const approvals = [{ actor: 'ann', at: world.clock().toISOString(), why: 'looked at it' }];
    put({ ...rest, hold: hold && { ...hold, approvals } });
    expect(await world.approve('bob')).toMatchObject({ answer: 'refused' });
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('a wait that ends in giving', async () => {
    const record = await held();
    const at = world.clock().toISOString();
    const awaits = { what: 'nothing', until: at, then: 'give' } as const;
    put({ ...record, hold: record.hold && { ...record.hold, awaits }, dueAt: at });
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('what people have rejected', async () => {
    await held();
    await world.reject('ann', 'not owed');
    put({ ...world.onlyRecord(), state: 'approved', dueAt: world.clock().toISOString() });
    await sweepForDays();
    expect(movedMoney()).toBe(0);
  });

  it('a second key for what was paid under the first', async () => {
    await world.deliver(filmFailure());
    const record = world.onlyRecord();
    expect(movedMoney()).toBe(1);
    const [first] = record.parts;
    if (!first) throw new Error('it has no part');
    const declined = { ...first, outcome: { state: 'declined', reason: 'card-unreachable' } } as const;
    const second = {
      ...first,
      number: 2,
      key: `${record.remedyId}_2`,
      insteadOf: 1,
      outcome: { state: 'planned' },
    } as const;
    const at = world.clock().toISOString();
    put({ ...record, state: 'fallback', parts: [declined, second], dueAt: at });
    await sweepForDays();
    expect(movedMoney()).toBe(1);
  });

  it('what another part was given for, under its own key once more', async () => {
    world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' });
    await world.deliver(filmFailure());
    world.provider.pruneKeys();
    await world.sweepEvery(6 * hourMs, 20);
    const record = world.onlyRecord();
    expect(record).toMatchObject({ state: 'issued', parts: [{ number: 1 }, { number: 2, insteadOf: 1 }] });
    expect(movedMoney()).toBe(1);
    const at = world.clock().toISOString();
    const outcome = { state: 'unknown', why: 'the provider gave no certain answer' } as const;
    const parts = record.parts.map((one) => ({ ...one, keySince: at, outcome }));
    put({ ...record, state: 'unknown', parts, dueAt: at });
    await sweepForDays();
    expect(movedMoney()).toBe(1);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('when it was promised, by which a forgotten key is known', async () => {
    await world.deliver(filmFailure());
    const record = world.onlyRecord();
    world.now += 3 * dayMs;
    world.provider.pruneKeys();
    const at = world.clock().toISOString();
    const parts = record.parts.map((one) => ({ ...one, keySince: at, outcome: { state: 'planned' } as const }));
    put({ ...record, state: 'executing', parts, committedAt: at, dueAt: at });
    await sweepForDays();
    expect(movedMoney()).toBe(1);
  });

  it('nor is the record of one remedy that of another', async () => {
    const record = await held();
    const other = { ...record, customerId: 'cus_502' };
    world.ledger.records.set(keyOf(other), record);
    const which = { customerId: 'cus_502', remedyId: record.remedyId, actor: 'ann' };
    const approved = await approveHold(which, { why: 'looked at it' }, world.holdPorts());
    expect(approved).toMatchObject({ answer: 'refused', why: expect.stringContaining('seal') });
  });
});

it('of what somebody else wrote nothing is sent again or extended, and it can be rejected', async () => {
  put(forgedRecord({ state: 'needs-attention', dueAt: undefined }));
  const which = { customerId: identity.customerId, remedyId: forgedId, actor: 'ann' };
  expect(await retryRemedy(which, 'again', world.retryPorts())).toMatchObject({ answer: 'refused' });
  const at = world.clock().toISOString();
  const hold = { deadline: at, escalateAt: at, escalations: 0, approvalsNeeded: 1, approvals: [] } as const;
  put(forgedRecord({ state: 'held', hold: { ...hold, withIncident: false } }));
  expect(await extendHold(which, { hours: 1, why: 'later' }, world.holdPorts())).toMatchObject({ answer: 'refused' });
  expect(await rejectHold(which, { why: 'not ours' }, world.holdPorts())).toMatchObject({ answer: 'done' });
  await sweepForDays();
  expect(world.onlyRecord().state).toBe('rejected');
  expect(movedMoney()).toBe(0);
});

it('what people rejected is not sent on its way again by whoever may retry, because somebody said that it needs attention', async () => {
  await world.switchMode('VideoPlaybackFailed', { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.reject('ann', 'fraud, never');
  const { customerId, remedyId } = world.onlyRecord();
  put({ ...world.onlyRecord(), state: 'needs-attention' });
  const retried = await retryRemedy({ customerId, remedyId, actor: 'bob' }, 'again', world.retryPorts());
  expect(retried).toMatchObject({ answer: 'refused', why: expect.stringContaining('seal') });
  await sweepForDays();
  expect(movedMoney()).toBe(0);
});

it('an older version that people had approved, put back after it was stopped, is seen by the customer record', async () => {
  await world.switchMode('VideoPlaybackFailed', { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.approve('ann');
  const approved = world.onlyRecord();
  await world.switchMode('all', { mode: 'off' });
  await world.sweepEvery(5 * minuteMs, 1);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { cause: 'switched-off' } });
  await world.switchMode('all', { mode: 'auto' });
  put(approved);
  await world.sweep();
  expect(movedMoney()).toBe(0);
  expect(world.onlyRecord().state).toBe('needs-attention');
  expect(world.onlyRecord().history.at(-1)?.why).toContain('put an older one back');
  // Without a seal nobody sends it on its way again.
  expect(world.onlyRecord().seal).toBeUndefined();
});

it('what was taken anew for a version that was never written goes on, because nobody put an older one back', async () => {
  await world.switchMode('VideoPlaybackFailed', { mode: 'approve' });
  await world.deliver(filmFailure());
  await world.approve('ann');
  const save = world.ledger.saveRemedy.bind(world.ledger);
  world.ledger.saveRemedy = () => Promise.reject(new Error('the function died'));
  await world.sweepEvery(minuteMs, 1);
  expect([...world.ledger.customerRecords.values()][0]?.commitments[0]?.counted).toMatchObject({ isAhead: true });
  world.ledger.saveRemedy = save;
  await world.sweepEvery(hourMs, 2);
  expect(world.onlyRecord().state).toBe('issued');
});

it('a verdict on an incident that no person made releases nothing, and a person can withdraw it', async () => {
  const incidentId = 'the-cdn-of-20-november';
  world.limits = { ...wideLimits, perIncident: { ...wideLimits.perIncident, remedies: 0 } };
  await world.deliver({ ...filmFailure(), incidentId, occurredAt: world.clock().toISOString() });
  const incident = await world.incidents.readIncident(incidentId);
  if (!incident) throw new Error('no incident was opened');
  const cohort = { remedies: 1_000, amounts: [{ currency: 'GBP', amountMinor: 1_000_000_00 }] };
  const approvals = [{ actor: 'ann', at: world.clock().toISOString(), why: 'seen' }];
  const verdict = { verdict: 'approved', actor: 'ann', why: 'seen', at: world.clock().toISOString() } as const;
  await world.incidents.saveIncident(decidedIncident(incident, { ...verdict, approved: { cohort, approvals } }, 24));
  await sweepForDays();
  expect(movedMoney()).toBe(0);
  expect(stepsOf('foreign-write').length).toBeGreaterThan(0);

  const person = { incidentId, actor: 'bob', why: 'nobody decided that' };
  const before = await approveIncident(person, { seen: cohort }, world.verdictPorts());
  expect(before).toMatchObject({ answer: 'refused', why: expect.stringContaining('seal') });
  expect(await withdrawVerdict(person, world.verdictPorts())).toMatchObject({ answer: 'done' });
  expect(await approveIncident(person, { seen: cohort }, world.verdictPorts())).toMatchObject({ answer: 'done' });
  await world.sweepEvery(minuteMs, 3);
  expect(movedMoney()).toBe(1);
});
