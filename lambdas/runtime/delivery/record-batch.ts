import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import type { RecordIds, TelemetryObserver } from '../telemetry/telemetry-observer';
import { DeletedInTens } from './deleted-in-tens';
import { inLanes, type Room } from './in-lanes';
import type { MoreRecord, MoreRecords } from './more-records';

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
  /** How many lanes are handled at once. */
  readonly room: Room;
  /** @throws where the record has to be delivered again */
  readonly handle: (item: Item) => Promise<object>;
  /** Whether there is time for another record. */
  readonly hasTime: () => boolean;
  /** Where more records come from than those of the batch. */
  readonly more?: MoreRecords | undefined;
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

type Observer = Pick<TelemetryObserver, 'recordDone' | 'recordFailed' | 'trouble'>;

/** One record that keeps its contract, and what is to be done when it was handled, or has to be delivered again. */
interface Task<Item> {
  readonly ids: RecordIds;
  readonly item: Item;
  readonly done: () => Promise<void>;
  readonly failed: () => void;
}

/**
 * Handles all records of a batch, whatever becomes of the others, and returns those that have to be delivered again.
 * Where there were several, more may wait: it takes them too, as far as there is room and time.
 */
export async function handleBatch<Item>(
  { Records }: SQSEvent,
  work: BatchWork<Item>,
  observer: Observer,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const handled = new DeletedInTens(work.more, observer);
  const ofBatch = lanesOf(work, observer, Records, ({ messageId }) => ({
    done: async () => undefined,
    failed: () => failed.push(messageId),
  }));
  async function* lanes(): AsyncGenerator<readonly Task<Item>[]> {
    yield* ofBatch;
    if (Records.length < 2) return;
    for (let more = await received(work, observer); more.length > 0; more = await received(work, observer)) {
      yield* lanesOf(work, observer, more, (record) => ({
        done: () => handled.add(record),
        failed: () => undefined,
      }));
    }
  }
  const inOrder = byCustomer(work.laneOf);
  await inLanes(lanes(), work.room, (lane) => inOrder(lane, () => handleLane(lane, work, observer)));
  await handled.end();
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Records that keep their contract, by customer. */
function lanesOf<Item, Received extends Pick<SQSRecord, 'messageId' | 'body'>>(
  work: BatchWork<Item>,
  observer: Observer,
  records: readonly Received[],
  ends: (record: Received) => Pick<Task<Item>, 'done' | 'failed'>,
): readonly (readonly Task<Item>[])[] {
  const lanes = new Map<string, Task<Item>[]>();
  for (const record of records) {
    const ids = { messageId: record.messageId, eventId: eventIdIn(record) };
    const { done, failed } = ends(record);
    try {
      const item = work.read(eventIn(record));
      const lane = work.laneOf(item);
      lanes.set(lane, [...(lanes.get(lane) ?? []), { ids, item, done, failed }]);
    } catch (error) {
      failed();
      observer.recordFailed(ids, error);
    }
  }
  return [...lanes.values()];
}

async function handleLane<Item>(lane: readonly Task<Item>[], work: BatchWork<Item>, observer: Observer): Promise<void> {
  for (const { ids, item, done, failed } of lane) {
    try {
      if (!work.hasTime()) throw new RecordNotBegunError();
      observer.recordDone(ids, await work.handle(item));
    } catch (error) {
      failed();
      observer.recordFailed(ids, error);
      continue;
    }
    await done();
  }
}

/** A lane of a customer waits for the one before it. */
function byCustomer<Item>(
  laneOf: (item: Item) => string,
): (lane: readonly Task<Item>[], work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async ([first], work) => {
    if (!first) return;
    const customer = laneOf(first.item);
    const before = last.get(customer);
    const mine = (async () => {
      await before;
      await work();
    })();
    last.set(customer, mine);
    await mine;
    if (last.get(customer) === mine) last.delete(customer);
  };
}

/** What cannot be received is left to Lambda. */
async function received<Item>({ more }: BatchWork<Item>, observer: Observer): Promise<readonly MoreRecord[]> {
  try {
    return (await more?.receive()) ?? [];
  } catch (error) {
    observer.trouble('queue', 'no more records could be received', error);
    return [];
  }
}

/** The error of a body that is not JSON repeats nothing of it. */
function eventIn({ body }: Pick<SQSRecord, 'body'>): QueuedEvent {
  const parsed = parse(body);
  if (parsed === undefined) throw new ContractError('the message', [{ path: '(body)', message: 'is not valid JSON' }]);
  return parseContract(eventSchema, 'the message', parsed);
}

function eventIdIn({ body }: Pick<SQSRecord, 'body'>): string | undefined {
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
