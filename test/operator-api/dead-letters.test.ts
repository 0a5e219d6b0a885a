import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { SqsDeadLetters } from '../../lambdas/retry/sqs-dead-letters';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { Queues } from '../../local/emulator/queues/queues';
import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith, OperatorWorld } from './operator-world';

const region = 'eu-central-1';
const queue = (name: string) => ({ name, arn: `arn:aws:sqs:${region}:000000000000:${name}` });
const tagged = (of: string) => ({ Key: `amends:dead-letters:${of}`, Value: `dead-${of} retry-${of}` });

let world: OperatorWorld;
let queues: Queues;
let client: SQSClient;

beforeAll(async () => {
  const functions = ['films', 'mails', 'many'];
  const Tags = [...functions.map(tagged), { Key: 'team', Value: 'care' }];
  const all = functions.flatMap((of) => [queue(`dead-${of}`), queue(`retry-${of}`)]);
  queues = await Queues.start(0, [...all, { ...queue('directory'), Tags }], region);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ ...awsClientConfig, endpoint: queues.url, region, credentials });
  world = await OperatorWorld.start();
  world.deadLetters = new SqsDeadLetters(client, [`${queues.url}/000000000000/directory`]);
});
afterAll(async () => {
  await world.stop();
  client.destroy();
  await queues.stop();
});

const event = {
  id: 'e-1',
  source: 'com.example.video',
  'detail-type': 'VideoPlaybackFailed',
  detail: filmFailure({ purchase: { orderId: 'ord_7' }, incidentId: 'INC-1' }),
};

/** As Lambda writes it of an event that failed too often. */
const failed = {
  requestContext: { condition: 'RetriesExhausted' },
  requestPayload: event,
  responsePayload: { errorType: 'ContractError', errorMessage: 'breaks its contract:\n zoe@example.com is no id' },
};

interface Listed {
  readonly queue: string;
  readonly messages: number;
  readonly events: readonly { readonly messageId: string; readonly reason?: string }[];
}

async function listed(name: string): Promise<Listed> {
  const { body } = await world.get('/dead-letters');
  const found = (body['queues'] as Listed[]).find(({ queue: one }) => one === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
}

async function die(name: string, ...bodies: readonly object[]): Promise<void> {
  for (const body of bodies) await queues.send(queue(`dead-${name}`).arn, JSON.stringify(body));
}

const bodiesIn = async (name: string): Promise<unknown[]> =>
  (await queues.messages(name)).map(({ body }) => JSON.parse(body) as unknown);

describe('an event for which only a person is left', () => {
  it('is listed with what it is, why it is there, and whom to look up, and nothing of a person', async () => {
    await die('films', failed);
    const { body } = await world.get('/dead-letters', onlyWith('look'));
    expect(body['queues']).toEqual([
      {
        queue: 'films',
        messages: 1,
        events: [
          {
            messageId: expect.any(String),
            sentAt: expect.stringMatching(/^20/),
            receiveCount: 1,
            kind: 'VideoPlaybackFailed',
            reason: 'ContractError: breaks its contract: (address) is no id',
            ids: {
              customerId: 'cus_501',
              orderId: 'ord_7',
              lineId: '1',
              paymentId: 'ch_3PqZ0eExample',
              incidentId: 'INC-1',
            },
          },
        ],
      },
      { queue: 'mails', messages: 0, events: [] },
      { queue: 'many', messages: 0, events: [] },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/example\.com|Zoë|Paris/);
  });

  it('is there for the next who looks', async () => {
    const [before, again] = [await listed('films'), await listed('films')];
    expect(again.events.map(({ messageId }) => messageId)).toEqual(before.events.map(({ messageId }) => messageId));
  });

  it('goes back unchanged to where it came from, and is gone from there', async () => {
    const { events } = await listed('films');
    const messageIds = events.map(({ messageId }) => messageId);
    const answer = await world.post('/dead-letters/films/redrive', { why: 'the publisher is mended', messageIds });
    expect(answer).toMatchObject({ status: 200, body: { count: 1, missing: [], isComplete: true } });
    expect(await bodiesIn('retry-films')).toEqual([failed]);
    expect(await bodiesIn('dead-films')).toEqual([]);
    expect(world.audit.events.slice(-2)).toMatchObject([
      { operation: 'redriveDeadLetters', answer: 'asked', actor: ada, about: { queue: 'films', messageIds } },
      { operation: 'redriveDeadLetters', answer: 'done', why: 'the publisher is mended' },
    ]);
    // It is sent once more by somebody who has copied it.
    const copied = await world.post('/dead-letters/films/redrive', { why: 'the publisher is mended', messageIds });
    expect(copied.body).toMatchObject({ count: 0, missing: messageIds });
  });

  it('keeps what EventBridge has noted of it', async () => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: `${queues.url}/000000000000/dead-mails`,
        MessageBody: JSON.stringify(event),
        MessageAttributes: {
          ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' },
          ERROR_MESSAGE: { DataType: 'String', StringValue: 'may not be invoked' },
        },
      }),
    );
    expect((await listed('mails')).events).toMatchObject([{ reason: 'NO_PERMISSIONS: may not be invoked' }]);
    await world.post('/dead-letters/mails/redrive', { why: 'it may now' });
    expect(await queues.messages('retry-mails')).toMatchObject([{ attributes: { ERROR_CODE: 'NO_PERMISSIONS' } }]);
  });

  it('is dropped alone and for good, by whoever names it, and the others are there at once for whoever looks', async () => {
    await die('mails', { ...event, id: 'one' }, { ...event, id: 'two' }, { ...event, id: 'three' });
    const { events } = await listed('mails');
    const [first, ...others] = events.map(({ messageId }) => messageId);
    const answer = await world.post('/dead-letters/mails/drop', { why: 'a test of ours', messageIds: [first, 'gone'] });
    expect(answer).toMatchObject({ status: 200, body: { count: 1, missing: ['gone'], isComplete: true } });
    expect((await listed('mails')).events.map(({ messageId }) => messageId).sort()).toEqual(others.sort());
    expect(await bodiesIn('retry-mails')).toHaveLength(1);
  });

  it('stays where it came after whoever puts all back has looked', async () => {
    await die('films', { ...failed, later: true });
    const seenAt = new Date(Date.now() - 3_600_000).toISOString();
    const answer = await world.post('/dead-letters/films/redrive', { why: 'mended', seenAt });
    expect(answer.body).toEqual({ count: 0, missing: [], isComplete: true });
    expect((await listed('films')).messages).toBe(1);
  });

  it('is one of many: all are put back, however many are shown', async () => {
    await die('many', ...Array.from({ length: 23 }, (_, n) => ({ ...event, id: `e-${n}` })));
    const before = await listed('many');
    expect(before).toMatchObject({ messages: 23 });
    expect(before.events).toHaveLength(10);
    expect((await world.post('/dead-letters/many/redrive', { why: 'mended' })).body).toMatchObject({ count: 23 });
    expect(await bodiesIn('retry-many')).toHaveLength(23);
  });
});

it('no letter of a queue that there is not is put back or dropped', async () => {
  const unknown = { status: 404, body: { why: expect.stringContaining('no function has a dead-letter queue') } };
  expect(await world.post('/dead-letters/retry-films/redrive', { why: 'mended' })).toMatchObject(unknown);
  expect(await world.post('/dead-letters/retry-films/drop', { why: 'x', messageIds: ['1'] })).toMatchObject(unknown);
});

it('who may only look puts nothing back and drops nothing, and nobody drops what they do not name', async () => {
  for (const act of ['redrive', 'drop']) {
    const body = { why: 'x', messageIds: ['1'], ...(act === 'redrive' && { seenAt: world.clock().toISOString() }) };
    expect((await world.post(`/dead-letters/films/${act}`, body, onlyWith('look'))).status).toBe(403);
  }
  const all = await world.ask({ method: 'POST', path: '/dead-letters/films/drop', actor: ada, body: '{"why":"x"}' });
  expect(all).toMatchObject({ status: 400, body: { problems: [expect.stringMatching(/^messageIds/)] } });
});
