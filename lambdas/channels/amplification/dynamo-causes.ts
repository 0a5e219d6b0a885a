import { DynamoItems } from '../../ledger/dynamo/dynamo-items';
import type { CauseRecord } from './amplification';
import type { CauseStore } from './cause-store';

/** Causes in the ledger's table. DynamoDB removes them once their window is over. */
export class DynamoCauses implements CauseStore {
  private readonly items: DynamoItems;

  constructor(...[client, tableName]: ConstructorParameters<typeof DynamoItems>) {
    this.items = new DynamoItems(client, tableName);
  }

  async find(key: string): Promise<CauseRecord | undefined> {
    return (await this.items.get(keyOf(key))) as CauseRecord | undefined;
  }

  save(record: CauseRecord, forgottenAt: Date): Promise<'saved' | 'stale'> {
    const expiresAtSeconds = Math.ceil(forgottenAt.getTime() / 1_000);
    return this.items.putNextVersion(keyOf(record.key), record, { expiresAtSeconds });
  }
}

function keyOf(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `CAUSE#${key}`, sk: 'CAUSE' };
}
