import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { functionName } from './functions';
import type { Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';

/** A queue out of which Lambda runs a function with batches of messages. */
export interface EventSource {
  readonly queueArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** How many batches are worked on at once, at most, where it is limited. */
  readonly maximumConcurrency?: number | undefined;
  /** Whether the function names the messages of a batch that it failed on. Otherwise it fails on all or on none. */
  readonly namesFailures: boolean;
}

const mappingSchema = z.object({
  EventSourceArn: z
    .string()
    .regex(/^arn:[\w-]+:sqs:/, { error: 'the local system takes events to functions out of queues of SQS only' }),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z
    .number()
    .max(10, { error: 'the local system takes ten messages at a time, as many as SQS gives at once' })
    .default(10),
  // Nobody waits for company here: batches may be smaller than they would be in AWS.
  MaximumBatchingWindowInSeconds: z.number().optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().min(2).max(1000).optional() }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
});

export function readEventSource(resource: Resource, resolver: Resolver): EventSource {
  refuseProperties(resource, {
    FilterCriteria: 'the local system filters no messages.',
    DestinationConfig: 'SQS knows no destinations; name a dead-letter queue in the redrive policy of the queue.',
  });
  const read = resolver.read(resource, mappingSchema);
  return {
    queueArn: read.EventSourceArn,
    functionName: functionName(read.FunctionName),
    enabled: read.Enabled,
    batchSize: read.BatchSize,
    maximumConcurrency: read.ScalingConfig?.MaximumConcurrency,
    namesFailures: read.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  };
}
