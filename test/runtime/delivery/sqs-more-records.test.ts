import { createHash } from 'node:crypto';
import * as sqs from '@aws-sdk/client-sqs';
import { SqsMoreRecords } from '../../../lambdas/runtime/delivery/sqs-more-records';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { ScriptedHttp } from '../../fakes/scripted-http';

const queueUrl = 'https://sqs.example.com/1/failures';

let http: ScriptedHttp;
let records: SqsMoreRecords;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const place = { endpoint: http.url, useQueueUrlAsEndpoint: false, region: 'eu-west-1' };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  records = new SqsMoreRecords(queueUrl, { ...awsClientConfig, ...place, credentials }, async () => sqs);
});
afterEach(() => http.stop());

function asked(): { readonly action: string; readonly body: unknown }[] {
  return http.calls.map(({ headers, body }) => ({
    action: String(headers['x-amz-target']).replace('AmazonSQS.', ''),
    body: JSON.parse(body) as unknown,
  }));
}

it('receives ten, which nobody else gets for three minutes', async () => {
  const MD5OfBody = createHash('md5').update('text').digest('hex');
  const Messages = [{ MessageId: 'm', Body: 'text', ReceiptHandle: 'r', MD5OfBody }];
  http.answer = () => ({ status: 200, body: JSON.stringify({ Messages }) });
  await expect(records.receive()).resolves.toEqual([{ messageId: 'm', body: 'text', receipt: 'r' }]);
  expect(asked()).toEqual([
    { action: 'ReceiveMessage', body: { QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 180 } },
  ]);
});

it('an empty queue has none', async () => {
  http.answer = () => ({ status: 200, body: '{}' });
  await expect(records.receive()).resolves.toEqual([]);
});

it('deletes ten at a time', async () => {
  http.answer = () => ({ status: 200, body: JSON.stringify({ Successful: [], Failed: [] }) });
  await records.delete(Array.from({ length: 12 }, (_, n) => ({ messageId: `m${n}`, body: '', receipt: `r${n}` })));
  const sizes = asked().map(({ action, body }) => [action, (body as { readonly Entries: unknown[] }).Entries.length]);
  expect(sizes).toEqual([
    ['DeleteMessageBatch', 10],
    ['DeleteMessageBatch', 2],
  ]);
});

it('where there is no queue in front of the function there are no more records', () => {
  expect(SqsMoreRecords.inFront(undefined, awsClientConfig)).toBeUndefined();
  expect(SqsMoreRecords.inFront(queueUrl, awsClientConfig)).toBeInstanceOf(SqsMoreRecords);
});
