import { approvalsForCohort, countCohort } from '../../../lambdas/flow/operate/cohort';
import { rejectHold } from '../../../lambdas/flow/operate/holds';
import { approveIncident, rejectIncident, withdrawVerdict } from '../../../lambdas/flow/operate/incident-verdicts';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import type { Cohort } from '../../../lambdas/ledger/incident/incident';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { Limits } from '../../../lambdas/model/limits';
import type { RemedyRecord, RemedyState } from '../../../lambdas/ledger/remedy-record';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const incidentId = 'the-cdn-of-20-november';

/** A failure of its own customer, which happens now. */
function nth(n: number, world: World, amountMinor = 399) {
  return {
    ...filmFailure({
      customer: { id: `cus_${n}`, email: `viewer-${n}@example.com` },
      purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}`, amountMinor },
      playback: { rentalId: `rent_${n}` },
    }),
    incidentId,
    occurredAt: world.clock().toISOString(),
  };
}

/** A world in which nothing of an incident goes by itself. */
async function heldWorld(failures: number, amountMinor?: number, limits: Partial<Limits> = {}): Promise<World> {
  const world = new World();
  world.limits = { ...wideLimits, perIncident: { ...wideLimits.perIncident, remedies: 0 }, ...limits };
  for (let n = 0; n < failures; n++) await world.deliver(nth(n, world, amountMinor));
  return world;
}

/** A day of which nothing was reserved yet. */
function nextDayWithRoomFor(remedies: number, world: World): void {
  world.now += dayMs;
  world.limits = { ...world.limits, perDay: { ...wideLimits.perDay, amountMinor: { GBP: remedies * 399 } } };
}

function statesOf(world: World): Partial<Record<RemedyState, number>> {
  const states: Partial<Record<RemedyState, number>> = {};
  for (const { state } of world.ledger.records.values()) states[state] = (states[state] ?? 0) + 1;
  return states;
}

async function seenIn(world: World): Promise<Cohort> {
  return (await countCohort(incidentId, world.verdictPorts())).cohort;
}

async function approve(world: World, actor: string, seen: Cohort, tailHours?: number) {
  const which = { incidentId, actor, why: 'the CDN was down' };
  return approveIncident(which, { seen, tailHours }, world.verdictPorts());
}

describe('a verdict has an end', () => {
  it('what happens sixty days later under the same name is held anew, and asked about anew', async () => {
    const world = await heldWorld(5);
    await approve(world, 'ann', await seenIn(world));
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 5 });

    world.now += 60 * dayMs;
    for (let n = 100; n < 130; n++) await world.deliver(nth(n, world));
    await world.sweepEvery(6 * minuteMs, 3);
    expect(statesOf(world)).toEqual({ issued: 5, held: 30 });
    const incident = await world.incidents.readIncident(incidentId);
    expect(incident).toMatchObject({ earlier: [{ number: 1, verdict: 'approved' }] });
    expect(incident?.decided).toBeUndefined();

    await expect(
      rejectIncident({ incidentId, actor: 'bob', why: 'a replay' }, {}, world.verdictPorts()),
    ).resolves.toMatchObject({ answer: 'done', incident: { decided: { number: 2 } } });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 5, rejected: 30 });
  });

  it('what happens within its tail follows it, and what happens after that does not', async () => {
    const world = await heldWorld(5, undefined, {
      perIncident: { remedies: 5, amountMinor: wideLimits.perIncident.amountMinor },
    });
    for (let n = 5; n < 8; n++) await world.deliver(nth(n, world));
    await approve(world, 'ann', await seenIn(world), 2);
    world.now += hourMs;
    await world.deliver(nth(100, world));
    world.now += 2 * hourMs;
    await world.deliver(nth(101, world));
    await world.sweepEvery(6 * minuteMs, 4);
    expect(statesOf(world)).toEqual({ issued: 9, held: 1 });
  });

  it('stays inside the limit of the day: what exceeds it stays held with that reason, and goes on the next day', async () => {
    const world = await heldWorld(12);
    nextDayWithRoomFor(4, world);
    await approve(world, 'ann', await seenIn(world));
    await world.sweepEvery(minuteMs, 3);
    expect(statesOf(world)).toEqual({ issued: 4, held: 8 });
    const held = [...world.ledger.records.values()].find(({ state }) => state === 'held');
    expect(held).toMatchObject({ hold: { cause: 'limit', withIncident: true } });
    expect(held?.reasons[0]).toMatch(/^the limit of the day is used up/);
    // What waits for another day is not counted as released, and leaves no mark in the counter.
    expect(world.budgets.reserved(`verdict/${incidentId}/1`)).toBe(4);
    await world.sweepEvery(3 * hourMs, 5);
    expect(statesOf(world)).toEqual({ issued: 8, held: 4 });
  });
});

it('what it releases counts in the reference currency too, beside what went by itself in others', async () => {
  const reference = { currency: 'USD', asOf: '2026-06-30', source: 'a test', unitsFor: { GBP: 0.75, JPY: 150 } };
  const world = await heldWorld(3, 750, { reference });
  world.now += dayMs;
  world.limits = { ...world.limits, perDay: { ...wideLimits.perDay, referenceMinor: 25_00 } };
  const yen = nth(9, world, 750);
  await world.deliver({ ...yen, incidentId: undefined, purchase: { ...yen.purchase, currency: 'JPY' } });
  await approve(world, 'ann', await seenIn(world));
  await world.sweepEvery(minuteMs, 3);
  // Five dollars went in yen, and ten are two of the three.
  expect(statesOf(world)).toEqual({ issued: 3, held: 1 });
  expect(world.budgets.reserved('day/2026-11-21')).toBe(3);
});

it('a run that dies with what it has reserved leaves room for all that was seen', async () => {
  const world = await heldWorld(20);
  await approve(world, 'ann', await seenIn(world));
  for (let n = 0; n < 5; n++) await world.sweep(new Life({ call: 12, when: 'after' })).catch(() => undefined);
  await world.sweepEvery(6 * minuteMs, 4);
  expect(statesOf(world)).toEqual({ issued: 20 });
});

describe('two people decide on what one person may not release alone, in sum', () => {
  const twoPeopleAbove = { GBP: 1_000_00 };

  it('248 of 190 pounds each are not released by one word', async () => {
    const world = await heldWorld(248, 190_00, { twoPeopleAbove });
    const seen = await seenIn(world);
    expect(seen).toEqual({ remedies: 248, amounts: [{ currency: 'GBP', amountMinor: 47_120_00 }] });
    await expect(approve(world, 'ann', seen)).resolves.toMatchObject({ answer: 'done', incident: { proposed: {} } });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ held: 248 });
    await expect(approve(world, 'ann', seen)).resolves.toMatchObject({
      answer: 'refused',
      why: 'you have approved it before, and another person has to approve it too',
    });
    await expect(approve(world, 'bob', seen)).resolves.toMatchObject({
      answer: 'done',
      incident: { decided: { approved: { approvals: [{ actor: 'ann' }, { actor: 'bob' }] } } },
    });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 248 });
  });

  it('half of the threshold in each of three currencies is more than one person releases', async () => {
    const threshold = { GBP: 1_000_00, JPY: 1_000_00, EUR: 1_000_00 };
    const amountsOf = (minor: number) => Object.keys(threshold).map((currency) => ({ currency, amountMinor: minor }));
    const limits = { ...wideLimits, twoPeopleAbove: threshold };
    expect(approvalsForCohort({ remedies: 9, amounts: amountsOf(500_00) }, limits)).toBe(2);
    expect(approvalsForCohort({ remedies: 9, amounts: amountsOf(333_33) }, limits)).toBe(1);
  });

  it('what one person approved never releases more than that, also of what happens after it', async () => {
    const world = await heldWorld(5, 190_00, { twoPeopleAbove });
    world.limits = { ...world.limits, perIncident: wideLimits.perIncident };
    await approve(world, 'ann', await seenIn(world));
    world.limits = { ...world.limits, perIncident: { ...wideLimits.perIncident, remedies: 0 } };
    world.now += minuteMs;
    for (let n = 100; n < 110; n++) await world.deliver(nth(n, world, 190_00));
    world.limits = { ...world.limits, perIncident: wideLimits.perIncident };
    await world.sweepEvery(6 * minuteMs, 4);
    expect(statesOf(world)).toEqual({ issued: 5, held: 10 });
    expect((await world.incidents.readIncident(incidentId))?.decided).toBeUndefined();
  });
});

describe('what was seen is what is approved', () => {
  it('a cohort that grew meanwhile is asked about again, with the new figures', async () => {
    const world = await heldWorld(3);
    const seen = await seenIn(world);
    await world.deliver(nth(3, world));
    await expect(approve(world, 'ann', seen)).resolves.toMatchObject({
      answer: 'refused',
      why: 'more waits than you have seen: 4 remedies, 15.96 GBP now; look at it again',
      cohort: { remedies: 4 },
    });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ held: 4 });
  });

  it('one that grew in another currency is too, and one that became smaller is not', async () => {
    const world = await heldWorld(3);
    const seen = await seenIn(world);
    const inEuros = { ...seen, amounts: [{ currency: 'EUR', amountMinor: 99_999 }] };
    await expect(approve(world, 'ann', inEuros)).resolves.toMatchObject({ answer: 'refused' });
    const [record] = world.ledger.records.values();
    await world.approve('ann', record);
    await expect(approve(world, 'ann', seen)).resolves.toMatchObject({ answer: 'done' });
  });

  it('what the list did not show yet is not released beyond what was seen, and is asked about', async () => {
    const world = await heldWorld(20);
    const cohort = world.waiting.cohort.bind(world.waiting);
    world.waiting.cohort = async (...request) => (await cohort(...request)).slice(0, 12);
    await approve(world, 'ann', await seenIn(world));
    world.waiting.cohort = cohort;
    await world.sweepEvery(minuteMs, 3);
    expect(statesOf(world)).toEqual({ issued: 12, held: 8 });
    expect((await world.incidents.readIncident(incidentId))?.decided).toBeUndefined();
  });

  it('an approval of less does not count for more', async () => {
    const world = await heldWorld(3, 900_00, { twoPeopleAbove: { GBP: 1_000_00 } });
    await approve(world, 'ann', await seenIn(world));
    await world.deliver(nth(3, world, 900_00));
    await expect(approve(world, 'bob', await seenIn(world))).resolves.toMatchObject({
      incident: { proposed: { approvals: [{ actor: 'bob' }] } },
    });
    await expect(approve(world, 'ann', await seenIn(world))).resolves.toMatchObject({ incident: { decided: {} } });
  });
});

it('a verdict releases nothing a second time that a switch has stopped since, whatever room it leaves: it is asked about again', async () => {
  const world = await heldWorld(1, 399, { perIncident: { ...wideLimits.perIncident, remedies: 0 } });
  await approve(world, 'ann', await seenIn(world), 48);
  world.limits = { ...world.limits, perIncident: wideLimits.perIncident };
  const pace = () => Promise.reject(new Error('the run ends here'));
  await world.sweep(new Life(), { ...world.sweepPorts(), pace });
  expect(statesOf(world)).toEqual({ approved: 1 });
  await world.switchMode('all', { mode: 'off' });
  await world.sweepEvery(5 * minuteMs, 1);
  expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { withIncident: true } });
  await world.switchMode('all', { mode: 'auto' });
  await world.sweepEvery(15 * minuteMs, 3);
  expect(statesOf(world)).toEqual({ held: 1 });
  expect((await world.incidents.readIncident(incidentId))?.decided).toBeUndefined();
  await approve(world, 'bob', await seenIn(world));
  await world.sweepEvery(5 * minuteMs, 2);
  expect(statesOf(world)).toEqual({ issued: 1 });
});

describe('a verdict that is withdrawn', () => {
  const withdraw = (world: World) =>
    withdrawVerdict({ incidentId, actor: 'bob', why: 'a wrong rule' }, world.verdictPorts());

  it('is followed no longer, also in the middle of a run: what was not attempted waits again', async () => {
    const world = await heldWorld(60);
    await approve(world, 'ann', await seenIn(world));
    let withdrawnAt: number | undefined;
    const pace = async () => {
      world.now += 1_000;
      if (withdrawnAt !== undefined || world.provider.refunds.size < 2) return;
      withdrawnAt = world.provider.refunds.size;
      await withdraw(world);
    };
    await world.sweep(new Life(), { ...world.sweepPorts(), pace });
    expect(world.provider.refunds.size - (withdrawnAt ?? 0)).toBeLessThanOrEqual(16);
    await world.sweepEvery(minuteMs, 2);
    const paid = world.provider.refunds.size;
    expect(statesOf(world)).toEqual({ issued: paid, held: 60 - paid });
    expect(await world.incidents.readIncident(incidentId)).toMatchObject({
      earlier: [{ verdict: 'approved', withdrawn: { actor: 'bob', why: 'a wrong rule' } }],
    });
    await expect(approve(world, 'cleo', await seenIn(world))).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 60 });
    expect(world.provider.refunds.size).toBe(60);
  });

  it('does not carry out what it had approved and nobody has begun', async () => {
    const world = await heldWorld(1);
    await approve(world, 'ann', await seenIn(world));
    const life = new Life();
    const ports = world.sweepPorts(life);
    const pace = () => Promise.reject(new Error('the run ends here'));
    await world.sweep(life, { ...ports, pace });
    expect(statesOf(world)).toEqual({ approved: 1 });
    await withdraw(world);
    await world.sweepEvery(5 * minuteMs, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { cause: 'withdrawn', withIncident: true } });
    expect(world.provider.refunds.size).toBe(0);
  });

  it('of an incident that was over long ago: what waits with it again is asked about again', async () => {
    const world = await heldWorld(1);
    await approve(world, 'ann', await seenIn(world));
    world.provider.answerNext({ state: 'declined', reason: 'payment-not-refundable' });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ 'needs-attention': 1 });
    await withdraw(world);
    await rejectIncident({ incidentId, actor: 'ann', why: 'it was no outage' }, {}, world.verdictPorts());
    await world.sweepEvery(dayMs, 4);
    expect((await world.incidents.readIncident(incidentId))?.dueAt).toBeUndefined();

    const { customerId, remedyId } = world.onlyRecord();
    await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it works again', world.retryPorts());
    await world.sweepEvery(6 * minuteMs, 3);
    expect(world.onlyRecord().history.map(({ state }) => state)).toContain('held');
    expect(statesOf(world)).toEqual({ rejected: 1 });
  });

  it.each([
    ['before it asked', 0],
    ['after it asked', 1],
  ])('is given no more by whoever takes over from an attempt that died %s', async (_, given) => {
    const world = await heldWorld(1);
    await approve(world, 'ann', await seenIn(world));
    const ask = world.provider.refund.bind(world.provider);
    world.provider.refund = async (...request) => {
      if (given > 0) await ask(...request);
      throw new Error('the function dies here');
    };
    await world.sweep();
    expect(statesOf(world)).toEqual({ executing: 1 });
    await withdraw(world);
    world.provider.refund = ask;
    await world.sweepEvery(10 * minuteMs, 6);
    expect(world.provider.refunds.size).toBe(given);
    expect(statesOf(world)).toEqual(given > 0 ? { issued: 1 } : { unknown: 1 });
  });

  it('is not asked for again where nobody knows whether it was: it is looked up', async () => {
    const world = await heldWorld(1);
    await approve(world, 'ann', await seenIn(world));
    world.provider.weather = 'reading-only';
    await world.sweepEvery(minuteMs, 1);
    expect(statesOf(world)).toEqual({ unknown: 1 });
    const withdrawal = { incidentId, actor: 'ann', why: 'it was the wrong one' };
    await withdrawVerdict(withdrawal, world.verdictPorts());
    world.provider.weather = 'fair';
    await world.sweepEvery(10 * minuteMs, 6);
    expect(statesOf(world)).toEqual({ unknown: 1 });
    expect(world.provider.refunds.size).toBe(0);
  });

  it('is none where there was none', async () => {
    const world = await heldWorld(1);
    await expect(withdraw(world)).resolves.toMatchObject({ answer: 'refused' });
  });
});

it('a rejection does not reach what was given before something stopped the rest: that stays given, and is told', async () => {
  const world = await heldWorld(1);
  for (const [key, record] of world.ledger.records) {
    const [first] = record.parts;
    if (!first) throw new Error('it has no part');
    const given = { ...first, outcome: { state: 'succeeded', providerRef: 're_1' } } as const;
    const rest = { ...first, number: 2, key: `${record.remedyId}_2` };
    world.ledger.records.set(key, await world.sealed({ ...record, parts: [given, rest] }));
  }
  await rejectIncident({ incidentId, actor: 'bob', why: 'not ours' }, {}, world.verdictPorts());
  await world.sweepEvery(5 * minuteMs, 3);
  expect(world.onlyRecord()).toMatchObject({
    state: 'issued',
    parts: [{ outcome: { state: 'succeeded' } }, { outcome: { state: 'declined', reason: 'cancelled' } }],
  });
  expect(world.provider.calls).toEqual([]);
});

it('after an approval the rest can be rejected', async () => {
  const world = await heldWorld(12);
  nextDayWithRoomFor(4, world);
  await approve(world, 'ann', await seenIn(world));
  await world.sweepEvery(minuteMs, 3);
  const rejected = await rejectIncident({ incidentId, actor: 'bob', why: 'enough' }, {}, world.verdictPorts());
  expect(rejected).toMatchObject({ answer: 'done', incident: { earlier: [{ verdict: 'approved' }] } });
  await world.sweepEvery(minuteMs, 2);
  expect(statesOf(world)).toEqual({ issued: 4, rejected: 8 });
});

describe('nobody approves with an incident what they sent on its way again themselves', () => {
  const why = 'it works again';

  /** What bob approved is declined, and comes to wait with its incident anew once ann sends it on its way again. */
  async function needsAttention(others: number): Promise<World> {
    const world = await heldWorld(1);
    await approve(world, 'bob', await seenIn(world));
    world.provider.answerNext({ state: 'declined', reason: 'payment-not-refundable' });
    await world.sweepEvery(minuteMs, 2);
    await withdrawVerdict({ incidentId, actor: 'bob', why: 'a wrong rule' }, world.verdictPorts());
    for (let n = 1; n <= others; n++) await world.deliver(nth(n, world));
    return world;
  }

  function recordIn(state: RemedyState, world: World): RemedyRecord {
    const record = [...world.ledger.records.values()].find((one) => one.state === state);
    if (!record) throw new Error(`nothing is ${state}`);
    return record;
  }

  async function retryAs(actor: string, world: World): Promise<void> {
    const { customerId, remedyId } = recordIn('needs-attention', world);
    await retryRemedy({ customerId, remedyId, actor }, why, world.retryPorts());
  }

  it('neither alone nor among others, and another person does', async () => {
    const world = await needsAttention(0);
    await retryAs('ann', world);
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { withIncident: true } });
    await expect(approve(world, 'ann', await seenIn(world))).resolves.toEqual({
      answer: 'refused',
      why: 'you sent it on its way again yourself, so another person has to approve it',
    });
    await world.deliver(nth(7, world));
    await expect(approve(world, 'ann', await seenIn(world))).resolves.toEqual({
      answer: 'refused',
      why: 'you sent one of them on its way again yourself, so another person has to approve them',
    });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ held: 2 });
    await expect(approve(world, 'cleo', await seenIn(world))).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 2 });
  });

  it('not by a verdict that they gave before, although it leaves room for one more', async () => {
    const world = await needsAttention(3);
    await expect(approve(world, 'ann', await seenIn(world))).resolves.toMatchObject({ answer: 'done' });
    const { customerId, remedyId } = recordIn('held', world);
    await rejectHold({ customerId, remedyId, actor: 'bob' }, { why: 'not this one' }, world.verdictPorts());
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ 'needs-attention': 1, issued: 2, rejected: 1 });
    await retryAs('ann', world);
    await world.sweepEvery(6 * minuteMs, 3);
    expect(statesOf(world)).toEqual({ held: 1, issued: 2, rejected: 1 });
    expect((await world.incidents.readIncident(incidentId))?.decided).toBeUndefined();
    await expect(approve(world, 'ann', await seenIn(world))).resolves.toMatchObject({ answer: 'refused' });
    await expect(approve(world, 'bob', await seenIn(world))).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 2);
    expect(statesOf(world)).toEqual({ issued: 3, rejected: 1 });
  });
});
