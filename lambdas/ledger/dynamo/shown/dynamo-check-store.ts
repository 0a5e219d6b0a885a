import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { monthOf, type CheckMark, type MarkedCheck, type QualityCheck } from '../../check/quality-check';
import type { CheckPage, CheckRange, CheckStore } from '../../port/check-store';
import type { SaveResult } from '../../port/ledger';
import { DynamoItems, fromItem, onlyIfNew, type Item, type Key } from '../dynamo-items';
import { everyItem } from '../dynamo-pages';

/** Comes after the marks of a check, and before the next check. */
const afterMarks = '#~';

/**
 * Checks in the ledger's table, a month in one partition: each check with its marks behind it. Every item is written
 * once, and none is ever written over.
 */
export class DynamoCheckStore implements CheckStore {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async keepCheck(check: QualityCheck): Promise<void> {
    await this.items.put(keyOfCheck(check), check, {}, onlyIfNew);
  }

  async readCheck(of: Pick<QualityCheck, 'remedyId' | 'committedAt'>): Promise<MarkedCheck | undefined> {
    const { pk, sk } = keyOfCheck(of);
    const query = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
    };
    for await (const found of this.found(query)) return found;
    return undefined;
  }

  async addMark(of: Pick<QualityCheck, 'remedyId' | 'committedAt'>, mark: CheckMark): Promise<SaveResult> {
    const { pk, sk } = keyOfCheck(of);
    return this.items.put({ pk, sk: `${sk}#MARK#${String(mark.number).padStart(4, '0')}` }, mark, {}, onlyIfNew);
  }

  async checksOf({ month, after, limit }: CheckRange): Promise<CheckPage> {
    const pk = partitionOf(month);
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':after': after === undefined ? ' ' : `${after}${afterMarks}` }),
    };
    const checks: MarkedCheck[] = [];
    for await (const found of this.found(query)) {
      const last = checks.at(-1);
      if (last && checks.length === limit) return { checks, next: keyOfCheck(last.check).sk };
      checks.push(found);
    }
    return { checks };
  }

  private async *found(
    query: Pick<QueryCommand['input'], 'KeyConditionExpression' | 'ExpressionAttributeValues'>,
  ): AsyncGenerator<MarkedCheck> {
    const asked = { TableName: this.items.tableName, ConsistentRead: true, ...query };
    const read = (from: Item | undefined) =>
      this.items.client.send(new QueryCommand({ ...asked, ...(from && { ExclusiveStartKey: from }) }));
    let current: { check: QualityCheck; marks: CheckMark[] } | undefined;
    for await (const item of everyItem(read)) {
      if (item['sk']?.S?.includes('#MARK#')) {
        current?.marks.push(fromItem(item) as CheckMark);
        continue;
      }
      if (current) yield current;
      current = { check: fromItem(item) as QualityCheck, marks: [] };
    }
    if (current) yield current;
  }
}

function partitionOf(month: string): string {
  return `CHECKS#${month}`;
}

function keyOfCheck({ remedyId, committedAt }: Pick<QualityCheck, 'remedyId' | 'committedAt'>): Key {
  return { pk: partitionOf(monthOf({ committedAt })), sk: `${committedAt}#${remedyId}` };
}
