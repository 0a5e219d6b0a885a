import { takeLetter, type LetterContext } from '../../../lambdas/flow/converse/take-letter';
import type { LetterAnswer } from '../../../lambdas/letters/letter-contract';
import { HearingWorld } from './hearing-world';

const mo = { email: 'mo@example.com', text: 'The otter was best.', locale: 'en' };

/** Three of one address are taken. */
function withCounts(world: HearingWorld): LetterContext & { readonly counted: Map<string, number> } {
  const counted = new Map<string, number>();
  const count = async (writerId: string) => {
    const before = counted.get(writerId) ?? 0;
    if (before >= 3) return 'too-many';
    counted.set(writerId, before + 1);
    return 'counted';
  };
  return { ...world.sending, counts: { count }, counted };
}

it('the same letter without end is heard no more than any letters of one address, and is no flood on the bus', async () => {
  const world = new HearingWorld();
  const context = withCounts(world);
  const answers: LetterAnswer['is'][] = [];
  for (let sent = 0; sent < 50; sent++) answers.push((await takeLetter(mo, context)).is);
  expect(answers.filter((is) => is === 'taken')).toHaveLength(3);
  expect(answers.slice(3)).toEqual(answers.slice(3).map(() => 'too-many'));
  expect(world.events.published.length).toBeLessThanOrEqual(3);
  expect(world.conversations.kept.size).toBe(1);
});

it('a letter whose telling failed is told of when it is sent once more', async () => {
  const world = new HearingWorld();
  const context = withCounts(world);
  world.events.refuseNext();
  await expect(takeLetter(mo, context)).rejects.toThrow('throttled');
  expect(await takeLetter(mo, context)).toEqual({ is: 'taken' });
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
});

it('one that came hours ago, and is still new, is not told of again', async () => {
  const world = new HearingWorld();
  const context = withCounts(world);
  await takeLetter(mo, context);
  world.now = new Date(world.now.getTime() + 2 * 3_600_000);
  expect(await takeLetter(mo, context)).toEqual({ is: 'taken' });
  expect(world.events.published).toHaveLength(1);
});
