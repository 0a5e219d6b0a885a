import type { Failure } from '../../../lambdas/failures/definition/failure';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, refund, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const until = '2026-11-24T20:45:00.000Z';
const waitsForSeller = {
  outcome: 'hold',
  parts: [refund],
  reasons: ['the seller has time to answer'],
  awaits: { what: 'the seller’s answer', until, then: 'person', from: 'seller' },
} as const satisfies PolicyDecision;

/** A failure that waits for the seller, and is decided so once the seller has answered. */
async function forSeller(once: PolicyDecision = waitsForSeller): Promise<World> {
  const world = worldOf(deciding((failure: Failure) => (isAnswered(failure) ? once : waitsForSeller)));
  world.limits = { ...world.limits, holdHours: 48 };
  await world.publishFailure(filmFailure());
  return world;
}

function isAnswered({ occurredAt }: Failure): boolean {
  return occurredAt.startsWith('2026-11-20T19');
}

/** The same failure once more, with the seller's answer. */
function answered(): Failure {
  return { ...filmFailure(), occurredAt: '2026-11-20T19:00:00Z' };
}

function templates(world: World): string[] {
  return world.mailer.mails.map(({ template }) => template);
}

describe('who was told that the seller is waited for', () => {
  it('hears that the wait is over where the seller kept silent, who decides now, and by when', async () => {
    const world = await forSeller();
    await world.sweepEvery(hourMs, 1);
    world.now = Date.parse(until);
    await world.sweepEvery(minuteMs, 2);
    expect(templates(world)).toEqual(['waiting', 'wait-over']);
    const text = world.mailer.mails[1]?.text;
    expect(text).toContain('we have heard nothing. A person on my team decides now.');
    expect(text).toContain('You will hear from me by Thursday 26 November');
  });

  it('hears it once, and once more at half of the time that the person has', async () => {
    const world = await forSeller();
    await world.sweepEvery(hourMs, 1);
    world.now = Date.parse(until);
    await world.sweepEvery(hourMs, 20);
    expect(templates(world)).toEqual(['waiting', 'wait-over']);
    await world.sweepEvery(hourMs, 10);
    expect(templates(world)).toEqual(['waiting', 'wait-over', 'delay']);
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    await world.sweepEvery(dayMs, 3);
    expect(templates(world)).toEqual(['waiting', 'wait-over', 'delay', 'apology']);
  });

  it('hears that the seller has answered where a person reads the answer', async () => {
    const world = await forSeller({ outcome: 'give', parts: [], reasons: ['the seller explained it'] });
    await world.sweepEvery(hourMs, 1);
    await world.publishFailure(answered());
    expect(templates(world)).toEqual(['waiting', 'wait-over']);
    expect(world.mailer.mails[1]?.text).toContain('The seller has answered in time.');
  });

  it('hears of what is given in its apology alone', async () => {
    const world = await forSeller({ outcome: 'give', parts: [refund], reasons: ['the seller agrees'] });
    await world.sweepEvery(hourMs, 1);
    await world.publishFailure(answered());
    await world.sweepEvery(minuteMs, 2);
    expect(templates(world)).toEqual(['waiting', 'apology']);
  });

  it('reads of no person who looked, where nothing is owed any more', async () => {
    const world = await forSeller({ outcome: 'none', reasons: ['it was made good before'] });
    await world.sweepEvery(hourMs, 1);
    await world.publishFailure(answered());
    await world.write();
    expect(templates(world)).toEqual(['waiting', 'refusal']);
    expect(world.mailer.mails[1]?.text).toContain('That wait is over');
    expect(world.mailer.mails[1]?.text).not.toContain('They have looked');
  });

  it('and who was not told hears of the person who looks as everybody does', async () => {
    const world = await forSeller({ outcome: 'give', parts: [], reasons: ['the seller explained it'] });
    await world.publishFailure(answered());
    await world.sweepEvery(hourMs, 2);
    expect(templates(world)).toEqual(['waiting']);
    expect(world.mailer.mails[0]?.text).toContain('A person on my team is looking at it.');
  });
});

it('the mail that says how it ended leaves no room for the one that the wait is over', async () => {
  const world = await forSeller();
  await world.sweepEvery(hourMs, 1);
  world.now = Date.parse(until);
  await world.sweep();
  const over = world.outcomes.published.at(-1);
  await world.approve('ann');
  await world.sweep();
  const issued = world.outcomes.published.at(-1);
  if (!over || !issued) throw new Error('nothing was published');
  await world.apologise(issued);
  await world.apologise(over);
  expect(templates(world)).toEqual(['waiting', 'apology']);
  expect(world.notices()['wait-over']).toMatchObject({ state: 'none' });
});
