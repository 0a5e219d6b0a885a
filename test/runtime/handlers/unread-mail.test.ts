import type { Context, SQSBatchResponse } from 'aws-lambda';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { apologyHandler, type WiredApologies } from '../../../lambdas/runtime/handlers/apology-handler';
import { exampleBrands } from '../../fakes/brands';
import { silent } from '../../fakes/silent-telemetry';
import { MessageWorld } from '../../flow/message/message-world';

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

async function deployed(messages = true) {
  const world = await MessageWorld.withBouncedMail();
  const ports: WiredApologies['ports'] = {
    ...world.emailPorts(),
    incidents: world.incidents,
    limits: world.limits,
    mailer: world.mailer,
  };
  const wired: WiredApologies = {
    ports,
    brands: exampleBrands,
    messaging: messages ? world.messagingPorts() : undefined,
  };
  const handler = apologyHandler([videoPlaybackFailed], () => wired, silent);
  const [unread] = world.undelivered.published;
  const event = {
    id: 'evt-1',
    time: '2026-11-20T20:46:00Z',
    source: 'amends',
    'detail-type': 'MailUndelivered',
    detail: { schemaVersion: 1, ...unread },
  };
  return { world, handler, event };
}

it('a mail that came back is said by the function that writes to customers, on the channel that its customer named', async () => {
  const { world, handler, event } = await deployed();
  await expect(handler(event as never, context)).resolves.toMatchObject({ result: 'sent', network: 'sms' });
  expect(world.sms.begun.map(({ text }) => text)).toEqual([expect.stringMatching(/refunded £3\.99/)]);
});

it('so it is from the queue, in the lane of its customer', async () => {
  const { world, handler, event } = await deployed();
  const batch = { Records: [{ messageId: 'm1', body: JSON.stringify(event), attributes: {} }] };
  const { batchItemFailures } = (await handler(batch as never, context)) as SQSBatchResponse;
  expect([batchItemFailures, world.sms.begun.length]).toEqual([[], 1]);
});

it('where no channel is deployed it fails loudly, and sends nothing', async () => {
  const { world, handler, event } = await deployed(false);
  await expect(handler(event as never, context)).rejects.toThrow(/no channel is deployed/);
  expect(world.sms.begun).toEqual([]);
});

it('an event that breaks its contract sends nothing', async () => {
  const { world, handler, event } = await deployed();
  const broken = { ...event, detail: { ...event.detail, template: 'poem' } };
  await expect(handler(broken as never, context)).rejects.toThrow();
  expect(world.sms.begun).toEqual([]);
});
