import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { InForceNotes, InForceStore } from '../../port/in-force-store';
import type { SaveResult } from '../../port/ledger';
import { DynamoItems } from '../dynamo-items';

const key = { pk: 'IN_FORCE', sk: 'NOTES' };

/** The notes in the ledger's table: one item of some kilobytes, written with deployments that change something. */
export class DynamoInForce implements InForceStore {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async readNotes(): Promise<InForceNotes | undefined> {
    return (await this.items.get(key)) as InForceNotes | undefined;
  }

  saveNotes(next: InForceNotes): Promise<SaveResult> {
    return this.items.putNextVersion(key, next);
  }
}
