import { syntheticRentalFailed } from '../../../lambdas/failures/video-playback-failed/synthetic-rental';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import {
  videoPlaybackFailedSchema,
  type VideoPlaybackFailure,
} from '../../../lambdas/failures/video-playback-failed/contract';
import { makeSyntheticFailure, type SyntheticContext } from '../../../lambdas/flow/synthetic/make-synthetic-failure';
import { LiveKeyError } from '../../../lambdas/fulfilment/synthetic/test-payments';
import { syntheticFailuresFor } from '../../../lambdas/runtime/wiring/synthetic-wiring';
import { World } from '../../fakes/world';

const kind = { definition: videoPlaybackFailed, failureOf: syntheticRentalFailed };

const hourMs = 60 * 60 * 1000;

/** The company's payments and its bus, on which the failures of one world are published. */
function syntheticOf(world: World) {
  const published: VideoPlaybackFailure[] = [];
  const payments = { pay: async (_price: object, key: string) => `pi_${key}` };
  const context: SyntheticContext = {
    ...syntheticFailuresFor(kind, { SYNTHETIC_MAILBOX: 'synthetic@example.com', SYNTHETIC_CURRENCY: 'EUR' }),
    payments,
    publisher: { publish: async (failure) => void published.push(failure as VideoPlaybackFailure) },
    ledger: world.ledger,
    observer: world.observer,
    clock: world.clock,
  };
  const lookedAt = () => world.observer.steps.flatMap((taken) => (taken.step === 'synthetic-looked-at' ? [taken] : []));
  return { context, published, payments, lookedAt };
}

async function publishFirst(world: World, published: readonly VideoPlaybackFailure[]): Promise<void> {
  const [failure] = published;
  if (!failure) throw new Error('nothing was published');
  await world.publishFailure(failure);
}

it('an hour later it is seen that the money went back and the mail was delivered', async () => {
  const world = new World();
  const { context, published, lookedAt } = syntheticOf(world);
  const first = await makeSyntheticFailure(context);
  await publishFirst(world, published);
  await world.applyEmailEvent('apology', 'delivered');
  expect(world.onlyRecord()).toMatchObject({ remedyId: first.remedyId, state: 'issued' });
  world.now += hourMs;
  await expect(makeSyntheticFailure(context)).resolves.toMatchObject({ arrived: true });
  expect(lookedAt()).toMatchObject([
    { count: 0, why: 'nothing is recorded of it' },
    { count: 1, remedyId: first.remedyId },
  ]);
});

it('what is published keeps the contract, for a customer of this hour alone', async () => {
  const world = new World();
  const { context, published } = syntheticOf(world);
  await makeSyntheticFailure(context);
  world.now += hourMs;
  await makeSyntheticFailure(context);
  const failures = published.map((failure) => videoPlaybackFailedSchema.parse(failure));
  expect(failures.map(({ customer }) => customer.id)).toEqual(['synthetic-2026112020', 'synthetic-2026112021']);
  expect(failures[0]).toMatchObject({
    customer: { email: 'synthetic@example.com' },
    purchase: { amountMinor: 399, currency: 'EUR', paymentId: 'pi_synthetic-2026112020_payment' },
  });
});

it('run twice in an hour it is one failure, of one payment', async () => {
  const world = new World();
  const { context, published } = syntheticOf(world);
  await makeSyntheticFailure(context);
  await makeSyntheticFailure(context);
  for (const failure of published) await world.publishFailure(failure);
  expect(new Set(published.map(({ purchase }) => purchase.paymentId)).size).toBe(1);
  expect(world.provider.calls).toHaveLength(1);
});

it.each([
  [
    'was never mailed',
    async (world: World, failure: VideoPlaybackFailure) => {
      await world.deliver(failure);
    },
    /mail is not begun/,
  ],
  [
    'was mailed, and nothing was heard of it',
    (world: World, failure: VideoPlaybackFailure) => world.publishFailure(failure),
    /mail is sent/,
  ],
  [
    'bounced',
    async (world: World, failure: VideoPlaybackFailure) => {
      await world.publishFailure(failure);
      await world.applyEmailEvent('apology', 'bounced');
    },
    /mail is bounced/,
  ],
  [
    'is held',
    async (world: World, failure: VideoPlaybackFailure) => {
      await world.switchMode('all', { mode: 'approve' });
      await world.publishFailure(failure);
    },
    /it is held: /,
  ],
])('one that %s did not arrive, and it is said why', async (_, live, why) => {
  const world = new World();
  const { context, published, lookedAt } = syntheticOf(world);
  await makeSyntheticFailure(context);
  const [failure] = published;
  if (!failure) throw new Error('nothing was published');
  await live(world, failure);
  world.now += hourMs;
  await expect(makeSyntheticFailure(context)).resolves.toMatchObject({ arrived: false });
  expect(lookedAt().at(-1)).toMatchObject({ count: 0, why: expect.stringMatching(why) });
});

it('with a live key nothing is published, and what became of the last one is told first', async () => {
  const world = new World();
  const { context, published, lookedAt } = syntheticOf(world);
  const payments = { pay: () => Promise.reject(new LiveKeyError()) };
  await expect(makeSyntheticFailure({ ...context, payments })).rejects.toThrow(LiveKeyError);
  expect(published).toEqual([]);
  expect(lookedAt()).toHaveLength(1);
});
