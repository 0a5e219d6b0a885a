import type { PartOutcome } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CancellationRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import { givenSince } from '../../../lambdas/ledger/customer-record';
import { filmFailure } from '../../fakes/film-failure';
import { Life, type DeathPlan } from '../../fakes/mortal';
import { anotherPass, deciding, givingParts, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;

/** Something that waits for the sweep, and what is to become of it. */
interface Story {
  readonly name: string;
  readonly begin: () => Promise<World>;
  readonly refunds: number;
  readonly mails: number;
  readonly state: string;
  /** How many different keys it takes. */
  readonly keys: number;
}

async function answered(answer: (world: World) => void): Promise<World> {
  const world = new World();
  answer(world);
  await world.deliver(filmFailure());
  world.now += 2 * minute;
  return world;
}

async function held(): Promise<World> {
  const world = new World();
  await world.switchMode('all', { mode: 'approve' });
  await world.deliver(filmFailure());
  return world;
}

const noAnswer: PartOutcome = { state: 'unknown', why: 'no answer in time' };

/** A payment that may be cancelled, all of which is owed. */
async function authorised(answer: (world: World) => void): Promise<World> {
  const world = worldOf(givingParts(refund));
  const { paymentId, amountMinor, currency } = refund;
  const paid = { amountMinor, currency };
  world.provider.facts.set(paymentId, { paid, refundableMinor: 0, status: 'authorised', isCancellable: true });
  answer(world);
  await world.deliver(filmFailure({ purchase: { paymentId } }));
  world.now += 2 * minute;
  return world;
}

function noAnswerAfter(world: World, request: CancellationRequest): PartOutcome {
  world.provider.cancelNow(request);
  return noAnswer;
}

function captured(world: World): PartOutcome {
  const { paymentId, amountMinor, currency } = refund;
  world.provider.facts.set(paymentId, { paid: { amountMinor, currency }, status: 'captured' });
  return { state: 'declined', reason: 'captured' };
}

const stories: Story[] = [
  {
    name: 'an unknown refund that had moved money',
    begin: () => answered((world) => world.provider.loseNextReply()),
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'an unknown refund that had not',
    begin: () => answered((world) => world.provider.answerNext({ state: 'unknown', why: 'no answer' })),
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'an approved remedy',
    begin: async () => {
      const world = await held();
      await world.approve('ann');
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'a remedy whose incident was approved',
    begin: async () => {
      const world = new World();
      world.limits = { ...world.limits, perIncident: { remedies: 0, amountMinor: {} } };
      await world.deliver(filmFailure());
      await world.decideIncident('cdn-outage-2026-11-20', 'approved');
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'a refusal that passes, at its later attempt',
    begin: async () => {
      const decline = { state: 'declined', reason: 'insufficient-balance' } as const;
      const world = await answered((one) => one.provider.answerNext(decline));
      await world.sweep();
      world.now += 6 * hour;
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 2 },
  },
  {
    name: 'a refusal that passes, when another attempt is planned',
    begin: () => answered((world) => world.provider.answerNext({ state: 'declined', reason: 'insufficient-balance' })),
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 2 },
  },
  {
    name: 'a refusal that does not pass',
    begin: () => answered((world) => world.provider.answerNext({ state: 'declined', reason: 'disputed' })),
    ...{ refunds: 0, mails: 0, state: 'needs-attention', keys: 1 },
  },
  {
    name: 'a rejection that died before what it gave back was counted',
    begin: async () => {
      const until = '2026-11-22T20:45:00.000Z';
      const awaits = { what: 'an answer', until, then: 'person' } as const;
      const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['it broke'], awaits }));
      await world.deliver(filmFailure());
      const dying = new Life({ call: 2, when: 'after' });
      await world.reject('ann', 'it was mended', world.onlyRecord(), dying).catch(() => undefined);
      world.now += 2 * minute;
      return world;
    },
    ...{ refunds: 0, mails: 0, state: 'rejected', keys: 0 },
  },
  {
    name: 'something in kind that nobody gave in time, which is withdrawn',
    begin: async () => {
      const world = worldOf(givingParts(anotherPass));
      await world.deliver(filmFailure());
      world.now += 16 * minute;
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'something in kind that was refused',
    begin: async () => {
      const world = worldOf(givingParts(anotherPass));
      world.partner.willAnswer = { state: 'declined', reason: 'not-available' };
      await world.deliver(filmFailure());
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'an authorisation whose cancellation nobody can tell of',
    begin: () => authorised((world) => world.provider.cancelAnswers.push((request) => noAnswerAfter(world, request))),
    ...{ refunds: 0, mails: 1, state: 'issued', keys: 0 },
  },
  {
    name: 'an authorisation that was not cancelled, and nobody could tell',
    begin: () => authorised((world) => world.provider.cancelAnswers.push(() => noAnswer)),
    ...{ refunds: 0, mails: 1, state: 'issued', keys: 0 },
  },
  {
    name: 'an authorisation that was captured before it was cancelled, and is refunded',
    begin: () => authorised((world) => world.provider.cancelAnswers.push(() => captured(world))),
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
  {
    name: 'an undelivered event',
    begin: async () => {
      const world = new World();
      world.retryQueue.giveUp(filmFailure(), 'TimeoutError');
      return world;
    },
    ...{ refunds: 1, mails: 1, state: 'issued', keys: 1 },
  },
];

async function callsOf(story: Story): Promise<number> {
  const world = await story.begin();
  const life = new Life();
  await world.sweep(life);
  return life.calls;
}

async function expectItsEnd(story: Story, world: World): Promise<void> {
  for (let run = 0; run < 12; run++) {
    await world.sweepEvery(run < 6 ? 3 * minute : 4 * hour, 1);
  }
  expect(world.provider.effects).toHaveLength(story.refunds);
  expect(world.mailer.mails).toHaveLength(story.mails);
  expect(world.onlyRecord().state).toBe(story.state);
  expect(new Set(world.provider.calls.map(({ key }) => key)).size).toBe(story.keys);
  expect(world.retryQueue.waiting).toEqual([]);
  expect(world.reported()).toContain(story.state);
  expect(world.onlyRecord().unpublished).toBeUndefined();
  expect(world.onlyRecord().unsettled).toBeUndefined();
  const [customerRecord] = world.ledger.customerRecords.values();
  const given = customerRecord && givenSince(customerRecord, new Date(0), 'GBP').remedies;
  expect(given).toBe(story.state === 'issued' ? 1 : 0);
}

describe.each(stories)('$name', (story) => {
  it('comes to its end without trouble', async () => {
    const world = await story.begin();
    expect(await callsOf(story)).toBeGreaterThan(4);
    await expectItsEnd(story, world);
  });

  it('comes to the same end wherever the sweep dies, before or after any of its calls', async () => {
    const calls = await callsOf(story);
    for (const plan of plansOf(calls)) {
      const world = await story.begin();
      await world.sweep(new Life(plan)).catch(() => undefined);
      await named(plan, () => expectItsEnd(story, world));
    }
  });

  it('comes to the same end where the next sweep dies too, anywhere', async () => {
    const calls = await callsOf(story);
    for (const first of plansOf(calls).filter((_, index) => index % 4 === 1)) {
      for (const second of plansOf(calls).filter((_, index) => index % 3 === 0)) {
        const world = await story.begin();
        await world.sweep(new Life(first)).catch(() => undefined);
        world.now += minute;
        await world.sweep(new Life(second)).catch(() => undefined);
        await named([first, second], () => expectItsEnd(story, world));
      }
    }
  });
});

function plansOf(calls: number): DeathPlan[] {
  return Array.from({ length: calls }, (_, index) => index + 1).flatMap((call) => [
    { call, when: 'before' } as const,
    { call, when: 'after' } as const,
  ]);
}

/** Says at which death it was, where a promise is broken. */
async function named(plan: unknown, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(`after ${JSON.stringify(plan)}: ${error instanceof Error ? error.message : 'unknown'}`, {
      cause: error,
    });
  }
}
