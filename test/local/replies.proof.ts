import * as z from 'zod';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// What a customer answers, from the inbox through SMTP, the bucket, the functions and the ledger to a person, and back.
// The tests run in order.

const refused: AccessChecked[] = [];
let system: TestSystem;
let ada: Failed;
let synthesized: Awaited<ReturnType<typeof synthesize>>;

beforeAll(async () => {
  synthesized = await synthesize({ context: { replies: '{"domain":"replies.example.com"}' } });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
  ada = await system.publishFailure(playbackFailure(1));
});
afterAll(async () => {
  await system.local.stop();
  await synthesized.stop();
});

/** A mail as it left. */
async function sourceOf(messageId: string): Promise<string> {
  const response = await fetch(new URL(`/get-emlContent?messageId=${messageId}`, system.local.endpoints.mail));
  const { body } = z.object({ body: z.object({ data: z.array(z.number()) }) }).parse(await response.json());
  return Buffer.from(body.data).toString('utf8');
}

/** Answers the last mail in somebody's inbox, as a person does with the button there. */
async function answer(text: string, change: Readonly<Record<string, string>> = {}): Promise<string> {
  const mail = await system.lastMailTo(ada);
  const page = new URL(`/answer/${mail.messageId}`, system.local.endpoints.mail);
  expect(await (await fetch(page)).text()).toContain('What you write');
  const usual = { from: ada.email, to: mail.replyTo[0] ?? '', subject: `Re: ${mail.subject}`, text, signedIn: 'on' };
  const { signedIn, ...others } = { ...usual, ...change };
  const form = new URLSearchParams({ ...others, ...(signedIn !== '' && { signedIn }) });
  const response = await fetch(page, { method: 'POST', body: form });
  await system.local.idle();
  return response.text();
}

const conversationSchema = z.object({
  conversation: z.object({
    state: z.string(),
    lines: z.array(z.object({ by: z.string(), text: z.nullable(z.string()) })),
  }),
});

async function conversation() {
  const shown = await system.runCommand('alice', 'conversations', 'show', ada.customerId, ada.remedyId, '--json');
  return conversationSchema.parse(JSON.parse(shown.stdout)).conversation;
}

it('each mail says where its answers go, and nobody reads there whose it is', async () => {
  const { replyTo } = await system.lastMailTo(ada);
  expect(replyTo).toEqual([expect.stringMatching(/^reply\+[a-z2-7]{26}@replies\.example\.com$/)]);
});

it('what a customer answers from the inbox is a conversation that waits, and is in the mailbox with the mail itself', async () => {
  expect(await answer('The money is not there yet.')).toContain('It is sent');
  expect(await conversation()).toMatchObject({
    state: 'new',
    lines: [{ by: 'customer', text: 'The money is not there yet.' }],
  });
  expect(system.publishedTypes).toContain('ConversationOpened');
  const copy = await system.lastMailTo({ email: 'help@example.com' });
  expect(copy.body.text).toContain(ada.remedyId);
  // The inbox shows a mail that is attached within the one that has it.
  expect(await sourceOf(copy.messageId)).toContain('The money is not there yet.');
  const { stdout } = await system.runCommand('alice', 'conversations', 'list');
  expect(stdout).toContain(ada.customerId);
});

it('a person takes it and answers, and the customer hears the company by their name, in the thread', async () => {
  const place = [ada.customerId, ada.remedyId];
  expect(await system.runCommand('alice', 'conversations', 'take', ...place)).toMatchObject({ code: 0 });
  expect(await system.runCommand('bob', 'conversations', 'take', ...place)).toMatchObject({ code: 1 });
  const words = ['--message', 'Dear Viewer,\n\nit arrives on Friday.', '--signed-by', 'Ann Lee'];
  expect(await system.runCommand('alice', 'conversations', 'answer', ...place, ...words)).toMatchObject({ code: 0 });
  const mail = await system.lastMailTo(ada);
  expect(mail.from).toContain('Ann Lee, Example Films');
  expect(mail.body.text).toContain('it arrives on Friday.');
  expect(mail.subject).toMatch(/^Re: /);
  expect(await conversation()).toMatchObject({ state: 'answered' });
});

it('who answers that answer opens it again', async () => {
  await answer('It is Saturday now.');
  expect((await conversation()).state).toBe('reopened');
  expect((await conversation()).lines.at(-1)).toEqual(expect.objectContaining({ text: 'It is Saturday now.' }));
});

it('it is handed over and back, the bus tells each time, and whoever has it finds it in their list', async () => {
  const isListedFor = async (owner: string) =>
    (await system.runCommand('alice', 'conversations', 'list', '--owner', owner)).stdout.includes(ada.customerId);
  const handedOver = () => system.publishedTypes.filter((type) => type === 'ConversationHandedOver').length;
  expect(await isListedFor('marketing')).toBe(true);
  for (const [to, from] of [
    ['contact-center', 'marketing'],
    ['marketing', 'contact-center'],
  ] as const) {
    const before = handedOver();
    const place = [ada.customerId, ada.remedyId, '--to', to, '--why', `it is for ${to}`];
    expect(await system.runCommand('alice', 'conversations', 'hand-over', ...place)).toMatchObject({ code: 0 });
    await system.local.idle();
    expect(handedOver()).toBe(before + 1);
    expect([await isListedFor(to), await isListedFor(from)]).toEqual([true, false]);
  }
});

it('of a mail that is not certain to be the customer’s the conversation says only that it came', async () => {
  await answer('Send it to another card.', { signedIn: '' });
  await answer('I am her husband.', { from: 'husband@example.com' });
  const { lines } = await conversation();
  expect(lines.slice(-2)).toEqual([
    expect.objectContaining({ by: 'elsewhere', text: null }),
    expect.objectContaining({ by: 'elsewhere', text: null }),
  ]);
  expect((await system.lastMailTo({ email: 'help@example.com' })).body.text).toContain('FROM ANOTHER ADDRESS');
});

it('what a machine answers is in the log, and nowhere else', async () => {
  const [before, mails] = [await conversation(), await system.mailsTo({ email: 'help@example.com' })];
  await answer('I am away.', { automatic: 'on' });
  expect(await conversation()).toEqual(before);
  expect(await system.mailsTo({ email: 'help@example.com' })).toHaveLength(mails.length);
});

it('nobody receives mail at another domain', async () => {
  expect(await answer('Hello?', { to: 'reply@other.example.com' })).toContain('nobody receives mail there');
});

it('an erasure forgets what was said, and what comes afterwards is kept by nobody but the mailbox', async () => {
  await system.callOperatorApi('alice', 'POST', `customers/${ada.customerId}/erase`, { why: 'she asked for it' });
  expect((await conversation()).lines.every(({ text }) => text === null)).toBe(true);
  const before = (await conversation()).lines.length;
  await answer('One more thing.');
  expect((await conversation()).lines).toHaveLength(before);
  expect(JSON.stringify(await system.storedItems())).not.toContain('One more thing');
  expect(await system.local.deadLetters()).toEqual([]);
});

it('no function asked for anything that it may not', () => {
  expect(refused).toEqual([]);
});
