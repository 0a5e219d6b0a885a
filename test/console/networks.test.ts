import { DynamoAmplifiedIncidents } from '../../lambdas/channels/amplification/dynamo-amplified-incidents';
import { messageReceivedSchema } from '../../lambdas/channels/events/channel-events';
import { DynamoConversations } from '../../lambdas/conversation/dynamo-conversations';
import { hearAmplified, hearMessage, type ThreadContext } from '../../lambdas/flow/thread/hear-message';
import { hourMs } from '../../lambdas/model/durations';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { plainOwners } from '../conversation/owners/plain-owners';
import { FakeConversationEvents } from '../fakes/fake-conversation-events';
import { filmFailure } from '../fakes/film-failure';
import { RecordingObserver } from '../fakes/recording-observer';
import { tableName } from '../ledger/ledger-table';
import { inRole } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

// What people see of a conversation on a network: its window, whose it is, and what may be said there.

let world: ConsoleWorld;
let paid: string;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  const { operator } = world;
  ({ remedyId: paid } = await operator.deliver(filmFailure({ customer: { id: 'cus_1' } })));
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

/** Somebody writes in Messenger, where a person may answer for seven days. @returns where their conversation is */
async function written(handle: string, text: string, agoHours: number, cause?: string): Promise<string> {
  const { operator } = world;
  const writtenAt = new Date(operator.now - agoHours * hourMs);
  const until = new Date(writtenAt.getTime() + 7 * 24 * hourMs).toISOString();
  const message = messageReceivedSchema.parse({
    schemaVersion: 1,
    replyTo: {
      network: 'messenger',
      account: '103871',
      messageId: `m_${handle}`,
      threadId: handle,
      writtenAt: writtenAt.toISOString(),
    },
    channel: 'messenger',
    author: { handle, name: 'Ruth <M.>' },
    text,
    isPublic: false,
    attachments: 2,
    ways: [{ to: 'author', name: 'Messenger', longestText: 2_000, until }],
    judgedAs: 'for-a-person',
    why: 'nobody has said who wrote it',
    ...(cause !== undefined && { cause }),
    receivedAt: operator.clock().toISOString(),
  });
  await hearMessage(message, contextOf(handle));
  const browser = world.browserOf(inRole('agent', 'amir'));
  const list = await browser.open('/conversations');
  const links = list.page('tbody a').toArray();
  const paths = links.map((link) => list.page(link).attr('href') ?? '');
  for (const path of paths) if ((await browser.open(path)).text.includes(text)) return path;
  throw new Error('no conversation has it');
}

/** What the function that keeps conversations on networks works with. */
function contextOf(name: string): ThreadContext {
  const { operator } = world;
  const conversations = new DynamoConversations(operator.client, tableName);
  let tokens = 0;
  return {
    ledger: operator.ledger,
    conversations,
    marks: conversations,
    amplified: new DynamoAmplifiedIncidents(operator.client, tableName),
    events: new FakeConversationEvents(),
    owners: plainOwners,
    observer: new RecordingObserver(),
    clock: () => operator.clock(),
    newToken: () => `${name}-${++tokens}`,
  };
}

it('the page names nobody for certain, says what is with it, and offers what the network takes', async () => {
  const path = await written('1001', 'Is this thing on?', 1);
  const browser = world.browserOf(inRole('agent', 'amir'));
  const shown = await browser.open(path);
  expect(shown.text).toContain('Ruth <M.> in private');
  expect(shown.text).toContain('With 2 pictures or the like, which the network has.');
  expect(shown.text).toContain('nobody we know: nothing can be given');
  expect(shown.text).toContain('They alone, on Messenger: up to 2000 characters');
  expect(shown.text).not.toContain('Give this customer something');
  expect(shown.text).not.toContain('Answer soon');
  const list = await browser.open('/conversations');
  expect(list.page('tbody tr').first().text()).toContain('Messenger');
});

it('warns before the network takes no answer, and says so once it does not', async () => {
  const browser = world.browserOf(inRole('agent', 'amir'));
  const soon = await browser.open(await written('1002', 'I wrote six days ago.', 6.8 * 24));
  expect(soon.text).toContain('Answer soon: Messenger takes no answer after');
  const over = await browser.open(await written('1003', 'I wrote eight days ago.', 8 * 24));
  expect(over.text).toContain('Nobody can answer there: Messenger took answers to this until');
  expect(over.page('textarea[name=message]')).toHaveLength(0);
});

it('an agent links it by what they wrote in private, and then sees what happened to that customer', async () => {
  const reference = referenceOf(paid);
  const path = await written('1004', `My reference is ${reference}, I think.`, 1);
  const browser = world.browserOf(inRole('agent', 'amir'));
  const shown = await browser.open(path);
  const guessed = await browser.press(shown, 'Link it', { quoted: 'ord_somebody_elses', why: 'they said so' });
  expect([guessed.status, guessed.text]).toEqual([409, expect.stringContaining('ask them for it in private')]);
  const linked = await browser.press(shown, 'Link it', { quoted: reference, why: 'they said so' });
  expect(linked.text).toContain('Linked. The conversation shows what happened to this customer.');
  expect(linked.text).toContain('cus_1, as somebody has asked them');
  expect(linked.text).toContain('What was given, and why');
  expect(linked.page(`a[href="/customers/cus_1/give?remedy=${paid}"]`)).toHaveLength(1);
  expect(linked.text).toContain('linked to the customer cus_1');
});

it('what many write about is on the first page, with who wrote when, whom we know and who waits', async () => {
  const browser = world.browserOf(inRole('agent', 'amir'));
  expect((await browser.open('/amplified')).text).toContain('No cause has made so many people write');
  const cause = 'never again';
  const path = await written('2001', 'Never again, says one.', 0.5, cause);
  await written('2002', 'Never again, says another.', 0.25, cause);
  const incident = {
    schemaVersion: 1,
    network: 'messenger',
    account: '103871',
    cause,
    people: 2,
    withinMinutes: 60,
    incidentId: 'amplified-0a1b2c-20261120',
    openedAt: world.operator.clock().toISOString(),
  } as const;
  await hearAmplified(incident, contextOf('once'));
  await hearAmplified(incident, contextOf('again'));
  const first = await browser.open('/');
  expect(first.text).toContain('“never again” on Messenger: 2 people or more');
  const page = await browser.open(first.page('section[aria-labelledby=many] a').attr('href') ?? '');
  expect(page.text).toContain('2 posts of 2 people');
  expect(page.text).toContain('0 of them are customers whom we know');
  expect(page.page('tbody tr')).toHaveLength(2);
  expect(page.page('tbody tr').first().text()).toContain('Never again, says one.');
  expect(page.page('tbody tr').first().text()).toContain('not answered');
  expect(page.page(`tbody a[href="${path}"]`)).toHaveLength(1);
  expect((await browser.open('/amplified/none')).status).toBe(404);
});
