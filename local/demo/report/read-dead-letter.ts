import * as z from 'zod';
import type { QueuedMessage } from '../../emulator/queues/queues';
import type { UndeliveredEvent } from './report';

const eventSchema = z.object({ 'detail-type': z.string() });

/** The record that Lambda sends to a function's on-failure destination. */
const destinationSchema = z.object({
  requestContext: z.object({ condition: z.string() }),
  requestPayload: eventSchema,
  responsePayload: z.object({ errorMessage: z.string() }).optional(),
});

/** Reads which event a message of a retry queue or dead-letter queue holds, and why it failed. */
export function readDeadLetter({ body, attributes, queueName }: QueuedMessage): UndeliveredEvent {
  const content: unknown = JSON.parse(body);
  const record = destinationSchema.safeParse(content);
  if (record.success) {
    const { requestContext, requestPayload, responsePayload } = record.data;
    return { reason: responsePayload?.errorMessage ?? requestContext.condition, type: requestPayload['detail-type'] };
  }
  const event = eventSchema.safeParse(content);
  const reason = attributes['ERROR_MESSAGE'] ?? attributes['ERROR_CODE'] ?? `it is in ${queueName}`;
  return { reason, type: event.success ? event.data['detail-type'] : 'unknown' };
}
