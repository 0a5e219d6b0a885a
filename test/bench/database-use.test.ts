import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { createLedgerTable, tableName } from '../ledger/ledger-table';
import { DatabaseMeter } from './cost/database-use';

let engine: Engine;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynalite();
  client = await createLedgerTable(engine);
});

afterAll(async () => {
  client.destroy();
  await engine.stop();
});

it('of what is written is told what a plain refund has not: certain items, and what is beyond a first kilobyte', async () => {
  const meter = new DatabaseMeter(client);
  const write = (pk: string, bytes: number) => {
    const Item = marshall({ pk, sk: 'ITEM', text: 'x'.repeat(bytes) });
    return meter.during(() => client.send(new PutItemCommand({ TableName: tableName, Item })));
  };
  expect(await write('CUSTOMER#plain', 900)).toMatchObject({ requests: 1, writeUnits: 1, furtherWriteUnits: 0 });
  expect(await write('CUSTOMER#large', 2_500)).toMatchObject({ requests: 1, writeUnits: 3, furtherWriteUnits: 2 });
  expect(await write('OWNER#line/1', 100)).toMatchObject({ requests: 1, writeUnits: 1, furtherWriteUnits: 1 });
  expect(await write('BUDGET#address/1', 100)).toMatchObject({ writeUnits: 1, furtherWriteUnits: 1 });
  expect(await write('BUDGET#day/2026-11-20', 100)).toMatchObject({ writeUnits: 1, furtherWriteUnits: 0 });
});
