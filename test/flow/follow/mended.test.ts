import type { Failure } from '../../../lambdas/failures/definition/failure';
import { hearFix } from '../../../lambdas/flow/follow/hear-fix';
import { decideFix, listUnmended, type DecideFixResult } from '../../../lambdas/flow/follow/decide-fix';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import type { IncidentFixed } from '../../../lambdas/model/judging/incident-fixed';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const incidentId = 'encoder-7';
const source = 'com.example.player';
const fixed: IncidentFixed = {
  schemaVersion: 1,
  incidentId,
  cause: 'software',
  fixedAt: '2026-11-22T10:00:00Z',
  by: 'team-playback',
};

function film(viewer: number, change: Partial<Pick<Failure, 'incidentId' | 'occurredAt'>> = {}): Failure {
  return {
    ...filmFailure({
      customer: { id: `cus_${viewer}`, email: `viewer-${viewer}@example.com` },
      purchase: {
        orderId: `ord_${viewer}_${change.occurredAt ?? ''}`,
        paymentId: `pay_${viewer}_${change.occurredAt ?? ''}`,
      },
      playback: { rentalId: `rent_${viewer}_${change.occurredAt ?? ''}` },
    }),
    incidentId,
    ...change,
  };
}

/** So many customers whom one incident let down, and who were written of it. */
async function hurt(viewers: number): Promise<World> {
  const world = new World();
  world.limits = wideLimits;
  world.source = source;
  world.followUpOptions = { mended: true };
  for (let viewer = 1; viewer <= viewers; viewer++) await world.publishFailure(film(viewer));
  return world;
}

async function mend(world: World, change: Partial<IncidentFixed> = {}, by = source): Promise<string> {
  world.now = Math.max(world.now, Date.parse('2026-11-22T12:00:00Z'));
  return (await hearFix({ ...fixed, ...change }, by, world)).result;
}

async function decide(world: World, verdict: 'tell' | 'keep-silent'): Promise<DecideFixResult> {
  const { version = 0 } = (await world.fixes.readFix(incidentId)) ?? {};
  return decideFix({ incidentId, actor: 'ann', why: 'they should know', verdict, expectedVersion: version }, world);
}

/** Who was told that it is mended. */
function mendedMailsOf(world: World): string[] {
  return world.mailer.mails.flatMap(({ template, to }) => (template === 'mended' ? [to.email] : [])).sort();
}

describe('an incident that is mended', () => {
  it('is told to those whom it hurt, with its true cause, once a person lets the mails go, and once', async () => {
    const world = await hurt(3);
    expect(await mend(world)).toBe('noted');
    await world.sweepEvery(hourMs, 3);
    expect(mendedMailsOf(world)).toEqual([]);
    expect((await decide(world, 'tell')).answer).toBe('done');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com', 'viewer-2@example.com', 'viewer-3@example.com']);
    const text = world.mailer.mails.at(-1)?.text;
    expect(text).toContain('On Friday 20 November we let you down, and that was our fault.');
    expect(text).toContain('It was caused by a fault in our software. Since Sunday 22 November that is fixed.');
    await world.sweepEvery(dayMs / 2, 8);
    await mend(world, { fixedAt: '2026-11-23T10:00:00Z' });
    await world.sweepEvery(dayMs, 3);
    expect(mendedMailsOf(world)).toHaveLength(3);
  });

  it('is not told to whoever was hurt again since, by whatever', async () => {
    const world = await hurt(2);
    await mend(world);
    await world.publishFailure(film(2, { incidentId: 'another', occurredAt: '2026-11-22T11:00:00Z' }));
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com']);
  });

  it('is not told to whoever was erased, complained, or speaks with a person', async () => {
    const world = await hurt(4);
    const [, second, third, fourth] = [...world.ledger.records.values()];
    if (!second || !third || !fourth) throw new Error('four were hurt');
    const seenAt = world.clock().toISOString();
    await eraseCustomer({ customerId: second.customerId, seenAt, actor: 'ann', why: 'asked' }, world.retryPorts());
    await world.turns.saveTurn({ customerId: third.customerId, complainedAt: seenAt, version: 1 });
    const { customerId, remedyId, type } = fourth;
    await world.conversations.save({
      ...{ customerId, remedyId, type, state: 'taken', since: seenAt, at: seenAt, token: 't', reopened: 0 },
      ...{ lines: [{ id: 'l', by: 'customer', at: seenAt }], history: [], version: 1 },
    });
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com']);
  });

  it('is told by the system alone whose failures it caused', async () => {
    const world = await hurt(1);
    await mend(world, {}, 'com.example.rogue');
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual([]);
  });

  it('is told to nobody where a person decides so, and nobody decides twice', async () => {
    const world = await hurt(1);
    await mend(world);
    expect((await decide(world, 'keep-silent')).answer).toBe('done');
    expect(await decide(world, 'tell')).toMatchObject({ answer: 'refused', why: expect.stringContaining('ann') });
    await world.sweepEvery(hourMs, 5);
    expect(mendedMailsOf(world)).toEqual([]);
  });

  it('is told also to those whose first mail left after the verdict, for a day', async () => {
    const world = await hurt(1);
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 2);
    await world.publishFailure(film(2));
    await world.sweepEvery(2 * hourMs, 2);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com', 'viewer-2@example.com']);
  });

  it('is told once to whoever it let down twice', async () => {
    const world = await hurt(1);
    await world.publishFailure(film(1, { occurredAt: '2026-11-20T22:30:00Z' }));
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    await world.sweepEvery(dayMs, 20);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com']);
  });

  it('that hurts again once it was told, and is mended again, is told once more', async () => {
    const world = await hurt(1);
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(hourMs, 26);
    await world.publishFailure(film(1, { occurredAt: world.clock().toISOString() }));
    world.now += 10 * dayMs;
    await mend(world, { fixedAt: world.clock().toISOString() });
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com', 'viewer-1@example.com']);
  });

  it('is not told by what is said to have happened after it', async () => {
    const world = await hurt(1);
    await mend(world, { fixedAt: '2026-11-19T10:00:00Z' });
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    expect(mendedMailsOf(world)).toEqual([]);
  });
});

it('what is said to be mended only in days to come is mended for nobody', async () => {
  const world = await hurt(1);
  expect(await mend(world, { fixedAt: '2026-12-24T10:00:00Z' })).toBe('refused');
  expect(await decide(world, 'tell')).toMatchObject({ answer: 'refused' });
});

describe('what is paid for and not mended', () => {
  it('has an incident on it again that hurt somebody after it was told to be mended', async () => {
    const world = await hurt(1);
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(hourMs, 26);
    expect(await listUnmended(world)).toEqual([]);
    await world.publishFailure(film(7, { occurredAt: world.clock().toISOString() }));
    expect(await listUnmended(world)).toMatchObject([{ fix: { incidentId }, hurt: 1 }]);
    expect((await listUnmended(world))[0]?.fix.fixed).toBeUndefined();
  });

  it('has it on it again also where that was while those whom it hurt before were being told', async () => {
    const world = await hurt(1);
    await mend(world);
    await decide(world, 'tell');
    await world.sweepEvery(minuteMs, 3);
    await world.publishFailure(film(7, { occurredAt: world.clock().toISOString() }));
    await world.sweepEvery(hourMs, 26);
    expect(mendedMailsOf(world)).toEqual(['viewer-1@example.com']);
    expect(await listUnmended(world)).toMatchObject([{ fix: { incidentId }, hurt: 1 }]);
    expect((await listUnmended(world))[0]?.fix.fixed).toBeUndefined();
  });

  it('is a list with its money, which an incident leaves once a person has decided', async () => {
    const world = await hurt(3);
    expect(await listUnmended(world)).toMatchObject([
      { fix: { incidentId }, hurt: 3, amounts: [{ amountMinor: 1197, currency: 'GBP' }] },
    ]);
    expect(await decide(world, 'tell')).toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('nobody has said'),
    });
    await mend(world);
    expect(await listUnmended(world)).toMatchObject([{ fix: { fixed: { by: 'team-playback' } }, hurt: 3 }]);
    await decide(world, 'tell');
    expect(await listUnmended(world)).toEqual([]);
  });
});
