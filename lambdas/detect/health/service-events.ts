import * as z from 'zod/mini';
import type { ReceivedSignals } from '../definition/signal-door';
import { healthSignalSchema, type HealthSignal } from './health-signal';

const cloudwatch = 'aws.cloudwatch';
const health = 'aws.health';

/** An event of a service of AWS on the default bus. Nobody else can publish as one. */
const serviceEventSchema = z.object({
  source: z.enum([cloudwatch, health]),
  'detail-type': z.string(),
  time: z.optional(z.string()),
  detail: z.unknown(),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const alarmSchema = z.object({
  alarmName: z.string(),
  state: z.object({ value: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']), timestamp: z.string() }),
});

/** https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
const healthEventSchema = z.object({
  eventArn: z.string(),
  service: z.string(),
  eventTypeCategory: z.string(),
  eventRegion: z.optional(z.string()),
  statusCode: z.optional(z.string()),
  startTime: z.string(),
  endTime: z.optional(z.nullable(z.string())),
});

/** Whether it is an event of a service of AWS, and not a message of ours. */
export function isServiceEvent(event: unknown): boolean {
  return serviceEventSchema.safeParse(event).success;
}

/** What an event of CloudWatch or AWS Health says of a service. */
export function healthSignalsIn(event: unknown): ReceivedSignals<HealthSignal> {
  const known = serviceEventSchema.safeParse(event);
  if (!known.success) return { type: 'invalid-payload', why: 'it is no event of CloudWatch or AWS Health' };
  const { source, detail, time } = known.data;
  return source === cloudwatch ? alarmIn(detail) : healthIn(detail, time);
}

function alarmIn(detail: unknown): ReceivedSignals<HealthSignal> {
  const alarm = alarmSchema.safeParse(detail);
  if (!alarm.success) return { type: 'invalid-payload', why: 'the alarm does not keep its contract' };
  const { alarmName, state } = alarm.data;
  // Without data nobody knows whether it is down.
  if (state.value === 'INSUFFICIENT_DATA') return { type: 'unrelated', why: 'the alarm has no data' };
  return signalOf({
    source: 'cloudwatch',
    what: alarmName,
    sourceId: alarmName,
    is: state.value === 'ALARM' ? 'down' : 'up',
    at: instantOf(state.timestamp),
  });
}

function healthIn(detail: unknown, time: string | undefined): ReceivedSignals<HealthSignal> {
  const event = healthEventSchema.safeParse(detail);
  if (!event.success) return { type: 'invalid-payload', why: 'the event of AWS Health does not keep its contract' };
  const { eventArn, service, eventTypeCategory, eventRegion = 'global', statusCode, startTime, endTime } = event.data;
  if (eventTypeCategory !== 'issue') return { type: 'unrelated', why: 'it is no issue' };
  const about = { source: 'aws-health', what: `${service}/${eventRegion}`, sourceId: eventArn.slice(-200) } as const;
  // Some are closed without a word of when: by the event at the latest.
  const overAt = endTime ?? time ?? '';
  return statusCode === 'closed'
    ? signalOf({ ...about, is: 'up', at: instantOf(overAt), downSince: instantOf(startTime) })
    : signalOf({ ...about, is: 'down', at: instantOf(startTime) });
}

function signalOf(given: object): ReceivedSignals<HealthSignal> {
  const signal = healthSignalSchema.safeParse(given);
  if (signal.success) return { type: 'signals', signals: [signal.data] };
  return { type: 'invalid-payload', why: 'the event does not keep its contract' };
}

/** Both write times in forms of their own: `2019-10-02T17:04:40.985+0000`, `Sat, 05 Nov 2016 20:35:34 GMT`. */
export function instantOf(time: string): string | undefined {
  const ms = Date.parse(time.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'));
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
