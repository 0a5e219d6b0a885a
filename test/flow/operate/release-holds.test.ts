import { cohortOf } from '../../../lambdas/flow/operate/cohort';
import { releaseHolds } from '../../../lambdas/flow/operate/release-holds';
import { listRemedies } from '../../../lambdas/flow/operate/remedy-list';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { givingParts, refund, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const type = 'VideoPlaybackFailed';
const stopped = { cause: 'switched-off' } as const;

function nth(n: number) {
  return filmFailure({
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}

/** So many remedies that a switch has stopped after they were committed. It is on again. */
async function stoppedWorld(count: number): Promise<World> {
  const world = new World();
  world.provider.weather = 'reading-only';
  for (let n = 0; n < count; n++) await expect(world.deliver(nth(n))).rejects.toThrow();
  world.provider.weather = 'fair';
  await world.switchMode(type, { mode: 'off' });
  world.now += minuteMs;
  for (let n = 0; n < count; n++) await world.deliver(nth(n));
  await world.switchMode(type, { mode: 'auto' });
  world.now += minuteMs;
  return world;
}

const seenIn = (world: World) => cohortOf([...world.ledger.records.values()]);

it('all that a switch has stopped are released at once, are paid once each, and nothing else is', async () => {
  const world = await stoppedWorld(3);
  world.limits = { ...world.limits, perRemedy: {} };
  await expect(world.deliver(nth(9))).resolves.toMatchObject({ result: 'held' });
  const list = await listRemedies({ state: 'held', ...stopped }, world.lists);
  expect(list.cohort.remedies).toBe(3);
  const released = releaseHolds(stopped, { actor: 'ann', why: 'mended', seen: list.cohort }, world.verdictPorts());
  await expect(released).resolves.toEqual({ answer: 'done', released: 3, waiting: 0, refused: [] });
  await world.sweepEvery(minuteMs, 3);
  expect(world.provider.effects).toHaveLength(3);
  expect([...world.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'issued', 'issued', 'held']);
});

it('what was held when it was decided is released by its cause as well: a mode, and a limit of the day', async () => {
  const world = new World();
  await world.switchMode(type, { mode: 'approve' });
  await world.deliver(nth(1));
  await world.switchMode(type, { mode: 'auto' });
  world.limits = { ...world.limits, perDay: { ...world.limits.perDay, remedies: 0 } };
  await world.deliver(nth(2));
  for (const cause of ['approve-mode', 'limit'] as const) {
    const list = await listRemedies({ state: 'held', cause }, world.lists);
    expect(list.cohort.remedies).toBe(1);
    const released = releaseHolds(
      { cause },
      { actor: 'ann', why: 'looked at', seen: list.cohort },
      world.verdictPorts(),
    );
    await expect(released).resolves.toMatchObject({ answer: 'done', released: 1 });
  }
  await world.sweepEvery(minuteMs, 3);
  expect(world.provider.effects).toHaveLength(2);
});

it.each([
  { cause: 'capture', facts: { status: 'authorised', refundableMinor: 0 } },
  { cause: 'dispute', facts: { isDisputed: true } },
] as const)('and what waits for the end of a $cause is on its list', async ({ cause, facts }) => {
  const world = worldOf(givingParts(refund));
  world.provider.facts.set('ch_1', facts);
  await world.deliver(nth(1));
  const { cohort } = await listRemedies({ state: 'held', cause }, world.lists);
  expect(cohort.remedies).toBe(1);
});

it('is refused where more wait than were seen, with what it is now', async () => {
  const world = await stoppedWorld(3);
  const seen = { ...seenIn(world), remedies: 2 };
  await expect(
    releaseHolds(stopped, { actor: 'ann', why: 'mended', seen }, world.verdictPorts()),
  ).resolves.toMatchObject({ answer: 'refused', cohort: { remedies: 3 } });
});

it('needs two people where all of them together are above the threshold, though each of them is below it', async () => {
  const world = await stoppedWorld(3);
  const seen = seenIn(world);
  const [sum = { currency: 'GBP', amountMinor: 0 }] = seen.amounts;
  world.limits = { ...world.limits, twoPeopleAbove: { [sum.currency]: sum.amountMinor - 1 } };
  const by = (actor: string) => releaseHolds(stopped, { actor, why: 'mended', seen }, world.verdictPorts());
  await expect(by('ann')).resolves.toMatchObject({ released: 0, waiting: 3 });
  await world.sweepEvery(minuteMs, 2);
  expect(world.provider.effects).toHaveLength(0);
  await expect(by('ann')).resolves.toMatchObject({ released: 0, waiting: 0, refused: { length: 3 } });
  await expect(by('ben')).resolves.toMatchObject({ released: 3, waiting: 0, refused: [] });
  await world.sweepEvery(minuteMs, 2);
  expect(world.provider.effects).toHaveLength(3);
});

it('releases nothing while the type is off', async () => {
  const world = await stoppedWorld(2);
  await world.switchMode(type, { mode: 'off' });
  const result = await releaseHolds(
    stopped,
    { actor: 'ann', why: 'mended', seen: seenIn(world) },
    world.verdictPorts(),
  );
  expect(result).toMatchObject({ released: 0, refused: [{ why: expect.stringContaining('gives nothing') }, {}] });
});

it('is refused where nothing that is held fits, so that nobody takes a wrong filter for a release', async () => {
  const world = await stoppedWorld(1);
  const asked = { actor: 'ann', why: 'mended', seen: cohortOf([]) };
  await expect(releaseHolds({ cause: 'approve-mode' }, asked, world.verdictPorts())).resolves.toMatchObject({
    answer: 'refused',
    why: expect.stringContaining('nothing that is held fits that'),
  });
});
