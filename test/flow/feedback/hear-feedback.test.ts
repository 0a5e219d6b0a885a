import { hearFeedbackIn } from '../../../lambdas/flow/feedback/hear-feedback';
import type { Notice } from '../../../lambdas/ledger/notice/notice';
import { askedNow } from '../../../lambdas/feedback/feedback';
import { FakeFeedbackEvents } from '../../fakes/fake-feedback-events';
import { MemoryFeedback } from '../../fakes/memory-feedback';
import { HearingWorld } from '../converse/hearing-world';
import { ada, mailedWorld, write, writeAgain } from '../converse/opened-conversation';

const dayMs = 24 * 60 * 60 * 1000;

/** Ada, who was asked whether it was made right, and where her answers go. */
async function askedWorld() {
  const world = new HearingWorld();
  const store = new MemoryFeedback(world.ledger, world.conversations);
  const feedbackEvents = new FakeFeedbackEvents();
  const hearFeedback = hearFeedbackIn({ ...world.hearing, noting: { store, events: feedbackEvents } });
  Object.assign(world.hearing, { hearFeedback });
  const { replyTo } = await mailedWorld(world);
  const at = world.now.toISOString();
  const until = new Date(world.now.getTime() + 14 * dayMs).toISOString();
  const notice: Notice = {
    ...{ ...ada, type: 'VideoPlaybackFailed', template: 'feedback', state: 'sent', at, recordVersion: 1, token: 't' },
    planned: { from: at, until, amounts: [] },
    version: 1,
    history: [],
  };
  await world.ledger.saveNotice(notice);
  await store.saveAsked(askedNow(undefined, ada, world.now));
  for (const [name, mark] of world.conversations.marks)
    world.conversations.marks.set(name, { ...mark, template: 'feedback' });
  return { world, store, feedbackEvents, replyTo };
}

it('a yes is noted and told, and nobody has to read it, though the mailbox has it', async () => {
  const { world, store, feedbackEvents, replyTo } = await askedWorld();
  await expect(write(world, { to: replyTo, text: 'Yes, thank you!' })).resolves.toMatchObject({ result: 'heard' });
  expect(await store.read(ada)).toMatchObject({ answer: 'yes', by: 'mail', version: 1 });
  expect(feedbackEvents.published).toEqual([expect.objectContaining({ answer: 'yes', by: 'mail', hasWords: false })]);
  expect(world.conversations.kept.size).toBe(0);
  expect(world.forwarded).toHaveLength(1);
  expect(world.rawMails.size).toBe(0);
});

it('a no is a person’s, and so is what nobody can read as either', async () => {
  for (const [text, answer] of [
    ['No. The money has not arrived.', 'no'],
    ['Well.', 'unclear'],
  ] as const) {
    const { world, store, feedbackEvents, replyTo } = await askedWorld();
    await write(world, { to: replyTo, text });
    expect(await store.read(ada)).toMatchObject({ answer });
    expect(feedbackEvents.published).toEqual([expect.objectContaining({ answer, hasWords: true })]);
    expect(await world.conversations.read(ada)).toMatchObject({ state: 'new', lines: [{ feedback: answer }] });
    expect([...world.conversations.spoken.values()].map((spoken) => spoken.text)).toEqual([text]);
  }
});

it('the same mail that is delivered again is noted once, and the last answer counts', async () => {
  const { world, store, feedbackEvents, replyTo } = await askedWorld();
  await write(world, { to: replyTo, text: 'No' });
  await writeAgain(world, { to: replyTo, text: 'No' });
  expect(await store.read(ada)).toMatchObject({ answer: 'no', version: 1 });
  expect((await world.conversations.read(ada))?.lines).toHaveLength(1);
  await write(world, { to: replyTo, text: 'Yes' });
  expect(await store.read(ada)).toMatchObject({ answer: 'yes', version: 2 });
  // Somebody looks after the no already.
  expect((await world.conversations.read(ada))?.lines.map(({ feedback }) => feedback)).toEqual(['no', 'yes']);
  expect(feedbackEvents.published.at(-1)).toMatchObject({ answer: 'yes', version: 2 });
});

it('a thank-you after a yes leaves it a yes, and a person reads it', async () => {
  const { world, store, replyTo } = await askedWorld();
  await write(world, { to: replyTo, text: 'Yes' });
  await write(world, { to: replyTo, text: 'And greetings to your team from all of us here.' });
  expect(await store.read(ada)).toMatchObject({ answer: 'yes', version: 1 });
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'new' });
});

it('what comes from somebody else answers nothing', async () => {
  const { world, store, feedbackEvents, replyTo } = await askedWorld();
  await write(world, { to: replyTo, from: 'eve@example.com', text: 'Yes' });
  expect(await store.read(ada)).toBeUndefined();
  expect(feedbackEvents.published).toEqual([]);
});

it('a machine answers nothing', async () => {
  const { world, store, replyTo } = await askedWorld();
  await write(world, { to: replyTo, text: 'Yes', headers: { 'Auto-Submitted': 'auto-replied' } });
  expect(await store.read(ada)).toBeUndefined();
});

it('an answer that comes too late is one like all others', async () => {
  const { world, store, feedbackEvents, replyTo } = await askedWorld();
  world.now = new Date(world.now.getTime() + 15 * dayMs);
  await write(world, { to: replyTo, text: 'Yes' });
  expect(await store.read(ada)).toBeUndefined();
  expect(feedbackEvents.published).toEqual([]);
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'new' });
});

it('an answer to another mail is one like all others, whatever it says', async () => {
  const { world, store, replyTo } = await askedWorld();
  for (const [name, mark] of world.conversations.marks)
    world.conversations.marks.set(name, { ...mark, template: 'apology' });
  await write(world, { to: replyTo, text: 'No' });
  expect(await store.read(ada)).toBeUndefined();
  expect((await world.conversations.read(ada))?.lines[0]).not.toHaveProperty('feedback', 'no');
});
