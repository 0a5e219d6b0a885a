import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import { manyReportsAndLetters } from '../../local/system/provider-url';
import { synthesize } from '../../local/system/synthesize';
import type { SystemEvent } from '../../local/system/system-event';
import { TestSystem } from './test-system';

// Somebody writes who has bought nothing, on the page and by mail: through the real functions, SMTP and the inbox, to a
// person and back. The tests run in order.

const refused: AccessChecked[] = [];
let system: TestSystem;
let synthesized: Awaited<ReturnType<typeof synthesize>>;

beforeAll(async () => {
  synthesized = await synthesize({
    context: { reports: manyReportsAndLetters, replies: '{"domain":"replies.example.com"}' },
  });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
});
afterAll(async () => {
  await system.local.stop();
  await synthesized.stop();
});

const listSchema = z.object({
  conversations: z.array(z.object({ customerId: z.string(), remedyId: z.string(), failureType: z.string() })),
});

async function letters() {
  const { stdout } = await system.runCommand('alice', 'conversations', 'list', '--json');
  return listSchema.parse(JSON.parse(stdout)).conversations.filter(({ failureType }) => failureType === 'Letter');
}

const shownSchema = z.object({
  conversation: z.object({
    state: z.string(),
    lines: z.array(z.object({ by: z.string(), text: z.nullable(z.string()), why: z.optional(z.string()) })),
  }),
});

async function shown({ customerId, remedyId }: { readonly customerId: string; readonly remedyId: string }) {
  const { stdout } = await system.runCommand('alice', 'conversations', 'show', customerId, remedyId, '--json');
  return shownSchema.parse(JSON.parse(stdout)).conversation;
}

async function write(fields: Record<string, string>): Promise<Response> {
  const { shop } = system.local;
  const page = new URL('write?lang=en', new URL(shop.linkFor('nobody')).href.split('?')[0]);
  expect(await (await fetch(page)).text()).toContain('Write to us');
  const response = await fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  await system.local.idle();
  return response;
}

const mo = { email: 'mo@example.com', text: 'Dear film people,\nthe otter was best.\nMo, 7', website: '' };

it('a letter from the page is a conversation of its own kind, which a person sees, and nothing is sent for it', async () => {
  expect((await write(mo)).status).toBe(303);
  await write(mo);
  const [written, ...others] = await letters();
  expect(others).toEqual([]);
  expect(written && (await shown(written))).toMatchObject({
    state: 'new',
    lines: [{ by: 'customer', text: mo.text, why: expect.stringContaining('nobody has proven') }],
  });
  expect(system.publishedTypes).toContain('ConversationOpened');
  expect(await system.mailsTo({ email: 'mo@example.com' })).toEqual([]);
});

it('a person answers it, and who wrote reads that, and nothing of what was typed on the page', async () => {
  const [written] = await letters();
  if (!written) throw new Error('there is no letter');
  const place = [written.customerId, written.remedyId];
  expect(await system.runCommand('alice', 'conversations', 'take', ...place)).toMatchObject({ code: 0 });
  const words = ['--message', 'Thank you, Mo!', '--signed-by', 'Ann Lee'];
  expect(await system.runCommand('alice', 'conversations', 'answer', ...place, ...words)).toMatchObject({ code: 0 });
  await system.local.idle();
  const [mail, ...others] = await system.mailsTo({ email: 'mo@example.com' });
  expect(others).toEqual([]);
  expect(mail?.body.text).toContain('Thank you, Mo!');
  expect(`${mail?.subject}${mail?.body.text}`).not.toContain('otter');
  expect(await shown(written)).toMatchObject({ state: 'answered' });
});

it('who answers the answer is heard in the same conversation', async () => {
  const [mail] = await system.mailsTo({ email: 'mo@example.com' });
  const page = new URL(`/answer/${mail?.messageId ?? ''}`, system.local.endpoints.mail);
  const form = {
    from: 'mo@example.com',
    to: mail?.replyTo[0] ?? '',
    subject: 'Re: hello',
    text: 'I drew it.',
    signedIn: 'on',
  };
  await fetch(page, { method: 'POST', body: new URLSearchParams(form) });
  await system.local.idle();
  const [written] = await letters();
  expect(written && (await shown(written))).toMatchObject({ state: 'reopened' });
});

async function sendMail(from: string, user: string | undefined): Promise<void> {
  const { hostname: host, port } = new URL(system.local.endpoints.smtp);
  const auth = user === undefined ? {} : { auth: { user, pass: 'local' } };
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true, ...auth });
  await transport.sendMail({ from, to: 'hello@replies.example.com', subject: 'Your films', text: 'Too long.' });
  transport.close();
  await system.local.idle();
}

it('a mail that answers none of ours is a letter of whoever is proven to have written it, and in the mailbox too', async () => {
  const before = (await letters()).length;
  await sendMail('critic@example.com', 'critic@example.com');
  expect(await letters()).toHaveLength(before + 1);
  const copies = await system.mailsTo({ email: 'help@example.com' });
  expect(copies.length).toBeGreaterThan(0);
  // Of whoever is not proven nothing is opened.
  await sendMail('other@example.com', undefined);
  expect(await letters()).toHaveLength(before + 1);
  expect((await system.mailsTo({ email: 'help@example.com' })).length).toBe(copies.length + 1);
});

it('three letters of one address are taken in a day', async () => {
  for (const text of ['One.', 'Two.', 'Three.']) await write({ ...mo, email: 'often@example.com', text });
  expect((await write({ ...mo, email: 'often@example.com', text: 'Four.' })).status).toBe(429);
});

it('no function did what its role does not allow', () => {
  expect(refused).toEqual([]);
});
