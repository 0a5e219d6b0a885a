import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { createTables, type Engine } from '../../local/emulator/engine/engine';
import type { Table } from '../../local/emulator/template/tables';

export const tableName = 'ledger';

/** As the template has it: that it does is a promise of the tests of lib/. */
export const ledgerTable = {
  name: tableName,
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'waiting', 'dueAt', 'evidence', 'orderId', 'paymentId'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'waiting',
      KeySchema: [
        { AttributeName: 'waiting', KeyType: 'HASH' as const },
        { AttributeName: 'dueAt', KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    },
    ...Object.entries({ reference: 'evidence', order: 'orderId', payment: 'paymentId' }).map(([IndexName, key]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: key, KeyType: 'HASH' as const },
        { AttributeName: 'sk', KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    })),
  ],
} satisfies Table;

/** Creates the ledger's table at an engine. */
export async function createLedgerTable(engine: Engine): Promise<DynamoDBClient> {
  await createTables(engine.url, 'eu-west-1', [ledgerTable]);
  return new DynamoDBClient({
    ...awsClientConfig,
    // Tests look at requests through middleware that comes and goes.
    cacheMiddleware: false,
    // 500 requests at once take an emulator as long as the machine is busy: nothing of that is a lost request.
    requestHandler: {},
    endpoint: engine.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
