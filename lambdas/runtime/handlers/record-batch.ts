import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { inParallel } from '../../model/in-parallel';
import type { RecordTold, TelemetryObserver } from '../telemetry/telemetry-observer';

/** An event of the bus, as it lies in a queue. */
export interface QueuedEvent {
  readonly id: string;
  /** When it was published. ISO 8601. */
  readonly time: string;
  readonly 'detail-type': string;
  readonly detail?: unknown;
}

const eventSchema = z.object({
  id: z.string(),
  time: z.iso.datetime(),
  'detail-type': z.string(),
  detail: z.unknown(),
});

/** How the records of a batch are worked on. */
export interface BatchWork<Item> {
  /** @throws where the event does not keep its contract */
  readonly read: (event: QueuedEvent) => Item;
  /** Whose it is. What is of one and the same is worked on in order, because it would only meet itself. */
  readonly laneOf: (item: Item) => string;
  /** How many lanes are worked on at once. */
  readonly lanesAtOnce: number;
  /** @throws where the record has to come again */
  readonly work: (item: Item) => Promise<object>;
  /** Whether another record may be begun. */
  readonly hasTime: () => boolean;
}

/** There was no time for the record beside the others of its batch. Nothing of it was begun. */
class RecordNotBegunError extends Error {
  override readonly name = 'RecordNotBegunError';
  constructor() {
    super('the function has too little time left for this record; it comes again');
  }
}

/** Whether a function is run with records of a queue, and not with one event. */
export function isBatch(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}

/** Works on all records of a batch, whatever becomes of the others, and names those that have to come again. */
export async function workOnBatch<Item>(
  { Records }: SQSEvent,
  work: BatchWork<Item>,
  observer: Pick<TelemetryObserver, 'recordDone' | 'recordFailed'>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const lanes = new Map<string, { readonly told: RecordTold; readonly item: Item }[]>();
  const fail = (told: RecordTold, error: unknown): void => {
    failed.push(told.messageId);
    observer.recordFailed(told, error);
  };
  for (const record of Records) {
    const told = { messageId: record.messageId, eventId: eventIdIn(record) };
    try {
      const item = work.read(eventIn(record));
      const lane = work.laneOf(item);
      lanes.set(lane, [...(lanes.get(lane) ?? []), { told, item }]);
    } catch (error) {
      fail(told, error);
    }
  }
  await inParallel([...lanes.values()], work.lanesAtOnce, async (lane) => {
    for (const { told, item } of lane) {
      try {
        if (!work.hasTime()) throw new RecordNotBegunError();
        observer.recordDone(told, await work.work(item));
      } catch (error) {
        fail(told, error);
      }
    }
  });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** What is no JSON is told without repeating any of it. */
function eventIn({ body }: SQSRecord): QueuedEvent {
  const parsed = parse(body);
  if (parsed === undefined) throw new ContractError('the message', [{ path: '(body)', message: 'is no JSON' }]);
  return parseContract(eventSchema, 'the message', parsed);
}

function eventIdIn({ body }: SQSRecord): string | undefined {
  const event = z.object({ id: z.string() }).safeParse(parse(body));
  return event.success ? event.data.id : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
