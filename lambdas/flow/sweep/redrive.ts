import { afterFailure, type FailedEvent, type RetryQueue } from '../../retry/retry-queue';
import { inParallel } from '../record/in-parallel';
import type { FlowContext } from '../record/flow-context';

export type RedriveContext = Pick<FlowContext, 'retryQueues' | 'functions' | 'observer'>;

/** Events taken out of one queue at a time. */
const batch = 10;

/**
 * Retries the events that functions failed at. The flow recognises what it did before, so an event may come any number
 * of times. One that fails too often, or can never succeed, goes to the dead-letter queue for a person.
 */
export async function redrive(context: RedriveContext, hasTime: () => boolean): Promise<void> {
  for (const queue of context.retryQueues) {
    while (hasTime()) {
      const events = await take(queue, context);
      if (events.length === 0) break;
      // All at once, because each was counted as tried when it was taken.
      await inParallel(events, batch, (event) => retry(event, queue, context));
    }
  }
}

async function take(queue: RetryQueue, { observer }: RedriveContext): Promise<FailedEvent[]> {
  try {
    return await queue.receive(batch);
  } catch (error) {
    observer.trouble(queue.functionName, 'its retry queue cannot be read', error);
    return [];
  }
}

async function retry(event: FailedEvent, queue: RetryQueue, context: RedriveContext): Promise<void> {
  try {
    await callAgain(event, queue, context);
  } catch (error) {
    // It comes back into the queue by itself.
    context.observer.trouble(queue.functionName, 'a failed event could not be retried', error);
  }
}

async function callAgain(event: FailedEvent, queue: RetryQueue, context: RedriveContext): Promise<void> {
  // What can never succeed is not tried first.
  if (afterFailure(event.errorName, 0).then === 'dead-letter') return deadLetter(event, queue, context);
  const called = await call(event, queue, context);
  if (!called.failed) return queue.delete(event);
  const next = afterFailure(called.errorName, event.receiveCount);
  if (next.then === 'dead-letter') return deadLetter(event, queue, context);
  await queue.retryLater(event, next.delaySeconds);
}

async function call({ payload }: FailedEvent, { functionName }: RetryQueue, context: RedriveContext) {
  try {
    return await context.functions.call(functionName, payload);
  } catch (error) {
    context.observer.trouble(functionName, 'it cannot be run', error);
    return { failed: true, errorName: 'NotRun' } as const;
  }
}

async function deadLetter(event: FailedEvent, queue: RetryQueue, { observer }: RedriveContext): Promise<void> {
  await queue.deadLetter(event);
  observer.step({ step: 'dead-lettered', functionName: queue.functionName });
}
