import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { DynamoCustomerKeys } from '../../lambdas/insight/dynamo-customer-keys';
import type { CustomerKey, CustomerKeys, ForgetfulKeys } from '../../lambdas/insight/pseudonym-of';
import { recordsOfEvents } from '../../lambdas/insight/records-of-events';
import type { InsightRecord } from '../../lambdas/insight/insight-record';
import { insightHandler } from '../../lambdas/runtime/insight/insight-handler';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { createTables, type Engine } from '../../local/emulator/engine/engine';
import { silent } from '../fakes/silent-telemetry';

let engine: Engine;
let keys: DynamoCustomerKeys;
let count = 0;

beforeAll(async () => {
  engine = await startDynalite();
  await createTables(engine.url, 'eu-west-1', [
    {
      name: 'keys',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    },
  ]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  keys = new DynamoCustomerKeys(new DynamoDBClient({ endpoint: engine.url, region: 'eu-west-1', credentials }), 'keys');
});
afterAll(() => engine.stop());

/** Another key each time, as random ones are. */
const newKey = (): string => String(++count).padStart(64, '0');

const eventOf = (customerId: string, remedyId = 'rem_1', detectedAt = '2026-11-20T20:42:00.000Z') => ({
  source: 'amends',
  'detail-type': 'RemedyIssued',
  time: '2026-11-20T20:42:03Z',
  detail: {
    schemaVersion: 1,
    remedyId,
    customerId,
    recordVersion: 1,
    failureType: 'ParcelLost',
    state: 'issued',
    reasons: [],
    parts: [],
    detectedAt,
  },
});

async function linesOf(...events: object[]): Promise<InsightRecord[]> {
  const lines = await recordsOfEvents(events, { keys, newKey, onlySources: {}, mailResultIn: () => undefined });
  return lines.flatMap((line) => line ?? []);
}

it('all records of a customer bear one pseudonym, that of another bears another, and neither says the id', async () => {
  const [first, other, later] = await linesOf(eventOf('ada'), eventOf('ben'), eventOf('ada', 'rem_2'));
  const [again] = await linesOf(eventOf('ada'));
  expect(first?.customer).toMatch(/^[0-9a-f]{24}$/);
  expect([later?.customer, again?.customer]).toEqual([first?.customer, first?.customer]);
  expect(other?.customer).not.toBe(first?.customer);
});

it('what is delivered twice bears the same pseudonym of its remedy, and so counts once', async () => {
  const [first, second] = await linesOf(eventOf('ada'), eventOf('ada'));
  expect(second).toEqual(first);
});

it('nobody finds the pseudonym who knows the ids and not the key: the remedy has one, too', async () => {
  const [ofAda] = await linesOf(eventOf('cleo'));
  await keys.forget('cleo', '2026-11-20T00:00:00.000Z');
  const [anew] = await linesOf(eventOf('cleo'));
  expect(anew?.remedy).not.toBe(ofAda?.remedy);
});

describe('once a customer was erased', () => {
  const until = '2026-11-21T00:00:00.000Z';

  it('what was detected before and arrives late is linked to nobody, and to nothing else', async () => {
    const [before] = await linesOf(eventOf('dora'));
    await keys.forget('dora', until);
    const [late, later] = await linesOf(eventOf('dora'), eventOf('dora', 'rem_2'));
    expect(before?.customer).toBeDefined();
    expect([late?.customer, later?.customer]).toEqual([undefined, undefined]);
    expect(late?.remedy).not.toBe(before?.remedy);
  });

  it('a mail that arrives later, of which nobody knows what it was for, makes no new pseudonym', async () => {
    await linesOf(eventOf('fred'));
    await keys.forget('fred', until);
    const mailed = { remedyId: 'rem_1', customerId: 'fred', template: 'apology', state: 'delivered' };
    const delivered = { source: 'aws.ses', 'detail-type': 'Email', time: '2026-11-22T08:00:00Z', detail: {} };
    const ports = { keys, newKey, onlySources: {}, mailResultIn: () => mailed };
    const [line] = await recordsOfEvents([delivered], ports);
    expect(line).toMatchObject({ kind: 'mail', state: 'delivered' });
    expect(line?.customer).toBeUndefined();
  });

  it('what happens to them later is theirs again, by a new pseudonym', async () => {
    const [before] = await linesOf(eventOf('emil'));
    await keys.forget('emil', until);
    const after = eventOf('emil', 'rem_3', '2026-11-22T08:00:00.000Z');
    const [one] = await linesOf(after);
    // A copy of the request forgets nothing that the first one had not forgotten.
    await keys.forget('emil', until);
    const [two] = await linesOf(after);
    expect(one?.customer).toMatch(/^[0-9a-f]{24}$/);
    expect(one?.customer).not.toBe(before?.customer);
    expect(two?.customer).toBe(one?.customer);
  });
});

it('finds the keys of more customers than one request may ask for', async () => {
  const ids = Array.from({ length: 230 }, (_, index) => `many-${index}`);
  const lines = await linesOf(...ids.map((id) => eventOf(id)));
  const again = await linesOf(...ids.map((id) => eventOf(id)));
  expect(again).toEqual(lines);
  expect(new Set(lines.map(({ customer }) => customer)).size).toBe(230);
});

describe('what Firehose is answered', () => {
  const fixed: CustomerKeys & ForgetfulKeys = {
    find: async () => new Map(),
    keep: async (_, key): Promise<CustomerKey> => ({ key }),
    forget: async () => undefined,
  };
  const wire = () => ({ keys: fixed, newKey, onlySources: {}, mailResultIn: () => undefined });
  const record = (recordId: string, text: string) => ({
    recordId,
    approximateArrivalTimestamp: 0,
    data: Buffer.from(text).toString('base64'),
  });
  const batch = (...records: ReturnType<typeof record>[]) => ({
    invocationId: 'i1',
    deliveryStreamArn: 'arn:aws:firehose:eu-west-1:111111111111:deliverystream/insight',
    region: 'eu-west-1',
    records,
  });

  it('is a line for an event that counts, and nothing is kept of one that does not or cannot be read', async () => {
    const handle = insightHandler(wire, silent);
    const answered = await handle(
      batch(record('1', JSON.stringify(eventOf('ada'))), record('2', 'zoe@example.com'), record('3', '{}')),
      {} as Context,
    );
    expect(answered.records.map(({ recordId, result }) => `${recordId} ${result}`)).toEqual([
      '1 Ok',
      '2 Dropped',
      '3 Dropped',
    ]);
    const [line] = answered.records.map(({ data }) => Buffer.from(data ?? '', 'base64').toString('utf8'));
    expect(line).toMatch(/^\{.*"kind":"outcome".*\}\n$/);
  });

  it('is an error where the keys cannot be read: then it asks again, and nothing is written without a pseudonym', async () => {
    const failing = { ...fixed, find: () => Promise.reject(new Error('the table does not answer')) };
    const handle = insightHandler(() => ({ ...wire(), keys: failing }), silent);
    await expect(handle(batch(record('1', JSON.stringify(eventOf('ada')))), {} as Context)).rejects.toThrow(
      'does not answer',
    );
  });
});
