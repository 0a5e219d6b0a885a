import { setTimeout as pause } from 'node:timers/promises';
import { rateLimiter } from '../../../lambdas/model/guards/rate-limiter';
import type { RemedyState } from '../../../lambdas/ledger/remedy-record';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const incidentId = 'cdn-outage-2026-11-20';

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}`, email: `viewer-${n}@example.com` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

/** An incident of which the first five remedies go by themselves. */
async function stormyWorld(failures: number, source?: string): Promise<World> {
  const world = new World();
  world.source = source;
  world.limits = { ...wideLimits, perIncident: { ...wideLimits.perIncident, remedies: 5 } };
  for (let n = 0; n < failures; n++) await world.deliver(nth(n));
  return world;
}

function statesOf(world: World): Partial<Record<RemedyState, number>> {
  const states: Partial<Record<RemedyState, number>> = {};
  for (const { state } of world.ledger.records.values()) states[state] = (states[state] ?? 0) + 1;
  return states;
}

it('the first ones of an incident go by themselves, and the rest waits together for one person', async () => {
  const world = await stormyWorld(20);
  expect(statesOf(world)).toEqual({ issued: 5, held: 15 });
  expect(await world.waiting.cohort(incidentId, 100)).toHaveLength(15);
  expect(await world.waiting.held(100)).toEqual([]);
  expect(await world.incidents.readIncident(incidentId)).not.toHaveProperty('decided');
});

it('failures of no incident, or of another one, go on by themselves', async () => {
  const world = await stormyWorld(6);
  await expect(world.deliver({ ...nth(100), incidentId: undefined })).resolves.toMatchObject({ result: 'issued' });
  await expect(world.deliver({ ...nth(101), incidentId: 'cdn-us-1' })).resolves.toMatchObject({ result: 'issued' });
});

it('a verdict stays inside the day of each source, and the rest says why it goes on waiting', async () => {
  const world = await stormyWorld(8, 'com.example.films');
  world.now += 24 * hour;
  world.limits = { ...world.limits, perSourceAndDay: { remedies: 2, amountMinor: { GBP: 100_000 } } };
  await expect(world.decideIncident(incidentId, 'approved')).resolves.toBe('done');
  await world.sweepEvery(minute, 2);
  expect(statesOf(world)).toEqual({ issued: 7, held: 1 });
  const held = [...world.ledger.records.values()].find(({ state }) => state === 'held');
  expect(held?.hold?.why).toContain("the day's limit for what com.example.films publishes is used up");
});

it('one decision releases all of them, each once, with a mail', async () => {
  const world = await stormyWorld(305);
  await expect(world.decideIncident(incidentId, 'approved')).resolves.toBe('done');
  await world.sweepEvery(minute, 2);
  expect(statesOf(world)).toEqual({ issued: 305 });
  expect(world.provider.refunds.size).toBe(305);
  expect(world.provider.calls).toHaveLength(305);
  expect(new Set(world.mailer.mails.map(({ to }) => to.email)).size).toBe(305);
  const held = [...world.ledger.records.values()].find(({ hold }) => hold);
  expect(held?.hold?.approvals).toMatchObject([{ actor: 'ann' }]);
});

it('a rejection of an incident pays none of them, and says why in each', async () => {
  const world = await stormyWorld(12);
  await world.decideIncident(incidentId, 'rejected');
  await world.sweepEvery(minute, 2);
  expect(statesOf(world)).toEqual({ issued: 5, rejected: 7 });
  expect(world.provider.refunds.size).toBe(5);
  const rejected = [...world.ledger.records.values()].find(({ state }) => state === 'rejected');
  expect(rejected?.history.map(({ why }) => why)).toContain('rejected with its incident by ann: looked at it');
});

it.each(['approved', 'rejected'] as const)('stragglers after the decision follow it: %s', async (verdict) => {
  const world = await stormyWorld(8);
  await world.decideIncident(incidentId, verdict);
  await world.sweepEvery(minute, 2);
  for (let n = 8; n < 11; n++) await world.deliver(nth(n));
  expect(statesOf(world)).toMatchObject({ held: 3 });
  await world.sweepEvery(minute, 6);
  expect(statesOf(world)).toEqual(verdict === 'approved' ? { issued: 11 } : { issued: 5, rejected: 6 });

  // Also weeks later, when nobody thinks of it any more.
  world.now += 30 * 24 * hour;
  await world.sweepEvery(minute, 1);
  await world.deliver(nth(11));
  await world.sweepEvery(6 * hour, 8);
  expect(statesOf(world).held).toBeUndefined();
});

it('a decided incident of which nothing is left is looked at less and less', async () => {
  const world = await stormyWorld(6);
  await world.decideIncident(incidentId, 'approved');
  await world.sweepEvery(30 * minute, 2 * 24 * 30);
  expect((await world.incidents.readIncident(incidentId))?.version).toBeLessThan(200);
});

it('the cohort drains at the pace of the provider, over as many runs as that takes', async () => {
  const world = await stormyWorld(105);
  await world.decideIncident(incidentId, 'approved');
  const calledAt: number[] = [];
  const refund = world.provider.refund.bind(world.provider);
  world.provider.refund = async (request) => {
    calledAt.push(world.now);
    return refund(request);
  };
  const pace = rateLimiter(2, world.clock, async (ms) => {
    const at = world.now + ms;
    await pause(0);
    world.now = Math.max(world.now, at);
  });
  const startedAt = (world.now += minute);
  await world.sweep(new Life(), { ...world.sweepPorts(), pace });
  const first = calledAt.length;
  expect(first).toBeGreaterThan(40);
  expect(first).toBeLessThan(90);
  expect(first / ((world.now - startedAt) / 1_000)).toBeLessThan(2.5);

  await world.sweepEvery(minute, 3);
  expect(statesOf(world)).toEqual({ issued: 105 });
  expect(world.provider.calls).toHaveLength(105);
});

it('one remedy that cannot be taken up does not keep the others waiting', async () => {
  const world = await stormyWorld(40);
  await world.decideIncident(incidentId, 'approved');
  const read = world.ledger.readRemedy.bind(world.ledger);
  world.ledger.readRemedy = async (customerId, remedyId) => {
    if (customerId === 'cus_20') throw new Error('an item that cannot be read');
    return read(customerId, remedyId);
  };
  await world.sweepEvery(minute, 2);
  expect(statesOf(world)).toEqual({ issued: 39, held: 1 });
  world.ledger.readRemedy = read;
  await world.sweepEvery(minute, 6);
  expect(statesOf(world)).toEqual({ issued: 40 });
});

it('what needs two people is not released by the one who decides on the incident', async () => {
  const world = new World();
  const perIncident = { ...wideLimits.perIncident, remedies: 0 };
  world.limits = { ...wideLimits, perIncident, twoPeopleAbove: { GBP: 398 } };
  await world.deliver(nth(1));
  expect(await world.waiting.cohort(incidentId, 10)).toEqual([]);
  expect(world.onlyRecord().hold).toMatchObject({ withIncident: false, approvalsNeeded: 2 });
  expect(await world.waiting.held(10)).toHaveLength(1);
});

it('a remedy that is held for another reason too is no case for the incident', async () => {
  const world = await stormyWorld(6);
  await world.deliver({ ...nth(50), occurredAt: '2026-01-01T00:00:00Z' });
  expect(await world.waiting.cohort(incidentId, 10)).toHaveLength(1);
  expect(await world.waiting.held(10)).toHaveLength(1);
});

it('an incident is decided once; whoever is second reads who decided, and what', async () => {
  const world = await stormyWorld(6);
  const answers = await Promise.all([
    world.decideIncident(incidentId, 'approved'),
    world.decideIncident(incidentId, 'rejected', 'bob'),
  ]);
  expect(answers.toSorted()).toEqual(['done', 'refused']);
  await expect(world.decideIncident(incidentId, 'approved')).resolves.toBe('refused');
  await expect(world.decideIncident('INC-none', 'approved')).resolves.toBe('refused');
});

it('an incident that nobody decides is escalated before its deadline and when it is overdue', async () => {
  const world = await stormyWorld(6);
  await world.sweepEvery(hour, 35);
  expect(world.observer.steps.map(({ step }) => step)).not.toContain('hold-escalated');
  await world.sweepEvery(hour, 25);
  const reported = world.observer.steps.filter(({ step }) => step === 'hold-escalated' || step === 'hold-overdue');
  expect(reported.map((taken) => `${taken.step} ${'incidentId' in taken ? taken.incidentId : ''}`)).toEqual([
    `hold-escalated ${incidentId}`,
    `hold-overdue ${incidentId}`,
    `hold-overdue ${incidentId}`,
  ]);
});

it('what is said to all of an incident whose money was held is signed by an executive, and what is said to one is not', async () => {
  const many = new World();
  const one = new World();
  for (const world of [many, one]) {
    world.limits = { ...wideLimits, perIncident: { ...wideLimits.perIncident, remedies: 0 } };
    await world.publishFailure(filmFailure({ incidentId: 'cdn-1' }));
  }
  await many.decideIncident('cdn-1', 'approved', 'ann', 'Our network was down.');
  await one.decideIncident('cdn-1', 'approved', 'ann');
  for (const world of [many, one]) await world.sweepEvery(60_000, 2);
  const [[toMany], [toOne]] = [many.mailer.mails, one.mailer.mails];
  expect(toMany?.text).toMatch(/Our network was down\.[^]+Ida Brandt/);
  expect(toOne?.text).toContain('Nora Lind');
});
