import { SQSClient } from '@aws-sdk/client-sqs';
import { SqsDeadLetters } from '../../lambdas/retry/sqs-dead-letters';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { Queues } from '../../local/emulator/queues/queues';
import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Shown } from './console-world';

const region = 'eu-central-1';
const queue = (name: string) => ({ name, arn: `arn:aws:sqs:${region}:000000000000:${name}` });
const Tags = [{ Key: 'amends:dead-letters:films', Value: 'dead-films retry-films' }];

let world: ConsoleWorld;
let queues: Queues;
let client: SQSClient;
beforeAll(async () => {
  queues = await Queues.start(0, [queue('dead-films'), queue('retry-films'), { ...queue('directory'), Tags }], region);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ ...awsClientConfig, endpoint: queues.url, region, credentials });
  world = await ConsoleWorld.start();
  // Messages bear the time of the queue.
  world.operator.now = Date.now() + 60_000;
  world.operator.deadLetters = new SqsDeadLetters(client, [`${queues.url}/000000000000/directory`]);
});
afterAll(async () => {
  await world.stop();
  client.destroy();
  await queues.stop();
});
afterEach(() => expect(world.errors).toEqual([]));

const waiting = async (name: string): Promise<number> => (await queues.messages(name)).length;

/** As Lambda writes it of an event that failed too often. */
async function die(orderId: string): Promise<void> {
  const detail = filmFailure({ purchase: { orderId } });
  const requestPayload = { id: 'e-1', source: 'com.example.video', 'detail-type': 'VideoPlaybackFailed', detail };
  const responsePayload = { errorType: 'ContractError', errorMessage: 'it breaks its contract' };
  const failed = { requestContext: { condition: 'RetriesExhausted' }, requestPayload, responsePayload };
  await queues.send(queue('dead-films').arn, JSON.stringify(failed));
}

/** The tick beside the event of this order. */
function tickOf({ page }: Shown, orderId: string): Record<string, string> {
  const name = page(`tbody tr:contains("${orderId}") input[type=checkbox]`).attr('name');
  if (name === undefined) throw new Error(`${orderId} has no tick`);
  return { [name]: 'on' };
}

it('an event that was tried to the end is shown with its reason and its ids, and without name or address', async () => {
  await die('ord_1');
  const shown = await world.browserOf(onlyWith('look')).open('/dead-letters');
  expect(shown.text).toContain('Video playback failed');
  expect(shown.text).toContain('it breaks its contract');
  expect(shown.text).toContain('ord_1');
  expect(shown.text).not.toMatch(/zoe@|Zoë/);
  expect(shown.page('main button')).toHaveLength(0);
});

it('the one that was ticked goes back on its way, and the other stays', async () => {
  await die('ord_2');
  const browser = world.browserOf(ada);
  const list = await browser.open('/dead-letters');
  const before = await waiting('dead-films');
  const done = await browser.press(list, 'Put the ticked ones back', { why: 'Mended.', ...tickOf(list, 'ord_2') });
  expect(done.text).toContain('Put back. They are tried once more');
  expect([await waiting('dead-films'), await waiting('retry-films')]).toEqual([before - 1, 1]);
});

it('before an event is dropped it is asked once, with how many they are', async () => {
  await die('ord_3');
  const browser = world.browserOf(ada);
  const list = await browser.open('/dead-letters');
  const before = await waiting('dead-films');
  const asked = await browser.press(list, 'Drop the ticked ones …', tickOf(list, 'ord_3'));
  expect(asked.text).toContain('1 event of Films is deleted for good.');
  expect(await waiting('dead-films')).toBe(before);
  const done = await browser.press(asked, 'Drop 1 event', { why: 'A test of ours.' });
  expect(done.text).toContain('Dropped.');
  expect(await waiting('dead-films')).toBe(before - 1);
});

it('what somebody else has dropped meanwhile is not said to be dropped or put back', async () => {
  await die('ord_5');
  await die('ord_6');
  const browser = world.browserOf(ada);
  const list = await browser.open('/dead-letters');
  const both = { ...tickOf(list, 'ord_5'), ...tickOf(list, 'ord_6') };
  const [alone, asked] = [
    await browser.press(list, 'Drop the ticked ones …', tickOf(list, 'ord_5')),
    await browser.press(list, 'Drop the ticked ones …', both),
  ];
  expect((await browser.press(alone, 'Drop 1 event', { why: 'A test.' })).text).toContain('Dropped.');
  const some = await browser.press(asked, 'Drop 2 events', { why: 'A test.' });
  expect(some.text).toContain('Some were dropped, and not all of those that you ticked');
  const none = await browser.press(asked, 'Drop 2 events', { why: 'A test.' });
  expect(none.text).toContain('Nothing was dropped');
});

it('who puts back one that is there and one that is gone is told so', async () => {
  await die('ord_7');
  await die('ord_8');
  const browser = world.browserOf(ada);
  const list = await browser.open('/dead-letters');
  const both = { ...tickOf(list, 'ord_7'), ...tickOf(list, 'ord_8') };
  await browser.press(list, 'Put the ticked ones back', { why: 'Mended.', ...tickOf(list, 'ord_7') });
  const some = await browser.press(list, 'Put the ticked ones back', { why: 'Mended.', ...both });
  expect(some.text).toContain('Some were put back, and not all of those that you ticked');
});

it('a reason that is missing is told, and nothing is put back', async () => {
  await die('ord_4');
  const browser = world.browserOf(ada);
  const list = await browser.open('/dead-letters');
  const before = await waiting('dead-films');
  const question = await browser.press(list, 'Put all of them back …');
  const refused = await browser.press(question, 'Put all of them back', { why: ' ' });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('Nothing was done');
  expect(await waiting('dead-films')).toBe(before);
});
