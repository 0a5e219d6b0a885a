import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SqsRetryQueue } from '../../lambdas/retry/sqs-retry-queue';
import type { TestSystem } from './test-system';

/**
 * Moves what waits in the retry queue of films to their dead letters, as the sweep does once it has tried it too often.
 *
 * @param copies how many lie there then: after a crash in between there is one too many
 */
export async function deadLetter({ local }: TestSystem, { copies }: { readonly copies: 1 | 2 }): Promise<void> {
  const { template, endpoints } = local;
  const urlOf = (kind: RegExp): string => {
    const found = template.queues.find(({ name }) => /VideoPlaybackFailed/.test(name) && kind.test(name));
    return `${endpoints.queues}/000000000000/${found?.name ?? ''}`;
  };
  const [queueUrl, deadLetterQueueUrl] = [urlOf(/RetryQueue/), urlOf(/DeadLetterQueue/)];
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: endpoints.queues, region: template.region, credentials });
  const retries = new SqsRetryQueue(client, { functionName: 'video-playback-failed', queueUrl, deadLetterQueueUrl });
  const [event] = await retries.receive(1);
  if (!event) throw new Error('nothing waits in the retry queue');
  if (copies === 2) {
    await client.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: event.body }));
  }
  await retries.deadLetter(event);
  client.destroy();
}
