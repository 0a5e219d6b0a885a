import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';
import { functionName } from './functions';

/** A configuration set whose mails are followed by events on the default bus. */
export interface MailEventDestination {
  readonly configurationSet: string;
  /** In small letters: send, delivery, bounce, complaint, … */
  readonly eventTypes: readonly string[];
}

const noOther = z
  .undefined({
    error: 'the local system publishes events of mails on the default bus only: use EventBridgeDestination',
  })
  .optional();

const destinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
    SnsDestination: noOther,
    KinesisFirehoseDestination: noOther,
    // Counts, and moves no event.
    CloudWatchDestination: z.unknown().optional(),
  }),
});

/** Reads where the events of a configuration set go: none where it is switched off, or only counts. */
export function readMailEventDestination(resource: Resource, resolver: Resolver): MailEventDestination[] {
  const { ConfigurationSetName, EventDestination } = resolver.read(resource, destinationSchema);
  const { Enabled, MatchingEventTypes, EventBridgeDestination } = EventDestination;
  if (!EventBridgeDestination || !Enabled) return [];
  const { EventBusArn } = EventBridgeDestination;
  if (!EventBusArn.endsWith(':event-bus/default')) {
    throw new TemplateError(placeOf(resource), `SES publishes on the default bus only, not on ${EventBusArn}.`);
  }
  const eventTypes = MatchingEventTypes.map((type) => type.toLowerCase().replaceAll('_', ''));
  return [{ configurationSet: ConfigurationSetName, eventTypes }];
}

/** Mail to these recipients is put into a bucket, and then a function is run. */
export interface ReceiptRule {
  /** Domains and addresses. */
  readonly recipients: readonly string[];
  readonly bucket: string;
  readonly keyPrefix: string;
  readonly functionName: string;
}

const actionSchema = z.union([
  z.strictObject({ S3Action: z.strictObject({ BucketName: z.string(), ObjectKeyPrefix: z.string().default('') }) }),
  z.strictObject({
    LambdaAction: z.strictObject({ FunctionArn: z.string(), InvocationType: z.literal('Event').default('Event') }),
  }),
]);

const receiptRuleSchema = z.object({
  Rule: z.object({
    Enabled: z.boolean().default(true),
    Recipients: z.array(z.string()),
    Actions: z.array(actionSchema),
  }),
});

/** Reads a rule for mails that come: first into a bucket, then to a function, as the local system knows it. */
export function readReceiptRule(resource: Resource, resolver: Resolver): ReceiptRule[] {
  const { Enabled, Recipients, Actions } = resolver.read(resource, receiptRuleSchema).Rule;
  const [first, second, ...others] = Actions;
  if (!first || !('S3Action' in first) || !second || !('LambdaAction' in second) || others.length > 0) {
    throw new TemplateError(placeOf(resource), 'the local system puts a mail into a bucket, and then runs a function.');
  }
  const { BucketName: bucket, ObjectKeyPrefix: keyPrefix } = first.S3Action;
  const recipients = Recipients.map((recipient) => recipient.toLowerCase());
  const runs = functionName(second.LambdaAction.FunctionArn);
  return Enabled ? [{ recipients, bucket, keyPrefix, functionName: runs }] : [];
}
