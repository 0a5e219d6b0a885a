import MailComposer from 'nodemailer/lib/mail-composer';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { playbackFailure, TestSystem, type Failed, type Mail } from './test-system';

// People of the company answer customers from their own mail: from the copy in the mailbox through SMTP, the bucket,
// the functions and the ledger to the customer's inbox, in the order of a mail program. The tests run in order.

const replies = {
  domain: 'replies.example.com',
  agents: [
    { email: 'ann@example.com', name: 'Ann Lee' },
    { email: 'bob@example.com', name: 'Bob Roy' },
  ],
  copiesPerDay: 12,
};

const refused: AccessChecked[] = [];
let system: TestSystem;
let ada: Failed;
let synthesized: Awaited<ReturnType<typeof synthesize>>;

beforeAll(async () => {
  synthesized = await synthesize({ context: { replies: JSON.stringify(replies) } });
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

interface Written {
  readonly from: string;
  readonly text: string;
  /** Whether whoever writes signs in, without which nobody is believed to be who they say. */
  readonly isSignedIn?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: { readonly filename: string; readonly content: string }[];
  readonly messageId?: string;
}

/** Answers a mail by SMTP, as a mail program does. */
async function answer(mail: Mail, written: Written): Promise<void> {
  const { from, text, isSignedIn = true, ...more } = written;
  const to = mail.replyTo[0] ?? '';
  const quotation = mail.body.text.split(/\r?\n/).map((line) => `> ${line}`);
  const raw = await new MailComposer({
    from,
    to,
    subject: `Re: ${mail.subject}`,
    text: [text, '', `On Tue, 4 Nov 2025 at 10:00, ${mail.from} wrote:`, ...quotation].join('\r\n'),
    inReplyTo: `<${mail.messageId}@email.amazonses.com>`,
    newline: 'windows',
    ...more,
  })
    .compile()
    .build();
  const { hostname: host, port } = new URL(system.local.endpoints.smtp);
  const auth = isSignedIn ? { auth: { user: from, pass: 'local' } } : {};
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true, ...auth });
  await transport.sendMail({ envelope: { from, to: [to] }, raw });
  transport.close();
  await system.local.idle();
}

const conversationSchema = z.object({
  conversation: z.object({
    state: z.string(),
    holder: z.optional(z.string()),
    lines: z.array(z.object({ by: z.string(), text: z.nullable(z.string()), signedBy: z.optional(z.string()) })),
  }),
});

async function conversation() {
  const shown = await system.runCommand('alice', 'conversations', 'show', ada.customerId, ada.remedyId, '--json');
  return conversationSchema.parse(JSON.parse(shown.stdout)).conversation;
}

const place = () => [ada.customerId, ada.remedyId];

/** Ada writes, and the mailbox gets the copy. */
async function adaWrites(text: string): Promise<Mail> {
  await answer(await system.lastMailTo(ada), { from: ada.email, text });
  return system.lastMailTo({ email: 'help@example.com' });
}

let copy: Mail;

it('the copy in the mailbox has an address of its own, which is not the customer’s', async () => {
  const { replyTo } = await system.lastMailTo(ada);
  copy = await adaWrites('The money is not there yet.');
  expect(copy.replyTo).toEqual([expect.stringMatching(/^agent\+[a-z2-7]{26}@replies\.example\.com$/)]);
  expect(copy.replyTo[0]?.slice(6)).not.toBe(replyTo[0]?.slice(6));
  expect(copy.body.text).toContain('Write above this line');
});

it.each<[string, Written, RegExp]>([
  [
    'a forged sender',
    { from: 'ann@example.com', text: 'Send it to another card.', isSignedIn: false },
    /SES cannot tell/,
  ],
  [
    'the customer, who has got the copy',
    { from: 'viewer-1@example.com', text: 'Yes, of course.' },
    /not from one of the addresses/,
  ],
  ['a stranger', { from: 'eve@other.example', text: 'Yes, of course.' }, /not from one of the addresses/],
  [
    'a list',
    { from: 'ann@example.com', text: 'Hello all.', headers: { Precedence: 'list' } },
    /a machine may have written it/,
  ],
])('of %s nothing goes to the customer, and the mailbox has it with the reason', async (_, written, why) => {
  const before = await system.mailsTo(ada);
  await answer(copy, written);
  expect(await system.mailsTo(ada)).toHaveLength(before.length);
  const returned = await system.lastMailTo({ email: 'help@example.com' });
  expect(returned.subject).toMatch(/^\[not sent\]/);
  expect(returned.body.text).toMatch(why);
  expect(await conversation()).toMatchObject({ state: 'new', lines: [{ by: 'customer' }] });
});

it('an absence note of an agent is in a line of the log, and nowhere else', async () => {
  const [before, mails] = [await conversation(), await system.mailsTo({ email: 'help@example.com' })];
  await answer(copy, { from: 'ann@example.com', text: 'I am away.', headers: { 'Auto-Submitted': 'auto-replied' } });
  expect(await conversation()).toEqual(before);
  expect(await system.mailsTo({ email: 'help@example.com' })).toHaveLength(mails.length);
});

it('an answer to the copy takes the conversation and goes to the customer once, by name, in the thread, without what stands below', async () => {
  const text = 'Dear Viewer,\n\nit arrives on Friday.\n\nAnn Lee\nextension 4711, not for customers';
  const written = { from: 'ann@example.com', text, messageId: '<once@mail.example.com>' };
  const before = await system.mailsTo(ada);
  await answer(copy, written);
  await answer(copy, written);
  expect(await system.mailsTo(ada)).toHaveLength(before.length + 1);
  const mail = await system.lastMailTo(ada);
  expect(mail.from).toContain('Ann Lee, Example Films');
  expect(mail.body.text).toContain('it arrives on Friday.');
  expect(mail.body.text).not.toMatch(/4711|Write above|remedy|help@example\.com/);
  expect(mail.subject).toMatch(/^Re: /);
  expect(mail.replyTo).toEqual([expect.stringMatching(/^reply\+[a-z2-7]{26}@replies\.example\.com$/)]);
  expect(await conversation()).toMatchObject({ state: 'answered', holder: 'mail:ann@example.com' });
  expect((await conversation()).lines.at(-1)).toMatchObject({
    by: 'company',
    signedBy: 'Ann Lee',
    text: 'Dear Viewer,\n\nit arrives on Friday.',
  });
});

it('who answered is in the audit trail, without what was written', async () => {
  const { stdout } = await system.runCommand('alice', 'audit', '--json');
  expect(stdout).toContain('mail:ann@example.com');
  expect(stdout).not.toMatch(/Friday|4711/);
});

it('what somebody else has answered, or has, is not answered by another from their mail', async () => {
  await answer(copy, { from: 'bob@example.com', text: 'It arrives on Monday.' });
  expect((await system.lastMailTo({ email: 'help@example.com' })).body.text).toContain(
    'mail:ann@example.com has answered it',
  );
  copy = await adaWrites('It is Saturday now.');
  expect((await conversation()).state).toBe('reopened');
  await system.runCommand('alice', 'conversations', 'take', ...place());
  const before = await system.mailsTo(ada);
  await answer(copy, { from: 'bob@example.com', text: 'It arrives on Monday.' });
  expect((await system.lastMailTo({ email: 'help@example.com' })).body.text).toContain('has it');
  expect(await system.mailsTo(ada)).toHaveLength(before.length);
});

it('what is attached is named in the mailbox, and does not go to the customer', async () => {
  await system.runCommand(
    'alice',
    'conversations',
    'answer',
    ...place(),
    '--message',
    'One moment.',
    '--signed-by',
    'A',
  );
  copy = await adaWrites('I am waiting.');
  const attachments = [{ filename: 'internal.txt', content: 'margin 12 %' }];
  await answer(copy, { from: 'ann@example.com', text: 'It has left our bank.', attachments });
  expect((await system.lastMailTo({ email: 'help@example.com' })).body.text).toContain('internal.txt');
  expect((await system.lastMailTo(ada)).body.text).toContain('It has left our bank.');
});

it('as many copies come to the mailbox as should be, then it is told once, and what the customer wrote is in the conversation', async () => {
  const isBound = ({ subject }: Mail): boolean => subject.startsWith('[no more copies today]');
  let words = 0;
  while (!(await system.mailsTo({ email: 'help@example.com' })).some(isBound) && words < 13)
    await adaWrites(`Word ${++words}.`);
  await adaWrites('The last word.');
  const mails = await system.mailsTo({ email: 'help@example.com' });
  expect(mails.filter(isBound)).toHaveLength(1);
  expect(mails.at(-1)).toMatchObject({ subject: expect.stringContaining('[no more copies today]') });
  expect((await conversation()).lines.at(-1)?.text).toBe('The last word.');
});

it('an erasure forgets what agents wrote, too, and no answer to an old copy is kept', async () => {
  await system.callOperatorApi('alice', 'POST', `customers/${ada.customerId}/erase`, { why: 'she asked for it' });
  expect((await conversation()).lines.every(({ text }) => text === null)).toBe(true);
  await answer(copy, { from: 'ann@example.com', text: 'Once more: Friday.' });
  expect(JSON.stringify(await system.storedItems())).not.toMatch(/Friday|left our bank/);
  expect(await system.local.deadLetters()).toEqual([]);
});

it('no function asked for anything that it may not', () => {
  expect(refused).toEqual([]);
});
