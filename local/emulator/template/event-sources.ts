import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { TemplateError } from '../assembly/template-error';
import { functionName } from './functions';
import { placeOf, type Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';

/** A queue whose messages Lambda passes to a function in batches. */
export interface EventSource {
  readonly queueArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** Most batches in progress at once, where it is limited. */
  readonly maximumConcurrency?: number | undefined;
  /** Whether the function reports failed messages one by one. Otherwise a batch fails as a whole. */
  readonly namesFailures: boolean;
}

const mappingSchema = z.object({
  EventSourceArn: z
    .string()
    .regex(/^arn:[\w-]+:sqs:/, { error: 'the local system supports event source mappings from SQS queues only' }),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().min(1).max(10_000).default(10),
  // Nothing waits for a batch to fill here: batches may be smaller than in AWS.
  MaximumBatchingWindowInSeconds: z.number().min(0).max(300).default(0),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().min(2).max(1000).optional() }).optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
});

export function readEventSource(resource: Resource, resolver: Resolver): EventSource {
  refuseProperties(resource, {
    FilterCriteria: 'the local system does not filter messages.',
    DestinationConfig: 'SQS has no destinations; name a dead-letter queue in the redrive policy of the queue.',
  });
  const read = resolver.read(resource, mappingSchema);
  if (read.BatchSize > 10 && read.MaximumBatchingWindowInSeconds < 1) {
    throw new Error(
      `${resource.logicalId}: Lambda wants a batching window of a second at least for more than ten messages.`,
    );
  }
  return {
    queueArn: read.EventSourceArn,
    functionName: functionName(read.FunctionName),
    enabled: read.Enabled,
    batchSize: read.BatchSize,
    maximumConcurrency: read.ScalingConfig?.MaximumConcurrency,
    namesFailures: read.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  };
}

/** A function that is run with what is published on a topic. */
export interface Subscription {
  readonly topicArn: string;
  readonly functionName: string;
}

/** Protocols of a topic's subscriptions that end with a person. */
const peopleProtocols = ['email', 'email-json', 'sms'];

const subscriptionSchema = z.object({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() });

/** Reads who is told of a topic: nobody here where it is a person. */
export function readSubscription(resource: Resource, resolver: Resolver): Subscription[] {
  const { Protocol } = resolver.read(resource, z.object({ Protocol: z.string() }));
  if (peopleProtocols.includes(Protocol)) return [];
  if (Protocol !== 'lambda') {
    throw new TemplateError(placeOf(resource), `the local system delivers no notifications to ${Protocol}.`);
  }
  refuseProperties(resource, {
    FilterPolicy: 'the local system does not filter notifications.',
    RedrivePolicy: 'a function of the local system is always reached.',
  });
  const { TopicArn, Endpoint } = resolver.read(resource, subscriptionSchema);
  return [{ topicArn: TopicArn, functionName: functionName(Endpoint) }];
}
