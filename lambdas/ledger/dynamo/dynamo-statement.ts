import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { CustomerRecord } from '../customer-record';
import { erasureIn } from './dynamo-envelopes';
import { fromItem } from './dynamo-items';
import { remedyAt, remedyKeyIn } from './dynamo-remedy';
import { everyItem } from './dynamo-pages';
import type { LedgerItem, LedgerStatement } from '../port/statement';

/** Reads the whole table, page by page. Once a day that is cheap: a million records cost a few cents. */
export class DynamoStatement implements LedgerStatement {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async *items(): AsyncGenerator<LedgerItem> {
    const scan = {
      TableName: this.tableName,
      FilterExpression: 'sk = :customer OR begins_with(sk, :remedy) OR attribute_exists(erasedAt)',
      ExpressionAttributeValues: marshall({ ':customer': 'CUSTOMER', ':remedy': 'REMEDY#' }),
    };
    for await (const item of everyItem((from) =>
      this.client.send(new ScanCommand({ ...scan, ExclusiveStartKey: from })),
    )) {
      const erasure = erasureIn(item);
      if (erasure) yield { erasure };
      else if (item['sk']?.S === 'CUSTOMER') yield { customer: { ...(fromItem(item) as CustomerRecord), ofOrder: [] } };
      else if (item['sk']?.S?.startsWith('REMEDY#')) yield { remedy: remedyAt(fromItem(item), remedyKeyIn(item)) };
    }
  }
}
