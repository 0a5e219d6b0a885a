import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { createTables } from '../../local/emulator/engine/engine';
import { createLedgerTable, ledgerTable } from '../ledger/ledger-table';

/** Powertools' own table. */
export const idempotencyTableName = 'idempotency';

/** A ledger as it is usually written: one item for each refund. */
export const plainLedgerTableName = 'plain-ledger';

/** A ledger of ours of which only is asked what another was asked before. */
export const repeatedTableName = 'repeated-ledger';

/** Creates every contestant's tables at an engine. */
export async function createBenchTables(url: string): Promise<DynamoDBClient> {
  const repeated = { ...ledgerTable, name: repeatedTableName };
  const others = [idempotencyTableName, plainLedgerTableName].map(tableById);
  await createTables(url, 'eu-west-1', [repeated, ...others]);
  return createLedgerTable({ url, stop: async () => undefined });
}

/** A client as the peers' documentation makes it. */
export function plainClientAt(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...localAccess, endpoint });
}

/** A client as deployed functions have it. */
export function clientAt(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...awsClientConfig, ...localAccess, endpoint });
}

export const localAccess = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

function tableById(name: string) {
  return {
    name,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  };
}
