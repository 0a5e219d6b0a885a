import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoPresence } from '../../lambdas/feed/dynamo-presence';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

const now = new Date('2026-11-29T10:00:00.000Z');
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

let engine: Engine;
let client: DynamoDBClient;
let presence: DynamoPresence;

beforeAll(async () => {
  engine = await startDynalite();
  client = await createLedgerTable(engine);
  presence = new DynamoPresence(client, tableName);
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

it('whose page asks is here for a minute, and nobody else is', async () => {
  expect(await presence.isHere('cus_1', now)).toBe(false);
  await presence.note('cus_1', now);
  expect(await presence.isHere('cus_1', after(59))).toBe(true);
  expect(await presence.isHere('cus_1', after(61))).toBe(false);
  expect(await presence.isHere('cus_2', now)).toBe(false);
});

it('a page that goes on asking is noted anew before the minute is over, and not each time', async () => {
  let writes = 0;
  const send = client.send.bind(client);
  jest.spyOn(client, 'send').mockImplementation(((command: { readonly constructor: { readonly name: string } }) => {
    if (command.constructor.name === 'PutItemCommand') writes++;
    return send(command as never);
  }) as never);
  for (let second = 0; second <= 120; second += 5) await presence.note('cus_3', after(second));
  expect(writes).toBeLessThanOrEqual(6);
  expect(await presence.isHere('cus_3', after(125))).toBe(true);
  jest.restoreAllMocks();
});

it('an erasure forgets that somebody was here', async () => {
  await presence.note('cus_4', now);
  const at = now.toISOString();
  await new DynamoLedger(client, tableName).eraseEnvelopes('cus_4', { until: at, at });
  expect(await presence.isHere('cus_4', after(1))).toBe(false);
  await presence.note('cus_4', after(2));
  expect(await presence.isHere('cus_4', after(3))).toBe(false);
});
