import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoItems, type Key } from '../dynamo/dynamo-items';
import type { SaveResult } from '../port/ledger';
import type { FollowUpTurn, FollowUpTurns } from './follow-up-turn';

/** Turns in the ledger's table, each with its customer. */
export class DynamoFollowUpTurns implements FollowUpTurns {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async readTurn(customerId: string): Promise<FollowUpTurn | undefined> {
    return (await this.items.get(keyOf(customerId))) as FollowUpTurn | undefined;
  }

  async saveTurn(next: FollowUpTurn): Promise<SaveResult> {
    return this.items.putNextVersion(keyOf(next.customerId), next);
  }
}

function keyOf(customerId: string): Key {
  return { pk: `CUSTOMER#${customerId}`, sk: 'FOLLOWUP' };
}
