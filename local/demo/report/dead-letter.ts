import * as z from 'zod';
import type { QueuedMessage } from '../../emulator/queues/queues';
import type { Undelivered } from './report';

const eventSchema = z.object({ 'detail-type': z.string() });

/** What Lambda puts into a function's on-failure destination. */
const destinationSchema = z.object({
  requestContext: z.object({ condition: z.string() }),
  requestPayload: eventSchema,
  responsePayload: z.object({ errorMessage: z.string() }).optional(),
});

/** Reads from a message of a dead-letter queue what was given up on, and why, as an operator would. */
export function readUndelivered({ body, attributes, queueName }: QueuedMessage): Undelivered {
  const content: unknown = JSON.parse(body);
  const record = destinationSchema.safeParse(content);
  if (record.success) {
    const { requestContext, requestPayload, responsePayload } = record.data;
    return { reason: responsePayload?.errorMessage ?? requestContext.condition, type: requestPayload['detail-type'] };
  }
  const event = eventSchema.safeParse(content);
  const reason = attributes['ERROR_MESSAGE'] ?? attributes['ERROR_CODE'] ?? `it lies in ${queueName}`;
  return { reason, type: event.success ? event.data['detail-type'] : 'unknown' };
}
