import * as z from 'zod';
import { deadLetter } from './dead-letter';
import { SwitchableProxy } from './switchable-proxy';
import { playbackFailure, TestSystem } from './test-system';

// What a person does about events for which only a person is left, with the queues and the rights of the template.

let system: TestSystem;
const provider: SwitchableProxy = new SwitchableProxy(() => system.local.endpoints.provider);
beforeAll(async () => {
  await provider.open();
  system = await TestSystem.open({ providerUrl: provider.url });
});
afterAll(async () => {
  await provider.close();
  await system.local.stop();
});

const listSchema = z.object({
  queues: z.array(
    z.object({
      queue: z.string(),
      messages: z.number(),
      events: z.array(
        z.object({
          messageId: z.string(),
          kind: z.string().optional(),
          reason: z.string().optional(),
          ids: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});

const films = 'video-playback-failed';

async function listed(queue = films) {
  const { answer } = await system.callOperatorApi('alice', 'GET', 'dead-letters');
  const { queues } = listSchema.parse(answer);
  return { queues, found: queues.find((one) => one.queue === queue) };
}

it('the dead-letter queue of each function is listed', async () => {
  const { queues } = await listed();
  const deadLetterQueues = system.local.template.queues.filter(({ name }) => name.includes('DeadLetterQueue'));
  expect(queues).toHaveLength(deadLetterQueues.length);
  expect(queues.map(({ queue }) => queue)).toEqual(
    expect.arrayContaining([films, 'apology-mail', 'email-events', 'partner-responses', 'provider-updates']),
  );
});

it('an event that breaks its contract is listed with its problem, and dropped once nobody needs it', async () => {
  const entry = playbackFailure(41);
  const failed = await system.publishFailure({ ...entry, Detail: { ...entry.Detail, evidence: 'guessed' } });
  await system.runSweep();
  const [broken, ...others] = (await listed()).found?.events ?? [];
  expect(others).toEqual([]);
  expect(broken).toMatchObject({
    kind: 'VideoPlaybackFailed',
    reason: expect.stringMatching(/^ContractError: .*evidence: /),
    ids: { customerId: 'cus_41', orderId: 'ord_41', paymentId: failed.paymentId },
  });
  const path = `dead-letters/${films}/drop`;
  const answered = await system.callOperatorApi('alice', 'POST', path, {
    why: 'published again, corrected',
    messageIds: [broken?.messageId],
  });
  expect(answered).toMatchObject({ status: 200, answer: { count: 1 } });
  expect(await system.local.deadLetters()).toEqual([]);
});

it('an event that was tried too often is put back, and its customer gets the money and one mail, also where it is there twice', async () => {
  await provider.close();
  const failed = await system.publishFailure(playbackFailure(42));
  await provider.open();
  await deadLetter(system, { copies: 2 });
  expect(await system.refundsOf(failed)).toEqual([]);
  const ids = { customerId: 'cus_42', orderId: 'ord_42' };
  expect((await listed()).found).toMatchObject({
    messages: 2,
    events: [{ reason: expect.any(String), ids }, { ids }],
  });
  const answered = await system.callOperatorApi('alice', 'POST', `dead-letters/${films}/redrive`, { why: 'mended' });
  expect(answered).toMatchObject({ status: 200, answer: { count: 2, isComplete: true } });
  await system.runSweep();
  expect(await system.local.deadLetters()).toEqual([]);
  expect(await system.refundsOf(failed)).toMatchObject([{ amount: 399 }]);
  expect(await system.mailsTo(failed)).toHaveLength(1);
});
