import type { QueuedMessage, Queues } from './queues';
import { queueName } from './queues';
import type { SystemTemplate } from '../template/template';

/**
 * Names of the queues in which something ends up that was given up on: those that the template names as such, and those into
 * which nothing is delivered to be worked on, such as one where a function parks what it tried too often.
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

/** All that lies in those queues, in the order of queues. Reading takes nothing out. */
export async function readDeadLetters(template: SystemTemplate, queues: Queues): Promise<QueuedMessage[]> {
  const messages = await Promise.all(deadLetterQueues(template).map((name) => queues.messages(name)));
  return messages.flat();
}
