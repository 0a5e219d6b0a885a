import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import {
  answerConversation,
  handOverConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import { HearingWorld } from './hearing-world';
import { ada, opened, seen } from './opened-conversation';

const minuteMs = 60_000;

async function withTargets(): Promise<Awaited<ReturnType<typeof opened>>> {
  const world = new HearingWorld();
  world.owners.rules = {
    marketing: { firstAnswerMinutes: 60, escalatesTo: 'contact-center' },
    'contact-center': { firstAnswerMinutes: 240 },
  };
  world.owners.types = { marketing: ['VideoPlaybackFailed'] };
  return opened(world);
}

function passMinutes(world: HearingWorld, minutes: number): void {
  world.now = new Date(world.now.getTime() + minutes * minuteMs);
}

it('what nobody took within the target goes to whom it escalates, once, and rings until somebody answers', async () => {
  const { world } = await withTargets();
  passMinutes(world, 59);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 0 });
  passMinutes(world, 2);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
  expect(await world.conversations.read(ada)).toMatchObject({ owner: 'contact-center', state: 'new' });
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened', 'handed-over']);
  passMinutes(world, 300);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
  expect(world.events.published).toHaveLength(2);
});

it('what somebody took stays theirs when the target is over', async () => {
  const { world, who } = await withTargets();
  await takeConversation(who, {}, world.sending);
  passMinutes(world, 61);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
  expect(await world.conversations.read(ada)).toMatchObject({ owner: 'marketing', state: 'taken' });
});

it('whoever has it gives it to the other owner with a note, and the customer waits since they wrote', async () => {
  const { world, who } = await withTargets();
  const { since } = (await world.conversations.read(ada)) ?? {};
  await takeConversation(who, {}, world.sending);
  passMinutes(world, 10);
  const to = { to: 'contact-center', why: 'the parcel has to be looked for' } as const;
  const handed = await handOverConversation(await seen(world), to, world.sending);
  expect(handed).toMatchObject({ answer: 'done', conversation: { state: 'new', owner: 'contact-center', since } });
  expect((await world.conversations.read(ada))?.holder).toBeUndefined();
  expect((await world.conversations.read(ada))?.history.at(-1)?.why).toContain('the parcel has to be looked for');
  const again = await handOverConversation(await seen(world), to, world.sending);
  expect(again).toMatchObject({ answer: 'refused', why: 'contact-center has it already' });
});

it('what waits for nobody, or whose answer is just leaving, is not handed over', async () => {
  const { world, who } = await withTargets();
  const to = { to: 'contact-center', why: 'theirs' } as const;
  await answerConversation(who, { text: 'Dear Ada, it comes.', signedBy: 'Ann Lee' }, world.sending);
  expect(await handOverConversation(await seen(world), to, world.sending)).toMatchObject({ answer: 'refused' });
  await sendAnswer(ada, world.sending);
  expect(await handOverConversation(await seen(world), to, world.sending)).toMatchObject({ answer: 'refused' });
});

it('how long a customer waited for an answer is kept and counted', async () => {
  const { world, who } = await withTargets();
  passMinutes(world, 42);
  await answerConversation(who, { text: 'Dear Ada, it comes.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'answered', waitedMinutes: 42 });
  expect(world.observer.steps).toContainEqual(expect.objectContaining({ step: 'answer-sent', waitedMinutes: 42 }));
});
