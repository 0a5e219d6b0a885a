import { DynamoConversations } from '../../lambdas/conversation/dynamo-conversations';
import { hear } from '../../lambdas/conversation/conversation-transitions';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { inRole } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
let path: string;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  const { operator } = world;
  const { remedyId } = await operator.deliver(filmFailure({ customer: { id: 'cus_1' } }));
  const record = await operator.ledger.readRemedy('cus_1', remedyId);
  if (!record) throw new Error('nothing was recorded');
  const conversations = new DynamoConversations(operator.client, tableName);
  const at = '2026-11-20T10:00:00.000Z';
  const of = { customerId: 'cus_1', remedyId, type: record.type };
  const hearing = hear(undefined, of, { id: 'line-1', by: 'customer', at, hash: 'x' }, { at, token: 'one' });
  if (hearing.is !== 'heard') throw new Error('it was not heard');
  await conversations.save(hearing.conversation);
  const text = 'Still no money.\n<script>alert(1)</script>';
  const expiresAt = '2027-02-01T00:00:00.000Z';
  await conversations.keepSaid({
    ...of,
    lineId: 'line-1',
    text,
    subject: 'Re: sorry',
    attached: ['bill.pdf'],
    expiresAt,
  });
  path = `/conversations/cus_1/${remedyId}`;
});
/** The customer writes once more. */
async function reopen(lineId = 'line-2', text?: string): Promise<void> {
  const conversations = new DynamoConversations(world.operator.client, tableName);
  const [, , customerId = '', remedyId = ''] = path.split('/');
  const stored = await conversations.read({ customerId, remedyId });
  if (!stored) throw new Error('there is no conversation');
  const at = '2026-11-20T12:00:00.000Z';
  const hearing = hear(stored, stored, { id: lineId, by: 'customer', at, hash: 'y' }, { at, token: lineId });
  if (hearing.is !== 'heard') throw new Error('it was not heard');
  await conversations.save(hearing.conversation);
  const expiresAt = '2027-02-01T00:00:00.000Z';
  if (text !== undefined) await conversations.keepSaid({ customerId, remedyId, lineId, text, expiresAt });
}

afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

it('an agent finds who waits, reads what was said as text, takes it, and closes it', async () => {
  const browser = world.browserOf(inRole('agent', 'amir'));
  const list = await browser.open('/conversations');
  const one = await browser.open(list.page('tbody a').first().attr('href') ?? '');
  expect(one.path).toBe(path);
  expect(one.text).toContain('<script>alert(1)</script>');
  expect(one.page('.said script')).toHaveLength(0);
  expect(one.text).toContain('Attached, not opened: bill.pdf');
  const taken = await browser.press(one, 'Take it', {});
  expect(taken.text).toContain('You have it.');
  const without = await browser.press(taken, 'Send the answer', {
    message: 'Dear you, it comes on Friday.',
    signedBy: '',
  });
  expect(without.status).toBe(400);
  expect(without.page('textarea[name=message]').text()).toContain('it comes on Friday');
  const closed = await browser.press(taken, 'Close it', { why: 'It has arrived.' });
  expect(closed.text).toContain('It opens again once the customer writes.');
  expect((await browser.open('/conversations')).text).toContain('Nobody waits for an answer.');
});

it('an agent sees by when somebody has to answer, and hands it to the other owner with a note', async () => {
  const browser = world.browserOf(inRole('agent', 'amir'));
  await reopen();
  const list = await browser.open('/conversations?owner=contact-center');
  expect(list.text).toContain('Contact center');
  const one = await browser.open(list.page('tbody a').first().attr('href') ?? '');
  expect(one.text).toContain('Looked after byContact center, to be answered by');
  const handed = await browser.press(one, 'Hand it over', { to: 'marketing', why: 'it is about the film' });
  expect(handed.text).toContain('Handed over. Somebody there takes it.');
  expect(handed.text).toContain('Looked after byMarketing');
  expect((await browser.open('/conversations?owner=contact-center')).text).toContain('Nobody waits for an answer.');
  expect((await browser.open('/conversations?owner=marketing')).page('tbody tr')).toHaveLength(1);
});

it('whoever may only look reads it, is offered no answer, and is refused one all the same', async () => {
  const browser = world.browserOf(inRole('viewer', 'vera'));
  const shown = await browser.open(path);
  expect(shown.page('form.verdict')).toHaveLength(0);
  const token = shown.page('input[name=token]').attr('value') ?? '';
  const refused = await browser.post(`${path}/close`, new URLSearchParams({ token, version: '1', why: 'no' }));
  expect(refused.status).toBe(403);
});

it('of a mail in which nothing is written, such as a picture alone, it says so', async () => {
  await reopen('line-3', '');
  const { text } = await world.browserOf(inRole('agent', 'amir')).open(path);
  expect(text).toContain('Nothing is written in it. The mailbox has the mail as it came.');
});
