import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { RemedyKey } from '../../port/ledger';
import type { RemedyIndex, RemedyLookUp } from '../../port/remedy-index';
import { keyOf } from '../dynamo-keys';
import { remedyKeyIn } from '../dynamo-remedy';

/** So many are found at most: an order or a payment has a few remedies, and a reference one. */
const mostFound = 50;

/** What an index has remedies by. All of them have it from their first version on, and it never changes. */
const attributes = { reference: 'evidence', order: 'orderId', payment: 'paymentId' } as const;

const evidences = ['detected', 'reported'];

/** Indexes of remedy records. Each has keys alone, so it is written once for a remedy. */
export class DynamoRemedyLookUp implements RemedyLookUp {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    readonly indexes: readonly RemedyIndex[],
  ) {}

  async remediesBy(index: RemedyIndex, value: string): Promise<RemedyKey[]> {
    if (index !== 'reference') return this.query(index, value, '');
    // Below it remedies lie by their ids.
    const found = await Promise.all(evidences.map((evidence) => this.query(index, evidence, value)));
    return found.flat();
  }

  private async query(index: RemedyIndex, value: string, begin: string): Promise<RemedyKey[]> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: index,
        KeyConditionExpression: '#of = :of AND begins_with(sk, :sk)',
        ExpressionAttributeNames: { '#of': attributes[index] },
        ExpressionAttributeValues: marshall({ ':of': value, ':sk': keyOf.remedyRecord('', begin).sk }),
        Limit: mostFound,
      }),
    );
    return items.map(remedyKeyIn);
  }
}
