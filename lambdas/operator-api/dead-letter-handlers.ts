import { noQueue, ok } from './answers/operator-response';
import { handlerOf } from './handler';
import { operations } from './operation';

/** What people do with events for which only a person is left. */
export const deadLetterHandlers = {
  listDeadLetters: handlerOf(operations.listDeadLetters, async (_, { ports: { deadLetters } }) =>
    ok({ queues: await deadLetters.list() }),
  ),

  redriveDeadLetters: handlerOf(operations.redriveDeadLetters, async ({ params, body }, { ports: { deadLetters } }) => {
    const { messageIds, seenAt: sentUntil } = body;
    const handled = await deadLetters.redrive(params.queue, { messageIds, sentUntil });
    return handled ? ok(handled) : noQueue;
  }),

  dropDeadLetters: handlerOf(operations.dropDeadLetters, async ({ params, body }, { ports: { deadLetters } }) => {
    const handled = await deadLetters.drop(params.queue, body.messageIds);
    return handled ? ok(handled) : noQueue;
  }),
};
