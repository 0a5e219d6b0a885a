import { QueryCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { RemedyKey } from '../port/ledger';
import type { RemedyFinder, RemedySearch } from '../port/remedy-finder';
import { remedyKeyIn } from './dynamo-remedy';
import { keyOf } from './dynamo-keys';
import { everyItem } from './dynamo-pages';

/** So many parts of the table are read at once. */
const segments = 8;

/** Finds remedies by how their ids begin. Of what it reads it is told keys alone. */
export class DynamoRemedyFinder implements RemedyFinder, RemedySearch {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  /** One query of one customer. */
  async remediesBeginning(customerId: string, begin: string): Promise<string[]> {
    const { pk, sk } = keyOf.remedyRecord(customerId, begin);
    const query = {
      TableName: this.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    };
    const found: string[] = [];
    for await (const item of everyItem((from) =>
      this.client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })),
    )) {
      found.push(remedyKeyIn(item).remedyId);
    }
    return found;
  }

  /** No index has references, so it reads the whole table, some parts of it at once. */
  async search(begin: string): Promise<RemedyKey[]> {
    const parts = await Promise.all(
      Array.from({ length: segments }, (_, segment) => this.searchSegment(begin, segment)),
    );
    return parts.flat();
  }

  private async searchSegment(begin: string, segment: number): Promise<RemedyKey[]> {
    const scan = {
      TableName: this.tableName,
      FilterExpression: 'begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':sk': keyOf.remedyRecord('', begin).sk }),
      ProjectionExpression: 'pk, sk',
      Segment: segment,
      TotalSegments: segments,
    };
    const found: RemedyKey[] = [];
    for await (const item of everyItem((from) =>
      this.client.send(new ScanCommand({ ...scan, ExclusiveStartKey: from })),
    )) {
      found.push(remedyKeyIn(item));
    }
    return found;
  }
}
