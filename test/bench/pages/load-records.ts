import {
  BatchWriteItemCommand,
  type AttributeValue,
  type BatchWriteItemCommandInput,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  type PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { OnProgress } from '../../../cli/progress-line';
import { inParallel } from '../../../lambdas/flow/record/in-parallel';
import type { PartOutcome } from '../../../lambdas/fulfilment/port/part-outcome';
import { newCustomerRecord } from '../../../lambdas/ledger/customer-record';
import { DynamoLedger } from '../../../lambdas/ledger/dynamo/dynamo-ledger';
import type { Notice } from '../../../lambdas/ledger/notice/notice';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { contentOfRecord } from '../../../lambdas/ledger/seal/sealed-content';
import type { Sealer } from '../../../lambdas/ledger/seal/seals';
import type { RemedyPart } from '../../../lambdas/model/remedy';
import { remedyIdOf } from '../../../lambdas/model/remedy-id';

/** What real functions have written, of which the ledger is filled. */
export interface Written {
  readonly issued: RemedyRecord;
  readonly held: RemedyRecord;
  /** The mail of the one that was issued. */
  readonly mail: Notice;
}

/** How many of all remedies stand elsewhere than at their end. */
export interface WaitingShares {
  readonly held: number;
  readonly attention: number;
  readonly unknown: number;
  readonly pending: number;
  readonly bounced: number;
}

/** More than a company of that size would leave lying for a day. */
export const waitingOf100000: WaitingShares = { held: 300, attention: 100, unknown: 50, pending: 250, bounced: 200 };

/** So many remedies one of the customers has. The others have one each. */
export const ofRegular = 200;

export const regularId = 'cus_regular';

type Kind = keyof WaitingShares | 'issued';

/**
 * Fills the ledger with as many remedies, each with its customer record and, where it is issued, its mail: what real
 * functions have written, under other ids and with seals of their own.
 */
export async function loadRecords(
  client: DynamoDBClient,
  tableName: string,
  { count, written, sealer, now }: { count: number; written: Written; sealer: Sealer; now: Date },
  onProgress?: OnProgress,
): Promise<void> {
  const kinds = Object.entries(waitingOf100000).flatMap(([kind, of]) => Array.from({ length: of }, () => kind as Kind));
  const numbers = Array.from({ length: count }, (_, n) => n);
  const batches: number[][] = [];
  for (let from = 0; from < count; from += perBatch) batches.push(numbers.slice(from, from + perBatch));
  let loaded = 0;
  await inParallel(batches, 8, async (batch) => {
    const items: Record<string, AttributeValue>[] = [];
    const ledger = new DynamoLedger(collecting(items), tableName);
    for (const n of batch) await saveOne(ledger, n, kinds[n] ?? 'issued', { written, sealer, now });
    await writeAll(client, tableName, items);
    onProgress?.((loaded += batch.length), count);
  });
}

/** With up to three items each, as many as one request takes. */
const perBatch = 8;

async function saveOne(
  ledger: DynamoLedger,
  n: number,
  kind: Kind,
  { written, sealer, now }: { written: Written; sealer: Sealer; now: Date },
): Promise<void> {
  const at = new Date(now.getTime() - (n % 5_000) * 60_000).toISOString();
  const record = recordOf(n, kind, written, at);
  const { customerId, remedyId } = record;
  await ledger.saveRemedy({ ...record, seal: await sealer.seal(contentOfRecord(record)) });
  const isFirst = customerId !== regularId || n === firstOfRegular;
  const lately = [{ remedyId, asOf: 1 }];
  if (isFirst) await ledger.saveCustomerRecord({ ...newCustomerRecord(customerId), version: 1, lately });
  if (kind !== 'issued' && kind !== 'bounced') return;
  const { dueAt: _, ...mail } = { ...written.mail, customerId, remedyId, at, version: 1, recordVersion: 1 };
  await ledger.saveNotice(kind === 'bounced' ? { ...mail, state: 'bounced', trouble: 'bounced' } : mail);
}

/** Those of the customer who has many are issued, so they come after all that wait. */
const firstOfRegular = 1_000;

function recordOf(n: number, kind: Kind, { issued, held }: Written, at: string): RemedyRecord {
  const isOfRegular = n >= firstOfRegular && n < firstOfRegular + ofRegular;
  const customerId = isOfRegular ? regularId : `cus_loaded_${n}`;
  const { dueAt: _, ...from } = kind === 'held' ? held : issued;
  const remedyId = remedyIdOf({ customerId, type: from.type, subject: `rent_${n}`, occurrence: '' });
  const ids = { customerId, remedyId, subject: `rent_${n}`, orderId: `ord_loaded_${n}`, paymentId: `ch_loaded_${n}` };
  const whole = { ...from, ...ids, occurredAt: at, detectedAt: at, committedAt: at, version: 1 };
  const later = new Date(Date.parse(at) + 400 * 86_400_000).toISOString();
  const record = { ...whole, parts: from.parts.map((one) => ({ ...one, part: ofPayment(one.part, ids.paymentId) })) };
  switch (kind) {
    case 'issued':
    case 'bounced':
      return record;
    case 'held':
      return { ...record, dueAt: later, ...(record.hold && { hold: { ...record.hold, deadline: later } }) };
    case 'attention':
      return inState(record, 'needs-attention', { state: 'declined', reason: 'card-unreachable' });
    case 'unknown':
      return { ...inState(record, 'unknown', { state: 'unknown', why: 'the provider did not answer' }), dueAt: later };
    case 'pending':
      return { ...inState(record, 'pending', { state: 'pending', providerRef: `re_loaded_${n}` }), dueAt: later };
  }
}

function ofPayment(part: RemedyPart, paymentId: string): RemedyPart {
  return part.kind === 'refund' ? { ...part, paymentId } : part;
}

function inState(
  record: RemedyRecord,
  state: 'needs-attention' | 'unknown' | 'pending',
  outcome: PartOutcome,
): RemedyRecord {
  const line = { version: 1, at: record.committedAt, state, why: 'this is what the provider answered' };
  return {
    ...record,
    state,
    parts: record.parts.map((part) => ({ ...part, outcome })),
    history: [...record.history, line],
  };
}

/** Keeps what would be written, one by one, to be written together. */
function collecting(items: Record<string, AttributeValue>[]): DynamoDBClient {
  const send = (command: PutItemCommand): Promise<object> => {
    items.push(command.input.Item ?? {});
    return Promise.resolve({});
  };
  return { send } as unknown as DynamoDBClient;
}

async function writeAll(
  client: DynamoDBClient,
  tableName: string,
  items: readonly Record<string, AttributeValue>[],
): Promise<void> {
  let unwritten: Requests = { [tableName]: items.map((Item) => ({ PutRequest: { Item } })) };
  while (unwritten && Object.keys(unwritten).length > 0) {
    const answer: BatchWriteItemCommandOutput = await client.send(
      new BatchWriteItemCommand({ RequestItems: unwritten }),
    );
    unwritten = answer.UnprocessedItems;
  }
}

type Requests = BatchWriteItemCommandInput['RequestItems'];
