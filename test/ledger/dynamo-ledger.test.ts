import { GetItemCommand, PutItemCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { holdingRecordOf } from '../../lambdas/ledger/entry';
import { DynamoLedger, LedgerItemError } from '../../lambdas/ledger/dynamo-ledger';
import { startDynalite } from '../../local/engine/dynalite-engine';
import { javaForDynamoDbLocal, startDynamoDbLocal } from '../../local/engine/dynamodb-local-engine';
import type { Engine } from '../../local/engine/engine';
import { describeLedgerContract } from '../contract-suites/ledger-contract';
import { createLedgerTable, tableName } from './ledger-table';

describe('on dynalite', () => {
  describeDynamoLedger('the ledger on dynalite', startDynalite);
});

describe('on DynamoDB Local', () => {
  const java = javaForDynamoDbLocal();
  if (java.usable) describeDynamoLedger('the ledger on DynamoDB Local', startDynamoDbLocal);
  else it.skip(`skipped, for it needs Java 17 or newer. ${java.reason}`, () => undefined);
});

function describeDynamoLedger(name: string, start: () => Promise<Engine>): void {
  let engine: Engine;
  let client: DynamoDBClient;
  let ledger: DynamoLedger;

  beforeAll(async () => {
    engine = await start();
    client = await createLedgerTable(engine);
    ledger = new DynamoLedger(client, tableName);
  }, 60_000);
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  describeLedgerContract(name, () => ledger);

  it('puts an entry on the index of the waiting while it waits, and only then', async () => {
    const claim = {
      remedyId: 'rem_0c',
      orderId: 'o',
      lineId: '1',
      decision: { outcome: 'hold', parts: [], reasons: [], policyVersion: 'v' },
      claimedAt: '2026-11-20T20:45:00.000Z',
      token: 't',
      leaseUntil: '2026-11-20T20:45:00.000Z',
    } as const;
    const facts = {
      customerId: 'cus_waiting',
      type: 'VideoPlaybackFailed',
      subject: 's',
      occurrence: 'o',
      evidence: 'detected',
      incidentId: undefined,
      occurredAt: claim.claimedAt,
      detectedAt: claim.claimedAt,
    } as const;
    const held = holdingRecordOf(claim, facts, { at: claim.claimedAt, by: 't' });
    const waiting = async () =>
      (await client.send(new ScanCommand({ TableName: tableName, IndexName: 'waiting' }))).Items ?? [];

    await ledger.saveEntry(held);
    expect(await waiting()).toEqual([
      expect.objectContaining({
        waiting: { S: 'c' },
        dueAt: { S: '2026-11-22T20:45:00.000Z' },
        sk: { S: 'REMEDY#rem_0c' },
      }),
    ]);
    await ledger.saveEntry({ ...held, version: 2, dueAt: undefined });
    expect(await waiting()).toEqual([]);
  });

  it('gives a time to live to envelopes, and to nothing else', async () => {
    await ledger.keepEnvelope({
      customerId: 'cus_ttl',
      remedyId: 'rem_a',
      failure: {},
      detectedAt: '2026-11-20T20:45:00.000Z',
      expiresAt: '2027-02-18T20:45:00.000Z',
    });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    const expiring = Items.filter((item) => 'expiresAtSeconds' in item);
    expect(expiring.map((item) => item['sk']?.S?.split('#')[0])).toEqual(expiring.map(() => 'ENVELOPE'));
    expect(expiring.map((item) => item['expiresAtSeconds']?.N)).toContain('1802983500');
  });

  it('reads what was written a moment ago: every read asks for strong consistency', async () => {
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        asked.push(args.input);
        return next(args);
      },
      { step: 'initialize', name: 'asked' },
    );
    await ledger.read('cus_1', 'rem_a');
    await ledger.readEntry('cus_1', 'rem_a');
    await ledger.readEnvelope('cus_1', 'rem_a');
    client.middlewareStack.remove('asked');
    const one = expect.objectContaining({ ConsistentRead: true });
    expect(asked).toEqual([{ RequestItems: { [tableName]: one } }, one, one]);
  });

  it('guesses nothing where an item is stored in a format it does not know', async () => {
    const key = { pk: { S: 'CUSTOMER#cus_new' }, sk: { S: 'REMEDY#rem_a' } };
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { ...key, itemFormat: { N: '2' }, version: { N: '1' } } }),
    );
    await expect(ledger.readEntry('cus_new', 'rem_a')).rejects.toThrow(LedgerItemError);
    expect((await client.send(new GetItemCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });
}
