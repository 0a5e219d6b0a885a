import {
  GetItemCommand,
  paginateScan,
  PutItemCommand,
  ScanCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { DynamoBudgets } from '../../lambdas/ledger/dynamo-budgets';
import { DynamoControls } from '../../lambdas/ledger/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo-incidents';
import { LedgerItemError, type Item } from '../../lambdas/ledger/dynamo-items';
import { DynamoLedger } from '../../lambdas/ledger/dynamo-ledger';
import { DynamoStatement } from '../../lambdas/ledger/dynamo-statement';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo-waiting-list';
import type { Engine } from '../../local/engine/engine';
import { heldEntry, paidEntry } from '../contract-suites/ledger-samples';
import { describeLedgerStores, type LedgerStores } from '../contract-suites/ledger-store-contracts';
import { createLedgerTable, tableName } from './ledger-table';

function storesIn(client: DynamoDBClient): LedgerStores {
  return {
    ledger: new DynamoLedger(client, tableName),
    waiting: new DynamoWaitingList(client, tableName),
    incidents: new DynamoIncidents(client, tableName),
    controls: new DynamoControls(client, tableName),
    budgets: new DynamoBudgets(client, tableName),
    statement: new DynamoStatement(client, tableName),
  };
}

/** What the ledger in DynamoDB promises beside what every ledger does, on any engine. */
export function describeDynamoLedger(name: string, start: () => Promise<Engine>): void {
  let engine: Engine;
  let client: DynamoDBClient;
  let stores: LedgerStores;

  beforeAll(async () => {
    engine = await start();
    client = await createLedgerTable(engine);
    stores = storesIn(client);
  }, 60_000);
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  describeLedgerStores(name, () => stores);

  async function everything(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of paginateScan({ client }, { TableName: tableName })) items.push(...(page.Items ?? []));
    return items;
  }

  /** What is asked of the database meanwhile. */
  async function requestsOf(work: () => Promise<unknown>): Promise<unknown[]> {
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        asked.push(args.input);
        return next(args);
      },
      { step: 'initialize', name: 'asked' },
    );
    await work();
    client.middlewareStack.remove('asked');
    return asked;
  }

  it('puts an entry on the index of the waiting while it waits, and only then', async () => {
    const { ledger } = stores;
    const held = heldEntry('cus_waiting', { remedyId: 'rem_0c' });
    const waiting = async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, IndexName: 'waiting' }));
      return Items.filter((item) => item['pk']?.S === 'CUSTOMER#cus_waiting');
    };
    await ledger.saveEntry(held);
    expect(await waiting()).toEqual([
      expect.objectContaining({
        waiting: { S: 'held#c' },
        dueAt: { S: '2026-11-22T08:45:00.000Z' },
        sk: { S: 'REMEDY#rem_0c' },
      }),
    ]);
    await ledger.saveEntry({ ...held, version: 2, dueAt: undefined });
    expect(await waiting()).toEqual([]);
  });

  it('gives a time to live to envelopes, and to nothing else', async () => {
    const { ledger } = stores;
    const envelope = { customerId: 'cus_ttl', failure: {}, detectedAt: '2026-11-20T20:45:00.000Z' };
    const expiresAt = '2027-02-18T20:45:00.000Z';
    await ledger.keepEnvelope({ ...envelope, remedyId: 'rem_a', expiresAt });
    await ledger.keepEnvelope({ ...envelope, remedyId: 'rem_b', expiresAt });
    await ledger.replaceEnvelope({ ...envelope, remedyId: 'rem_b', expiresAt });
    const expiring = (await everything()).filter((item) => 'expiresAtSeconds' in item);
    expect(expiring.map((item) => item['sk']?.S?.split('#')[0])).toEqual(expiring.map(() => 'ENVELOPE'));
    const ours = expiring.filter((item) => item['pk']?.S === 'CUSTOMER#cus_ttl');
    expect(ours.map((item) => item['expiresAtSeconds']?.N)).toEqual(['1802983500', '1802983500']);
  });

  it('keeps nothing of a person in an envelope that was erased', async () => {
    const { ledger } = stores;
    const failure = { customer: { name: 'Zoë Park', email: 'zoe@example.com' } };
    const at = '2026-11-20T20:45:00.000Z';
    await ledger.keepEnvelope({ customerId: 'cus_gone', remedyId: 'rem_a', failure, detectedAt: at, expiresAt: at });
    await ledger.eraseEnvelopes('cus_gone', at);
    const key = { pk: { S: 'CUSTOMER#cus_gone' }, sk: { S: 'ENVELOPE#rem_a' } };
    const { Item: left } = await client.send(new GetItemCommand({ TableName: tableName, Key: key }));
    expect(left).toMatchObject({ erasedAt: { S: at } });
    expect(JSON.stringify(left)).not.toMatch(/Zoë|example\.com/);
  });

  it('reads what was written a moment ago: every read asks for strong consistency', async () => {
    const { ledger, incidents, controls } = stores;
    const asked = await requestsOf(async () => {
      await ledger.read('cus_1', 'rem_a');
      await ledger.readEntry('cus_1', 'rem_a');
      await ledger.readEnvelope('cus_1', 'rem_a');
      await incidents.readIncident('INC-1');
      await controls.readControls();
      await controls.controlsHistory();
    });
    const one = expect.objectContaining({ ConsistentRead: true });
    expect(asked).toEqual([{ RequestItems: { [tableName]: one } }, one, one, one, one, one]);
  });

  it('reads account, entry and controls in one request', async () => {
    expect(await requestsOf(() => stores.ledger.read('cus_1', 'rem_a', { controls: true }))).toHaveLength(1);
  });

  it('reads its statement page by page, without holding the whole table', async () => {
    const asked = await requestsOf(async () => {
      for await (const _ of stores.statement.records());
    });
    expect(asked.length).toBeGreaterThan(1);
  });

  it('shows everything about a customer under one key', async () => {
    await stores.ledger.saveEntry(paidEntry('cus_one_key'));
    const key = { pk: { S: 'CUSTOMER#cus_one_key' }, sk: { S: 'REMEDY#rem_a' } };
    expect((await client.send(new GetItemCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });

  it('guesses nothing where an item is stored in a format it does not know', async () => {
    const key = { pk: { S: 'CUSTOMER#cus_new' }, sk: { S: 'REMEDY#rem_a' } };
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { ...key, itemFormat: { N: '2' }, version: { N: '1' } } }),
    );
    await expect(stores.ledger.readEntry('cus_new', 'rem_a')).rejects.toThrow(LedgerItemError);
    expect((await client.send(new GetItemCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });
}
