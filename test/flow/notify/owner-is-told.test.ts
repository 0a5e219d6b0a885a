import { AddressRefusedError, MailServiceFailedError } from '../../../lambdas/email/mailer';
import { closeNotice } from '../../../lambdas/flow/notify/close-notice';
import { rejectHold } from '../../../lambdas/flow/operate/holds';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { filmFailure } from '../../fakes/film-failure';
import { Life, type DeathPlan } from '../../fakes/mortal';
import { waitAsBefore } from '../../fakes/mail-that-waits';
import { World } from '../../fakes/world';

const dayMs = 24 * 60 * 60 * 1000;

async function mailedWorld(): Promise<World> {
  const world = new World();
  world.source = 'films.player';
  await world.publishFailure(filmFailure());
  return world;
}

/** Each piece of news that owners got, repetitions left out. */
function newsIn(world: World) {
  const pieces = new Map(world.undelivered.published.map((mail) => [`${mail.template} ${mail.noticeVersion}`, mail]));
  return [...pieces.values()];
}

/** What the ledger says of the apology, as owners are told of it. */
function apologyIn(world: World) {
  const { apology } = world.notices();
  return { template: 'apology', state: apology?.state, trouble: apology?.trouble, noticeVersion: apology?.version };
}

function lastOutcome(world: World): Outcome {
  const outcome = world.outcomes.published.at(-1);
  if (!outcome) throw new Error('nothing was published');
  return outcome;
}

async function wantAgain(world: World, email?: string) {
  const { customerId, remedyId } = world.onlyRecord();
  const which = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
  return resendNotice(which, { why: 'the customer called', email }, world.holdPorts());
}

it('of a mail that bounced the owner is told what, why, when, and what the customer does not know of', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  const { customerId, remedyId } = world.onlyRecord();
  expect(world.undelivered.published).toEqual([
    {
      ...{ remedyId, customerId, failureType: 'VideoPlaybackFailed', source: 'films.player' },
      ...{ ...apologyIn(world), state: 'bounced', trouble: 'bounced', why: 'the mail was bounced' },
      ...{ amounts: [{ amountMinor: 399, currency: 'GBP' }], at: world.clock().toISOString() },
    },
  ]);
});

it('nobody is told of a mail that was sent, or delivered', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'delivered');
  await world.sweepEvery(dayMs + 60_000, 2);
  expect(world.undelivered.published).toEqual([]);
});

it('a complaint after the delivery is news, and the same event once more is a repetition', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'delivered');
  await world.applyEmailEvent('apology', 'complained');
  await world.applyEmailEvent('apology', 'complained');
  expect(world.undelivered.published).toHaveLength(2);
  expect(newsIn(world)).toMatchObject([{ ...apologyIn(world), trouble: 'complained' }]);
});

it('other news of a mail that bounced tells nobody anything', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await world.applyEmailEvent('apology', 'delivered');
  await world.applyEmailEvent('apology', 'complained');
  expect(world.undelivered.published).toHaveLength(1);
});

it('once a person has seen to it, the same event once more tells nobody', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  const { customerId, remedyId } = world.onlyRecord();
  const which = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
  await closeNotice(which, 'told by phone', world.holdPorts());
  await world.applyEmailEvent('apology', 'bounced');
  expect(world.undelivered.published).toHaveLength(1);
});

it('a mail that is wanted once more is in good hands, until it bounces too', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await wantAgain(world, 'zoe.park@example.com');
  await world.applyEmailEvent('apology', 'bounced');
  expect(world.undelivered.published).toHaveLength(1);
  await world.write();
  await world.applyEmailEvent('apology', 'bounced');
  expect(newsIn(world)).toMatchObject([{ trouble: 'bounced' }, { ...apologyIn(world), trouble: 'bounced' }]);
});

it('a refusal that bounced says that nothing was given', async () => {
  const world = new World();
  await world.switchMode('all', { mode: 'approve' });
  await world.deliver(filmFailure());
  const { customerId, remedyId } = world.onlyRecord();
  const verdict = { why: 'not ours', message: 'We looked into it.' };
  await rejectHold({ customerId, remedyId, actor: 'ann' }, verdict, world.holdPorts());
  await world.write();
  await world.applyEmailEvent('refusal', 'bounced');
  expect(world.undelivered.published).toMatchObject([{ template: 'refusal', trouble: 'bounced', amounts: [] }]);
});

/** Every way in which a mail comes on the list, and what is delivered until it is there. */
const ways: Record<
  string,
  { trouble: string; begin: () => Promise<World>; run: (world: World, life: Life) => unknown }
> = {
  'a bounce': {
    trouble: 'bounced',
    begin: mailedWorld,
    run: (world, life) => world.applyEmailEvent('apology', 'bounced', life),
  },
  'no address': {
    trouble: 'no-address',
    begin: async () => {
      const world = new World();
      await world.deliver(filmFailure({ customer: { email: undefined } }));
      return world;
    },
    run: (world, life) => world.apologise(lastOutcome(world), life),
  },
  'an address that the mail service refuses': {
    trouble: 'address-refused',
    begin: () => refusing(new AddressRefusedError('no'), false),
    run: (world, life) => world.apologise(lastOutcome(world), life),
  },
  'an error of the mail service': {
    trouble: 'service-failed',
    begin: () => refusing(new MailServiceFailedError('500'), true),
    run: (world, life) => world.apologise(lastOutcome(world), life),
  },
  'a day without news, of a mail that an earlier version sent': {
    trouble: 'not-reported',
    begin: async () => {
      const world = await mailedWorld();
      await waitAsBefore(world, dayMs);
      world.now += dayMs + 60_000;
      return world;
    },
    run: (world, life) => world.sweep(life),
  },
};

async function refusing(error: Error, taken: boolean): Promise<World> {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(error, { taken });
  return world;
}

describe.each(Object.entries(ways))('%s', (_, { trouble, begin, run }) => {
  it('is told once', async () => {
    const world = await begin();
    await run(world, new Life());
    expect(world.undelivered.published).toHaveLength(1);
    expect(world.undelivered.published).toMatchObject([{ ...apologyIn(world), trouble }]);
  });

  it('is told again, and not as new, where the bus did not take it', async () => {
    const world = await begin();
    world.undelivered.refuseNext(1);
    for (let deliveries = 0; deliveries < 2; deliveries++) {
      await Promise.resolve(run(world, new Life())).catch(() => undefined);
    }
    expect(world.undelivered.published).toMatchObject([{ ...apologyIn(world), trouble }]);
  });

  it('is told as one piece of news, wherever the function dies', async () => {
    const probe = new Life();
    await run(await begin(), probe);
    const calls = Array.from({ length: probe.calls }, (_, index) => index + 1);
    const plans = calls.flatMap((call) => (['before', 'after'] as const).map((when): DeathPlan => ({ call, when })));
    for (const plan of plans) {
      const world = await begin();
      await Promise.resolve(run(world, new Life(plan))).catch(() => undefined);
      world.now += 60_000;
      await run(world, new Life());
      expect({ plan, pieces: newsIn(world) }).toMatchObject({ plan, pieces: expectedNews(world) });
    }
  });
});

it('of an untold mail the owner is told too where the money failed before the delivery came again', async () => {
  const world = await refusing(new AddressRefusedError('no'), false);
  const issued = lastOutcome(world);
  world.undelivered.refuseNext(1);
  await expect(world.apologise(issued)).rejects.toThrow('throttled');
  await world.failLate('insufficient-balance');
  expect(world.onlyRecord().state).toBe('late-failed');
  await world.apologise(issued);
  expect(newsIn(world)).toMatchObject([{ ...apologyIn(world), trouble: 'address-refused', amounts: [] }]);
});

/** Exactly what the ledger says in the end: one piece of news where something is wrong, and none where nothing is. */
function expectedNews(world: World) {
  return world.notices().apology?.trouble === undefined ? [] : [apologyIn(world)];
}
