import { applyAnswerEvent } from '../../../lambdas/flow/converse/apply-answer-event';
import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import {
  answerConversation,
  closeConversation,
  handOverConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import { HearingWorld } from './hearing-world';
import { ada, opened, seen, write } from './opened-conversation';

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
  const other = { ...to, why: 'it is theirs' };
  const again = await handOverConversation(await seen(world), other, world.sending);
  expect(again).toMatchObject({ answer: 'refused', why: 'contact-center has it already' });
});

const parcel = { to: 'contact-center', why: 'the parcel has to be looked for' } as const;

it('a hand-over that the bus did not hear of is told of once more by whoever asks again, and is one hand-over', async () => {
  const { world, who } = await withTargets();
  world.events.refuseNext();
  await expect(handOverConversation(who, parcel, world.sending)).rejects.toThrow('throttled');
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
  for (const asked of [who, await seen(world)])
    expect(await handOverConversation(asked, parcel, world.sending)).toMatchObject({ answer: 'done' });
  expect(world.events.published.slice(1)).toMatchObject([
    { what: 'handed-over', ownerRole: 'contact-center', version: who.expectedVersion + 1 },
    { what: 'handed-over', ownerRole: 'contact-center', version: who.expectedVersion + 1 },
  ]);
  expect(await handOverConversation(await seen(world, 'ben'), parcel, world.sending)).toMatchObject({
    answer: 'refused',
  });
});

it('a hand-over or an escalation that the bus did not hear of is told of by the next look, and not for ever', async () => {
  const { world, who } = await withTargets();
  world.events.refuseNext();
  await expect(handOverConversation(who, parcel, world.sending)).rejects.toThrow('throttled');
  const handedOver = () => world.events.published.filter(({ what }) => what === 'handed-over');
  passMinutes(world, 5);
  await lookAfterConversations(world.sending);
  expect(handedOver()).toMatchObject([{ ownerRole: 'contact-center', version: who.expectedVersion + 1 }]);
  for (let looked = 0; looked < 3; looked++) {
    passMinutes(world, 5);
    await lookAfterConversations(world.sending);
  }
  expect(handedOver()).toHaveLength(1);
  const late = await withTargets();
  passMinutes(late.world, 61);
  late.world.events.refuseNext();
  await expect(lookAfterConversations(late.world.sending)).rejects.toThrow('throttled');
  passMinutes(late.world, 5);
  await lookAfterConversations(late.world.sending);
  expect(late.world.events.published.at(-1)).toMatchObject({ what: 'handed-over', ownerRole: 'contact-center' });
});

it('what was taken since it was handed over is told of no more', async () => {
  const { world, who } = await withTargets();
  await handOverConversation(who, parcel, world.sending);
  await takeConversation(await seen(world, 'ben'), {}, world.sending);
  passMinutes(world, 5);
  await lookAfterConversations(world.sending);
  expect(world.events.published.filter(({ what }) => what === 'handed-over')).toHaveLength(1);
});

it('what somebody has nobody else hands over or closes, before they have taken it over', async () => {
  const { world, who } = await withTargets();
  await takeConversation(who, {}, world.sending);
  const has = { answer: 'refused', why: 'ann has it; take it over first' };
  expect(await handOverConversation(await seen(world, 'ben'), parcel, world.sending)).toMatchObject(has);
  expect(await closeConversation(await seen(world, 'ben'), { why: 'it has come' }, world.sending)).toMatchObject(has);
  await takeConversation(await seen(world, 'ben'), { takesOver: true }, world.sending);
  expect(await handOverConversation(await seen(world, 'ben'), parcel, world.sending)).toMatchObject({ answer: 'done' });
});

it('whoever has it by their own mail has it in the console, too', async () => {
  const { world } = await withTargets();
  await takeConversation(await seen(world, 'mail:ann@example.com'), {}, world.sending);
  const answer = { text: 'Dear Ada, it comes.', signedBy: 'Ann Lee' };
  expect(await answerConversation(await seen(world, 'ben'), answer, world.sending)).toMatchObject({
    answer: 'refused',
  });
  const ann = await seen(world, 'arn:aws:iam::000000000000:user/ann');
  expect(await answerConversation(ann, answer, world.sending)).toMatchObject({ answer: 'done' });
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
  const answered = world.events.published.filter(({ what }) => what === 'answered');
  expect(answered.map((event) => event.waitedMinutes)).toEqual([42]);
});

it('a second answer of the same person is none that a customer waited for, and what they take up again is not overdue', async () => {
  const { world, who, replyTo } = await withTargets();
  passMinutes(world, 42);
  await answerConversation(who, { text: 'Dear Ada, it comes.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  passMinutes(world, 600);
  await takeConversation(await seen(world), {}, world.sending);
  passMinutes(world, 600);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 0 });
  await answerConversation(await seen(world), { text: 'It comes today.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'answered', waitedMinutes: 42 });
  passMinutes(world, 600);
  await write(world, { to: replyTo, text: 'It did not.' });
  passMinutes(world, 7);
  await answerConversation(await seen(world), { text: 'Dear Ada, sorry.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'answered', waitedMinutes: 7 });
  const answered = world.events.published.filter(({ what }) => what === 'answered');
  expect(answered.map((event) => event.waitedMinutes)).toEqual([42, undefined, 7]);
  const sent = world.observer.steps.filter(({ step }) => step === 'answer-sent');
  expect(sent.map((step) => 'waitedMinutes' in step && step.waitedMinutes)).toEqual([42, undefined, 7]);
});

it('who never got an answer, because it came back, waits for the next one', async () => {
  const { world, who } = await withTargets();
  passMinutes(world, 10);
  await answerConversation(who, { text: 'Dear Ada, it comes.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  const { customerId, remedyId } = ada;
  const answer = (await world.conversations.read(ada))?.lines.at(-1);
  const about = { customerId, remedyId, template: `answer-${answer?.id}`, at: world.now.toISOString() };
  await applyAnswerEvent({ ...about, state: 'bounced', messageId: answer?.answer?.messageId }, world.sending);
  passMinutes(world, 61);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
});

it('who got it from a colleague late has their own time to take it, before it goes to whom they escalate', async () => {
  const { world, replyTo } = await withTargets();
  await handOverConversation(await seen(world), { to: 'contact-center', why: 'a parcel' }, world.sending);
  passMinutes(world, 120);
  await handOverConversation(await seen(world), { to: 'marketing', why: 'it is about a film' }, world.sending);
  passMinutes(world, 5);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
  expect(await world.conversations.read(ada)).toMatchObject({ owner: 'marketing', state: 'new' });
  await write(world, { to: replyTo, text: 'Is anybody there?' });
  passMinutes(world, 54);
  await lookAfterConversations(world.sending);
  expect(await world.conversations.read(ada)).toMatchObject({ owner: 'marketing' });
  passMinutes(world, 2);
  await lookAfterConversations(world.sending);
  expect(await world.conversations.read(ada)).toMatchObject({ owner: 'contact-center', state: 'new' });
});
