import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import type { RecordIds, TelemetryObserver } from '../telemetry/telemetry-observer';
import { inLanes } from './in-lanes';

/** An event of the bus, as it is stored in a queue. */
export interface QueuedEvent {
  readonly id: string;
  /** When it was published. ISO 8601. */
  readonly time: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail?: unknown;
}

const eventSchema = z.object({
  id: z.string(),
  time: z.iso.datetime(),
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
});

/** How the records of a batch are handled. */
export interface BatchWork<Item> {
  /** @throws where the event does not keep its contract */
  readonly read: (event: QueuedEvent) => Item;
  /** Its customer. Records of one customer are handled in order, because at once they would only compete. */
  readonly laneOf: (item: Item) => string;
  /** How many lanes are handled at once, at this moment. */
  readonly lanesAtOnce: () => number;
  /** @throws where the record has to be delivered again */
  readonly handle: (item: Item) => Promise<object>;
  /** Whether there is time for another record. */
  readonly hasTime: () => boolean;
}

/** There was no time left for the record. Nothing of it was begun. */
class RecordNotBegunError extends Error {
  override readonly name = 'RecordNotBegunError';
  constructor() {
    super('the function has too little time left for this record; it is delivered again');
  }
}

/** Whether a function is invoked with records of a queue, and not with one event. */
export function isBatch(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}

/**
 * Handles all records of a batch, whatever becomes of the others, and returns those that have to be delivered again.
 */
export async function handleBatch<Item>(
  { Records }: SQSEvent,
  work: BatchWork<Item>,
  observer: Pick<TelemetryObserver, 'recordDone' | 'recordFailed'>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const lanes = new Map<string, { readonly ids: RecordIds; readonly item: Item }[]>();
  const fail = (ids: RecordIds, error: unknown): void => {
    failed.push(ids.messageId);
    observer.recordFailed(ids, error);
  };
  for (const record of Records) {
    const ids = { messageId: record.messageId, eventId: eventIdIn(record) };
    try {
      const item = work.read(eventIn(record));
      const lane = work.laneOf(item);
      lanes.set(lane, [...(lanes.get(lane) ?? []), { ids, item }]);
    } catch (error) {
      fail(ids, error);
    }
  }
  await inLanes(lanes.values(), work.lanesAtOnce, async (lane) => {
    for (const { ids, item } of lane) {
      try {
        if (!work.hasTime()) throw new RecordNotBegunError();
        observer.recordDone(ids, await work.handle(item));
      } catch (error) {
        fail(ids, error);
      }
    }
  });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The error of a body that is not JSON repeats nothing of it. */
function eventIn({ body }: SQSRecord): QueuedEvent {
  const parsed = parse(body);
  if (parsed === undefined) throw new ContractError('the message', [{ path: '(body)', message: 'is not valid JSON' }]);
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
