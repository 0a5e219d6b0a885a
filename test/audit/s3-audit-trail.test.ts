import { S3Client } from '@aws-sdk/client-s3';
import type { AuditEvent } from '../../lambdas/audit/audit-event';
import { S3AuditTrail } from '../../lambdas/audit/s3-audit-trail';
import { startObjects } from '../../local/emulator/objects/objects';
import type { LoopbackServer } from '../../local/emulator/server/loopback-server';

let server: LoopbackServer;
let client: S3Client;
let trail: S3AuditTrail;

beforeEach(async () => {
  server = await startObjects(0, ['Trail']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new S3Client({ endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
  trail = new S3AuditTrail(client, 'Trail');
});
afterEach(async () => {
  client.destroy();
  await server.stop();
});

const event = (requestId: string, time: string, answer: AuditEvent['answer'] = 'done'): AuditEvent => ({
  requestId,
  at: `2026-11-28T${time}Z`,
  actor: 'arn:aws:sts::111111111111:assumed-role/Desk/ada',
  operation: 'switchMode',
  about: { target: 'all', mode: 'off' },
  from: { ip: '192.0.2.7' },
  answer,
});

it('a day is read in the order in which things happened, page by page', async () => {
  const written = [event('b', '08:00:00.000'), event('a', '08:00:00.500', 'asked'), event('a', '23:59:59.999')];
  for (const one of written.toReversed()) await trail.append(one);
  await trail.append({ ...event('c', '00:00:00.000'), at: '2026-11-29T00:00:00.000Z' });
  const first = await trail.read({ day: '2026-11-28', limit: 2 });
  expect(first.events).toEqual(written.slice(0, 2));
  const second = await trail.read({ day: '2026-11-28', after: first.next, limit: 2 });
  expect(second).toEqual({ events: written.slice(2), next: undefined });
});

it('an event whose reply was lost is written again and stands there once, as it was', async () => {
  await trail.append(event('a', '08:00:00.000'));
  await trail.append({ ...event('a', '08:00:00.000'), about: { target: 'none' } });
  expect((await trail.read({ day: '2026-11-28', limit: 10 })).events).toEqual([event('a', '08:00:00.000')]);
});

it('whatever AWS calls a request, it stays in its day', async () => {
  await trail.append(event('../../x=/y', '08:00:00.000'));
  expect((await trail.read({ day: '2026-11-28', limit: 10 })).events).toHaveLength(1);
});

it('a trail that cannot be written says so', async () => {
  await expect(new S3AuditTrail(client, 'Gone').append(event('a', '08:00:00.000'))).rejects.toThrow('NoSuchBucket');
});
