import { createHash } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SqsRetryQueue } from '../../lambdas/retry/sqs-retry-queue';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { ScriptedHttp } from '../fakes/scripted-http';

const queueUrl = 'https://sqs.example.com/1/retry';
const deadLetterQueueUrl = 'https://sqs.example.com/1/dead-letter';

let http: ScriptedHttp;
let place: SqsRetryQueue;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new SQSClient({
    ...awsClientConfig,
    endpoint: http.url,
    useQueueUrlAsEndpoint: false,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  place = new SqsRetryQueue(client, { functionName: 'remedies', queueUrl, deadLetterQueueUrl });
});
afterEach(() => http.stop());

/** What the queue was asked for, in order. */
function asked(): { readonly action: string; readonly body: unknown }[] {
  return http.calls.map(({ headers, body }) => ({
    action: String(headers['x-amz-target']).replace('AmazonSQS.', ''),
    body: JSON.parse(body) as unknown,
  }));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

async function taken(...bodies: readonly string[]) {
  const Messages = bodies.map((Body, index) => ({
    MessageId: `m-${index}`,
    ReceiptHandle: `receipt-${index}`,
    Body,
    MD5OfBody: md5(Body),
    Attributes: { ApproximateReceiveCount: '3' },
  }));
  http.answer = () => ({ status: 200, body: JSON.stringify({ Messages }) });
  const events = await place.receive(50);
  http.answer = ({ body }) => {
    const { MessageBody = '' } = JSON.parse(body) as { MessageBody?: string };
    return { status: 200, body: JSON.stringify({ MD5OfMessageBody: md5(MessageBody) }) };
  };
  return events;
}

it('the event is found in the record that Lambda writes of it, with its error', async () => {
  const record = {
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: { detail: 1 },
    responsePayload: { errorType: 'ContractError', errorMessage: 'no' },
  };
  const [event] = await taken(JSON.stringify(record));
  expect(event).toEqual({
    payload: { detail: 1 },
    errorName: 'ContractError',
    receiveCount: 3,
    receipt: 'receipt-0',
    body: JSON.stringify(record),
  });
});

it.each([
  ['the bare event that EventBridge could not hand over', '{"detail":1}', { detail: 1 }],
  ['a record without an answer', '{"requestPayload":{"detail":1}}', { detail: 1 }],
  ['what is not JSON at all', 'oops', 'oops'],
])('%s is an event too, without a known error', async (_, body, payload) => {
  const [event] = await taken(body);
  expect(event).toMatchObject({ payload, body });
  expect(event?.errorName).toBeUndefined();
});

it('receives no more than a queue gives at once, and hides it from others for longer than a function runs', async () => {
  await taken('{}');
  expect(asked()).toMatchObject([
    { action: 'ReceiveMessage', body: { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 120 } },
  ]);
});

it('an empty queue gives nothing', async () => {
  await expect(taken()).resolves.toEqual([]);
});

it('is retried later by keeping it hidden, and deleted when it is done', async () => {
  const [event] = await taken('{}');
  if (!event) throw new Error('nothing was taken');
  await place.retryLater(event, 240);
  await place.delete(event);
  expect(asked().slice(1)).toEqual([
    {
      action: 'ChangeMessageVisibility',
      body: { QueueUrl: queueUrl, ReceiptHandle: 'receipt-0', VisibilityTimeout: 240 },
    },
    { action: 'DeleteMessage', body: { QueueUrl: queueUrl, ReceiptHandle: 'receipt-0' } },
  ]);
});

it('is sent to the dead-letter queue before it is deleted, unchanged', async () => {
  const [event] = await taken('{"requestPayload":{}}');
  if (!event) throw new Error('nothing was taken');
  await place.deadLetter(event);
  expect(asked().slice(1)).toEqual([
    { action: 'SendMessage', body: { QueueUrl: deadLetterQueueUrl, MessageBody: '{"requestPayload":{}}' } },
    { action: 'DeleteMessage', body: { QueueUrl: queueUrl, ReceiptHandle: 'receipt-0' } },
  ]);
});
