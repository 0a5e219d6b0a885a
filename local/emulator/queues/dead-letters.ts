import type { QueuedMessage, Queues } from './queues';
import { queueName } from './queues';
import type { SystemTemplate } from '../template/template';

/**
 * Names of the queues that hold failed messages: those that the template names as dead-letter queue or destination, and
 * those that neither receive events from a rule nor feed a function, such as one to which a function moves what it
 * retried too often.
 */
function deadLetterQueues({ rules, schedules, functions, queues, eventSources }: SystemTemplate): string[] {
  const delivered = new Set([
    ...rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)),
    ...eventSources.map(({ queueArn }) => queueArn),
  ]);
  const arns = [
    ...rules.flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn)),
    ...schedules.map(({ deadLetterArn }) => deadLetterArn),
    ...functions.flatMap(({ asynchronous }) => [asynchronous.onFailureArn, asynchronous.deadLetterArn]),
    ...queues.map(({ RedrivePolicy }) => RedrivePolicy?.deadLetterTargetArn),
    ...queues.map(({ arn }) => arn).filter((arn) => !delivered.has(arn)),
  ];
  return [...new Set(arns.filter((arn) => arn !== undefined).map(queueName))];
}

/** All messages of those queues, queue by queue. Reading removes nothing. */
export async function readDeadLetters(template: SystemTemplate, queues: Queues): Promise<QueuedMessage[]> {
  const messages = await Promise.all(deadLetterQueues(template).map((name) => queues.messages(name)));
  return messages.flat();
}
