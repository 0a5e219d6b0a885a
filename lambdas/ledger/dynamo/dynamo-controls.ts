import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { initialControls, type Controls } from '../../model/controls';
import type { ControlsStore } from '../port/controls-store';
import { DynamoItems, fromItem, onlyIfNew } from './dynamo-items';
import { keyOf } from './dynamo-keys';
import type { SaveResult } from '../port/ledger';
import { everyItem } from './dynamo-pages';

/** The controls and all their earlier versions, in the ledger's table. */
export class DynamoControls implements ControlsStore {
  private readonly items: DynamoItems;

  /** @param first what holds until something is stored */
  constructor(
    client: DynamoDBClient,
    tableName: string,
    private readonly first: Controls = initialControls,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  async readControls(): Promise<Controls> {
    return ((await this.items.get(keyOf.controls())) as Controls | undefined) ?? this.first;
  }

  /** The old version is kept first: whatever dies in between, no switch that was in force is ever without a record. */
  async saveControls(next: Controls, replaced: Controls): Promise<SaveResult> {
    if (replaced.version > 0) {
      await this.items.put(keyOf.replacedControls(replaced.version), replaced, {}, onlyIfNew);
    }
    return this.items.putNextVersion(keyOf.controls(), next);
  }

  async controlsHistory(): Promise<Controls[]> {
    const { pk } = keyOf.controls();
    const query = {
      TableName: this.items.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: marshall({ ':pk': pk }),
      ConsistentRead: true,
    };
    const history: Controls[] = [];
    for await (const item of everyItem((from) =>
      this.items.client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })),
    )) {
      history.push(fromItem(item) as Controls);
    }
    const versions = new Map(history.map((controls) => [controls.version, controls]));
    return [...versions.values()].sort((a, b) => a.version - b.version);
  }
}
