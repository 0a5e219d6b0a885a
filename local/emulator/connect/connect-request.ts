import * as z from 'zod';
import { refuse } from './connect-error';

/**
 * What the operations take, with the bounds of the API reference, as of November 2026:
 * https://docs.aws.amazon.com/connect/latest/APIReference/ (StartTaskContact, StartOutboundVoiceContact, StopContact,
 * GetCurrentMetricData, GetContactAttributes).
 */
const instanceId = z.string().min(1).max(100);
const contactId = z.string().min(1).max(256);
const token = z.string().max(500).optional();

const reference = z.strictObject({
  Type: z.enum(['URL', 'NUMBER', 'STRING', 'DATE', 'EMAIL']),
  Value: z.string().max(4_096).optional(),
});
const references = z.record(z.string().min(1).max(4_096), reference).default({});

const attributes = z
  .record(z.string().regex(/^[\w-]{1,32767}$/), z.string().max(32_767))
  .refine((all) => Buffer.byteLength(Object.entries(all).flat().join('')) <= 32_768)
  .default({});

const minutesTo90Days = 90 * 24 * 60;

const startTask = z.strictObject({
  InstanceId: instanceId,
  ContactFlowId: z.string().max(500).optional(),
  ClientToken: token,
  Name: z.string().max(512),
  Description: z.string().max(4_096).default(''),
  References: references,
  Attributes: attributes,
  /** In seconds since 1970. */
  ScheduledTime: z.number().optional(),
  SegmentAttributes: z
    .strictObject({
      'connect:ContactExpiry': z.strictObject({
        ValueMap: z.strictObject({
          ExpiryDuration: z.strictObject({ ValueInteger: z.int().min(1).max(minutesTo90Days) }),
        }),
      }),
    })
    .optional(),
});

const startCall = z.strictObject({
  InstanceId: instanceId,
  ContactFlowId: z.string().max(500),
  ClientToken: token,
  DestinationPhoneNumber: z.string().regex(/^\+[1-9]\d{1,14}$/),
  SourcePhoneNumber: z
    .string()
    .regex(/^\+[1-9]\d{1,14}$/)
    .optional(),
  QueueId: z.string().optional(),
  RelatedContactId: contactId.optional(),
  Name: z.string().max(512).default(''),
  Description: z.string().max(4_096).default(''),
  References: references,
  Attributes: attributes,
  RingTimeoutInSeconds: z.int().min(15).max(60).default(60),
});

const stop = z.strictObject({ InstanceId: instanceId, ContactId: contactId });

const metric = z.strictObject({
  Name: z.enum(['AGENTS_AVAILABLE', 'AGENTS_ONLINE', 'SLOTS_AVAILABLE', 'SLOTS_ACTIVE']),
  Unit: z.literal('COUNT'),
});

const metrics = z
  .strictObject({
    Filters: z.strictObject({
      Queues: z.array(z.string()).min(1).max(100),
      Channels: z
        .array(z.enum(['VOICE', 'CHAT', 'TASK', 'EMAIL']))
        .max(4)
        .optional(),
    }),
    Groupings: z
      .array(z.enum(['QUEUE', 'CHANNEL']))
      .max(2)
      .optional(),
    CurrentMetrics: z.array(metric).min(1),
  })
  // Who groups by channel names the channels.
  .refine(({ Groupings = [], Filters }) => !Groupings.includes('CHANNEL') || Filters.Channels !== undefined);

const schemas = { startTask, startCall, stop, metrics } as const;

export type ConnectRequest<Operation extends keyof typeof schemas> = z.output<(typeof schemas)[Operation]>;

/** @throws ConnectError where it is not what the operation takes */
export function checkedRequest<Operation extends keyof typeof schemas>(
  operation: Operation,
  input: unknown,
): ConnectRequest<Operation> {
  const parsed = schemas[operation].safeParse(input);
  if (parsed.success) return parsed.data as ConnectRequest<Operation>;
  return refuse('InvalidParameterException', z.prettifyError(parsed.error));
}
