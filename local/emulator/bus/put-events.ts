import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../server/aws-json';
import { busName } from '../assembly/resolver';

/** An event as EventBridge delivers it to a target. */
export interface EventEnvelope {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Where an archive replays it. */
  readonly 'replay-name'?: string;
}

export interface AcceptedEntry {
  readonly accepted: true;
  readonly busName: string;
  readonly event: EventEnvelope;
  readonly traceHeader?: string | undefined;
}

interface RefusedEntry {
  readonly accepted: false;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly source?: string | undefined;
  readonly detailType?: string | undefined;
}

export type ReadEntry = AcceptedEntry | RefusedEntry;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Seconds since 1970, as JSON 1.1 writes times. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});

type PutEventsEntry = z.infer<typeof entrySchema>;

const inputSchema = z.object({ Entries: z.array(entrySchema) });

const detailSchema = z.record(z.string(), z.unknown());

const mostEntries = 10;

/** All entries of a request together: 1 MB. */
const mostBytes = 1024 * 1024;

/** Reads a PutEvents request. A bad entry is refused on its own; only a bad request is refused as a whole. */
export function readPutEvents(input: unknown, place: { account: string; region: string }): ReadEntry[] {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) throw new AwsError('SerializationException', z.prettifyError(parsed.error));
  const { Entries } = parsed.data;
  if (Entries.length < 1 || Entries.length > mostEntries) throw wrongCount(Entries.length);
  if (Entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0) > mostBytes) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  return Entries.map((entry) => readEntry(entry, place));
}

/** An event that an AWS service publishes. */
export interface ServiceEvent {
  /** `aws.ses` */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The event of a service, on the default bus. Nobody but services may publish for `aws.*`. */
export function serviceEvent(
  { source, detailType, resources, detail }: ServiceEvent,
  { account, region }: { account: string; region: string },
): AcceptedEntry {
  const event: EventEnvelope = {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account,
    time: timeOf(undefined),
    region,
    resources,
    detail,
  };
  return { accepted: true, busName: 'default', event };
}

function readEntry(entry: PutEventsEntry, { account, region }: { account: string; region: string }): ReadEntry {
  const { Source, DetailType, Detail } = entry;
  if (!Source) return refused(entry, 'InvalidArgument', required('Source'));
  if (Source.startsWith('aws.'))
    return refused(entry, 'NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (!DetailType) return refused(entry, 'InvalidArgument', required('DetailType'));
  if (!Detail) return refused(entry, 'InvalidArgument', required('Detail'));
  const detail = parseDetail(Detail);
  if (!detail) return refused(entry, 'MalformedDetail', 'Detail is malformed.');
  const event: EventEnvelope = {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account,
    time: timeOf(entry.Time),
    region,
    resources: entry.Resources ?? [],
    detail,
  };
  return { accepted: true, busName: busName(entry.EventBusName), event, traceHeader: entry.TraceHeader };
}

function refused({ Source, DetailType }: PutEventsEntry, errorCode: string, errorMessage: string): RefusedEntry {
  return { accepted: false, errorCode, errorMessage, source: Source, detailType: DetailType };
}

function required(parameter: string): string {
  return `Parameter ${parameter} is not valid. Reason: ${parameter} is a required argument.`;
}

function parseDetail(detail: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(detail);
    return Array.isArray(value) ? undefined : detailSchema.safeParse(value).data;
  } catch {
    return undefined;
  }
}

/** EventBridge keeps whole seconds. */
function timeOf(seconds: number | undefined): string {
  const time = seconds === undefined ? new Date() : new Date(seconds * 1000);
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The size as EventBridge counts it. */
function sizeOf({ Time, Source, DetailType, Detail, Resources }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...(Resources ?? [])];
  return (Time === undefined ? 0 : 14) + texts.reduce((bytes, text) => bytes + Buffer.byteLength(text ?? ''), 0);
}

function wrongCount(count: number): AwsError {
  const rule = count < 1 ? 'greater than or equal to 1' : `less than or equal to ${mostEntries}`;
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${rule}`,
  );
}
