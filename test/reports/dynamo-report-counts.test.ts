import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { createTables, type Engine } from '../../local/emulator/engine/engine';
import { DynamoReportCounts } from '../../lambdas/reports/counts/dynamo-report-counts';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';

const name = 'reports';
let engine: Engine;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynalite();
  const table = {
    name,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
  };
  await createTables(engine.url, 'eu-west-1', [table]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ ...awsClientConfig, endpoint: engine.url, region: 'eu-west-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const minute = (number: number): Date => new Date(Date.parse('2026-11-29T10:00:00Z') + number * 60_000);

it('whoever comes in a minute that is full loses nothing of their own day', async () => {
  const counts = new DynamoReportCounts(client, name, { perCustomerPerDay: 2, perMinute: 1 });
  await expect(counts.count('cus_1', minute(0))).resolves.toBe('counted');
  for (let again = 0; again < 3; again++) await expect(counts.count('cus_2', minute(0))).resolves.toBe('too-many');
  await expect(counts.count('cus_2', minute(1))).resolves.toBe('counted');
  await expect(counts.count('cus_2', minute(2))).resolves.toBe('counted');
  await expect(counts.count('cus_2', minute(3))).resolves.toBe('too-many');
});

it('whoever has used up their day takes no place in the minute of others', async () => {
  const counts = new DynamoReportCounts(client, name, { perCustomerPerDay: 1, perMinute: 2 });
  await expect(counts.count('cus_3', minute(10))).resolves.toBe('counted');
  for (let again = 0; again < 3; again++) await expect(counts.count('cus_3', minute(10))).resolves.toBe('too-many');
  await expect(counts.count('cus_4', minute(10))).resolves.toBe('counted');
});
