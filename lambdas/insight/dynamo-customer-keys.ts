import { createHash } from 'node:crypto';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import type { CustomerKey, CustomerKeys, ForgetfulKeys } from './pseudonym-of';

/** What one request may ask for. */
const mostKeys = 100;

/**
 * The keys in a table of their own, each below a hash of its customer's id. Nobody who reads insight reads it, and it
 * has no recovery: what was forgotten comes back with no backup.
 */
export class DynamoCustomerKeys implements CustomerKeys, ForgetfulKeys {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async find(customerIds: readonly string[]): Promise<ReadonlyMap<string, CustomerKey>> {
    const ids = new Map(customerIds.map((id) => [hashOf(id), id]));
    const found = new Map<string, CustomerKey>();
    const hashes = [...ids.keys()];
    for (let from = 0; from < hashes.length; from += mostKeys) {
      for (const item of await this.read(hashes.slice(from, from + mostKeys))) {
        const id = ids.get(item['pk']?.S ?? '');
        if (id !== undefined) found.set(id, keyIn(item));
      }
    }
    return found;
  }

  async keep(customerId: string, key: string): Promise<CustomerKey> {
    const { Attributes: item = {} } = await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: keyOf(customerId),
        UpdateExpression: 'SET #key = if_not_exists(#key, :key)',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':key': { S: key } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return keyIn(item);
  }

  async forget(customerId: string, until: string): Promise<void> {
    try {
      await this.client.send(
        new UpdateItemCommand({
          TableName: this.tableName,
          Key: keyOf(customerId),
          UpdateExpression: 'SET forgottenUntil = :until REMOVE #key',
          // Asked again, also once something new has happened to them, it forgets nothing that it had not before.
          ConditionExpression: 'attribute_not_exists(forgottenUntil) OR forgottenUntil < :until',
          ExpressionAttributeNames: { '#key': 'key' },
          ExpressionAttributeValues: { ':until': { S: until } },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  private async read(hashes: readonly string[]): Promise<Record<string, AttributeValue>[]> {
    const items: Record<string, AttributeValue>[] = [];
    let asked: Record<string, KeysAndAttributes> | undefined = {
      [this.tableName]: { Keys: hashes.map((pk) => ({ pk: { S: pk } })), ConsistentRead: true },
    };
    while (asked !== undefined && Object.keys(asked).length > 0) {
      const { Responses = {}, UnprocessedKeys }: Awaited<ReturnType<typeof this.send>> = await this.send(asked);
      items.push(...(Responses[this.tableName] ?? []));
      asked = UnprocessedKeys;
    }
    return items;
  }

  private send(RequestItems: Record<string, KeysAndAttributes>) {
    return this.client.send(new BatchGetItemCommand({ RequestItems }));
  }
}

function hashOf(customerId: string): string {
  return createHash('sha256').update(customerId, 'utf8').digest('hex');
}

function keyOf(customerId: string): Record<string, AttributeValue> {
  return { pk: { S: hashOf(customerId) } };
}

function keyIn(item: Record<string, AttributeValue>): CustomerKey {
  return { key: item['key']?.S, forgottenUntil: item['forgottenUntil']?.S };
}
