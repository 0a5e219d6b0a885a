import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { AccessChecked } from '../../local/emulator/events/emulator-event';
import type { SystemEvent } from '../../local/system/system-event';
import { failsLate } from './fails-late';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// Mails are kept as they left, by the real functions of the local stage and its bucket.

const sentSchema = z.object({
  sent: z.object({
    keptAt: z.optional(z.string()),
    to: z.object({ email: z.string() }),
    replyTo: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
  }),
});

const refused: AccessChecked[] = [];
let system: TestSystem;
let client: S3Client;
let bucket: string;

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked' && !event.isGranted) refused.push(event);
  };
  system = await TestSystem.open({ listener });
  const { endpoints, template } = system.local;
  bucket = template.buckets.find((name) => name.includes('SentMails')) ?? '';
  const { AWS_ENDPOINT_URL_S3: endpoint = '' } = endpoints.environment;
  const credentials = { accessKeyId: 'administrator', secretAccessKey: 'local' };
  client = new S3Client({ endpoint, region: template.region, credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await system.local.stop();
});

async function objects(): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

const bodyOf = async (Key: string): Promise<string> =>
  (await (await client.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString()) ?? '';

const shown = ({ customerId, remedyId }: Failed) =>
  system.callOperatorApi('ann', 'POST', `remedies/${customerId}/${remedyId}/preview`, { sent: 'apology' });

it('a mail is shown as the inbox has it, though what it said is true no more; the hash of it is in the ledger, and its customer is in no name', async () => {
  const failed = await system.publishFailure(playbackFailure(1));
  await failsLate(system, failed);
  expect(await system.getRemedy(failed)).toMatchObject({ record: { state: expect.not.stringMatching(/^issued$/) } });
  const { answer } = await shown(failed);
  const { sent } = sentSchema.parse(answer);
  const [mail, ...later] = await system.mailsTo(failed);
  if (!mail) throw new Error('no mail came');
  expect(sent).toMatchObject({
    keptAt: expect.any(String),
    to: { email: failed.email },
    subject: mail.subject,
    replyTo: mail.replyTo[0],
  });
  const asText = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  expect(asText(sent.text)).toBe(asText(mail.body.text));
  expect(asText(sent.html)).toBe(asText(mail.body.html ?? ''));
  const names = await objects();
  expect(names).toHaveLength(1 + later.length);
  expect(names.filter((name) => name.includes(failed.customerId))).toEqual([]);
  expect(JSON.stringify(await system.storedItems())).toMatch(/"keptHash":\{"S":"[\w-]{43}"\}/);
});

it('one that an administrator has changed is said to be changed', async () => {
  const before = await objects();
  const failed = await system.publishFailure(playbackFailure(2));
  const [Key = ''] = (await objects()).filter((name) => !before.includes(name));
  const changed = (await bodyOf(Key)).replaceAll('£3.99', '£399.00');
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: changed, IfNoneMatch: '*' }));
  expect(await shown(failed)).toMatchObject({
    status: 409,
    answer: { why: expect.stringContaining('was changed since it left') },
  });
});

it('an erasure deletes the mails of its customer, and says how many; those of others stay', async () => {
  const before = await objects();
  const failed = await system.publishFailure(playbackFailure(3));
  expect(await objects()).toHaveLength(before.length + 1);
  const { stdout } = await system.runCommand('ann', 'erase', failed.customerId, '--why', 'asked for it');
  expect(stdout).toContain('Mails kept as they left: 1 deleted.');
  expect(await objects()).toEqual(before);
  expect((await shown(failed)).status).toBe(409);
});

it('no function was refused anything on the way', () => {
  expect(refused).toEqual([]);
});
