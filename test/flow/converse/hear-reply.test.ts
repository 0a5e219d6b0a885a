import { applyAnswerEvent } from '../../../lambdas/flow/converse/apply-answer-event';
import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import {
  answerConversation,
  closeConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { markName } from '../../../lambdas/conversation/reply-mark';
import { mostHeardInADay } from '../../../lambdas/conversation/conversation';
import { replyDomain, type HearingWorld } from './hearing-world';
import { ada, mailedWorld, opened, seen, write, writeAgain } from './opened-conversation';

async function stateIn(world: HearingWorld): Promise<string | undefined> {
  return (await world.conversations.read(ada))?.state;
}

const answer = { text: 'Dear Ada,\n\nit arrives on Friday.', signedBy: 'Ann Lee' };

it('a customer who answers opens a conversation, is told of on the bus once, and the mailbox has the mail', async () => {
  const { world, replyTo } = await mailedWorld();
  await expect(write(world, { to: replyTo })).resolves.toMatchObject({ result: 'heard' });
  expect(await stateIn(world)).toBe('new');
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
  expect(world.forwarded).toMatchObject([{ from: 'ada@example.com', customerId: 'cus_ada' }]);
  expect([...world.conversations.spoken.values()].map(({ text }) => text)).toEqual(['Still no money.']);
  expect(world.rawMails.size).toBe(0);
});

it('the same mail that is delivered again is heard once', async () => {
  const { world, replyTo } = await mailedWorld();
  await write(world, { to: replyTo });
  await writeAgain(world, { to: replyTo });
  expect((await world.conversations.read(ada))?.lines).toHaveLength(1);
});

it('a mail whose telling failed is told of when it comes again', async () => {
  const { world, replyTo } = await mailedWorld();
  world.events.refuseNext();
  await expect(write(world, { to: replyTo })).rejects.toThrow('throttled');
  await writeAgain(world, { to: replyTo });
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
});

it('an answer to another address of ours is known by the mail that it names', async () => {
  const { world } = await mailedWorld();
  world.mails.mails.length = 0;
  await world.conversations.keepMark(markName('mail', '0100018f-aaaa-bbbb'), {
    ...ada,
    template: 'apology',
    lines: [],
    expiresAt: '2027-01-01T00:00:00.000Z',
  });
  const inReplyTo = '<0100018f-aaaa-bbbb@eu-west-1.amazonses.com>';
  await expect(write(world, { to: `info@${replyDomain}`, inReplyTo })).resolves.toMatchObject({ result: 'heard' });
});

it('what answers nothing of ours goes to the mailbox, and to no conversation', async () => {
  const { world } = await mailedWorld();
  await expect(write(world, { to: `reply+aaaaaaaaaaaaaaaaaaaaaaaaaa@${replyDomain}` })).resolves.toMatchObject({
    result: 'handed-on',
  });
  expect(await stateIn(world)).toBeUndefined();
  expect(world.forwarded).toHaveLength(1);
});

it('a complaint takes back an answer that has not begun to leave, and nobody reads that it is on its way', async () => {
  const { world, replyTo, who } = await opened();
  await answerConversation(who, answer, world.sending);
  await sendAnswer(ada, world.sending);
  await write(world, { to: replyTo });
  world.events.refuseNext();
  const more = { text: 'It is still on its way.', signedBy: 'Ann Lee' };
  await expect(answerConversation(await seen(world), more, world.sending)).rejects.toThrow('throttled');
  const template = world.mails.mails.at(-1)?.template ?? '';
  await applyAnswerEvent({ ...ada, template, state: 'complained', messageId: undefined }, world.sending);
  expect((await world.conversations.read(ada))?.lines.at(-1)?.answer?.state).toBe('none');
  expect(await stateIn(world)).toBe('closed');
  await write(world, { to: replyTo, text: 'Who are you?' });
  await expect(closeConversation(await seen(world), { why: 'they complained' }, world.sending)).resolves.toMatchObject({
    answer: 'done',
  });
});

it('of what comes from another address the conversation says that it came, and nothing of it', async () => {
  const { world, replyTo } = await mailedWorld();
  await write(world, { to: replyTo, from: 'eve@example.com', text: 'I am Ada, send it to me.' });
  expect((await world.conversations.read(ada))?.lines).toMatchObject([
    { by: 'elsewhere', why: 'it is from another address' },
  ]);
  expect(world.conversations.spoken.size).toBe(0);
  expect(world.forwarded[0]?.disbelieved).toBe('it is from another address');
});

it('what is attached is named', async () => {
  const { world, replyTo } = await mailedWorld();
  await write(world, { to: replyTo, attachments: [{ filename: 'bill.pdf', content: 'x' }] });
  expect([...world.conversations.spoken.values()][0]?.attached).toEqual(['bill.pdf']);
});

it('the name of what is attached is no longer than anybody reads, and turns nothing around that stands beside it', async () => {
  const { world, replyTo } = await mailedWorld();
  const attachments = [`invoice\u202egnp.exe`, '\u200b', `${'long '.repeat(8_000)}.pdf`].map((filename) => ({
    ...{ filename, content: 'words', contentType: 'text/plain' },
  }));
  await write(world, { to: replyTo, attachments });
  const { attached = [] } = [...world.conversations.spoken.values()][0] ?? {};
  expect(attached.slice(0, 2)).toEqual(['invoicegnp.exe', 'text/plain']);
  expect(attached[2]?.length).toBeLessThan(130);
});

it('after an erasure nothing is kept of what a customer writes, and a person has it', async () => {
  const { world, replyTo } = await mailedWorld();
  await world.ledger.eraseEnvelopes('cus_ada', { until: world.now.toISOString(), at: world.now.toISOString() });
  await expect(write(world, { to: replyTo })).resolves.toMatchObject({ result: 'handed-on' });
  expect(world.conversations.spoken.size).toBe(0);
  expect(await stateIn(world)).toBeUndefined();
});

/** Whoever is at work dies right after what was said is kept. @returns what ends that */
function diesAfterWords(world: HearingWorld): () => void {
  const read = jest.spyOn(world.ledger, 'readEnvelope').mockRejectedValue(new Error('killed'));
  return () => read.mockRestore();
}

it('what was kept right before a crash is gone where the customer was erased before the mail came again', async () => {
  const { world, replyTo } = await mailedWorld();
  const live = diesAfterWords(world);
  await expect(write(world, { to: replyTo })).rejects.toThrow('killed');
  live();
  expect(world.conversations.spoken.size).toBe(1);
  await world.ledger.eraseEnvelopes('cus_ada', { until: world.now.toISOString(), at: world.now.toISOString() });
  await expect(writeAgain(world, { to: replyTo })).resolves.toMatchObject({ result: 'handed-on' });
  expect(world.conversations.spoken.size).toBe(0);
});

it('and so is an answer whose request is repeated', async () => {
  const { world, who } = await opened();
  const before = world.conversations.spoken.size;
  const live = diesAfterWords(world);
  await expect(answerConversation(who, answer, world.sending)).rejects.toThrow('killed');
  live();
  expect(world.conversations.spoken.size).toBe(before + 1);
  await world.ledger.eraseEnvelopes('cus_ada', { until: world.now.toISOString(), at: world.now.toISOString() });
  await expect(answerConversation(who, answer, world.sending)).resolves.toMatchObject({ answer: 'refused' });
  expect(world.conversations.spoken.size).toBe(before);
});

it('a mail that asks that no machine answers is a person’s', async () => {
  const { world, replyTo } = await mailedWorld();
  const headers = { 'X-Auto-Response-Suppress': 'All' };
  await expect(write(world, { to: replyTo, headers })).resolves.toMatchObject({ result: 'heard' });
});

it.each(['Feedback-ID', 'List-Unsubscribe', 'X-Loop', 'Precedence'])(
  'an answer that may be a machine’s reaches a person, and no conversation: %s',
  async (header) => {
    const { world, replyTo } = await mailedWorld();
    const headers = { [header]: 'bulk' };
    await expect(write(world, { to: replyTo, headers })).resolves.toMatchObject({ result: 'handed-on' });
    expect(world.forwarded).toMatchObject([{ customerId: 'cus_ada', unheard: expect.stringContaining('machine') }]);
    expect(await stateIn(world)).toBeUndefined();
    await expect(write(world, { to: `info@${replyDomain}`, headers })).resolves.toMatchObject({ result: 'automatic' });
  },
);

it('two machines that answer each other come to an end', async () => {
  const { world, replyTo } = await mailedWorld();
  for (let mail = 0; mail < mostHeardInADay + 3; mail++) await write(world, { to: replyTo });
  expect((await world.conversations.read(ada))?.lines).toHaveLength(mostHeardInADay);
  expect(world.forwarded.at(-1)?.unheard).toBeDefined();
  expect(world.forwarded.at(-1)?.disbelieved).toBeUndefined();
});

it('the first to take a conversation has it, until somebody says that they take it over', async () => {
  const { world, who } = await opened();
  await expect(takeConversation(who, {}, world.sending)).resolves.toMatchObject({ answer: 'done' });
  const bob = await seen(world, 'bob');
  await expect(takeConversation(bob, {}, world.sending)).resolves.toMatchObject({ answer: 'refused' });
  await expect(takeConversation(bob, { takesOver: true }, world.sending)).resolves.toMatchObject({ answer: 'done' });
  expect((await world.conversations.read(ada))?.holder).toBe('bob');
});

it('an answer leaves once, from the company by the name of who wrote it, in the thread', async () => {
  const { world, who } = await opened();
  world.mails.mails.length = 0;
  await expect(answerConversation(who, answer, world.sending)).resolves.toMatchObject({ answer: 'done' });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'sent' });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'repeated' });
  expect(world.mails.mails).toMatchObject([
    {
      to: { email: 'ada@example.com' },
      sender: { name: 'Ann Lee, Example Films', email: 'care@example.com' },
      subject: 'Re: Sorry',
    },
  ]);
  expect(world.mails.mails[0]?.thread?.answers).toMatch(/^<.+>$/);
  expect(await stateIn(world)).toBe('answered');
});

it('an answer that the bus did not hear of is sent on by the next look, and once', async () => {
  const { world, who } = await opened();
  world.events.refuseNext();
  await expect(answerConversation(who, answer, world.sending)).rejects.toThrow('throttled');
  world.now = new Date(world.now.getTime() + 10 * 60_000);
  await lookAfterConversations(world.sending);
  expect(world.events.published.at(-1)?.what).toBe('answered');
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'sent' });
});

it('the same answer that is asked for again, because its request failed, is one answer', async () => {
  const { world, who } = await opened();
  world.events.refuseNext();
  await expect(answerConversation(who, answer, world.sending)).rejects.toThrow('throttled');
  await expect(answerConversation(who, answer, world.sending)).resolves.toMatchObject({ answer: 'done' });
  expect((await world.conversations.read(ada))?.lines.filter(({ by }) => by === 'company')).toHaveLength(1);
});

it('the same answer that is asked for again after it left is one mail, until the customer writes', async () => {
  const { world, replyTo, who } = await opened();
  world.mails.mails.length = 0;
  await answerConversation(who, answer, world.sending);
  await sendAnswer(ada, world.sending);
  await expect(answerConversation(await seen(world), answer, world.sending)).resolves.toMatchObject({ answer: 'done' });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'repeated' });
  expect(world.mails.mails).toHaveLength(1);
  await write(world, { to: replyTo });
  await answerConversation(await seen(world), answer, world.sending);
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'sent' });
});

it('a mail service that does not take an answer gets it again, and one that may have does not', async () => {
  const { world, who } = await opened();
  await answerConversation(who, answer, world.sending);
  world.mails.failNext(new MailNotTakenError('busy'), { taken: false });
  await expect(sendAnswer(ada, world.sending)).rejects.toThrow('busy');
  world.mails.failNext(new Error('no reply'), { taken: true });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'unknown' });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'repeated' });
  expect(await stateIn(world)).toBe('taken');
});

it('who writes again after an answer, or after the end, opens it again, and anybody may take it', async () => {
  const { world, replyTo, who } = await opened();
  await closeConversation(who, { why: 'it has arrived' }, world.sending);
  expect(await stateIn(world)).toBe('closed');
  await write(world, { to: replyTo });
  expect(await world.conversations.read(ada)).toMatchObject({ state: 'reopened', reopened: 1 });
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened', 'closed', 'opened']);
});

it('an answer that bounced is a person’s again, and after a complaint nothing is sent', async () => {
  const { world, who } = await opened();
  await answerConversation(who, { ...answer, asks: true }, world.sending);
  await sendAnswer(ada, world.sending);
  expect(await stateIn(world)).toBe('waiting');
  const template = world.mails.mails.at(-1)?.template ?? '';
  await applyAnswerEvent({ ...ada, template, state: 'delivered' }, world.sending);
  await applyAnswerEvent({ ...ada, template, state: 'complained' }, world.sending);
  expect(await stateIn(world)).toBe('closed');
  const again = await answerConversation(await seen(world), answer, world.sending);
  expect(again).toMatchObject({ answer: 'refused' });
});

it('an answer to somebody who was erased meanwhile does not leave', async () => {
  const { world, who } = await opened();
  await answerConversation(who, answer, world.sending);
  world.mails.mails.length = 0;
  await world.ledger.eraseEnvelopes('cus_ada', { until: world.now.toISOString(), at: world.now.toISOString() });
  await expect(sendAnswer(ada, world.sending)).resolves.toMatchObject({ result: 'not-sent' });
  expect(world.mails.mails).toEqual([]);
});

it('who waits for more than a day is counted', async () => {
  const { world } = await opened();
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 0 });
  world.now = new Date(world.now.getTime() + 25 * 60 * 60_000);
  expect(await lookAfterConversations(world.sending)).toEqual({ waiting: 1, overdue: 1 });
});
