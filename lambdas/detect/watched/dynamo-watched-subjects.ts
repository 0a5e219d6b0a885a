import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { unjoinedSchema, type WatchedSubject, type WatchedSubjects } from './watched-subject';

/** Over so many keys of the index what is due is spread, so that a day's parcels do not all write one of them. */
const dueKeys = 8;

const itemSchema = z.object({
  subject: z.string(),
  version: z.int(),
  state: z.unknown(),
  published: z.array(
    z.object({ type: z.string(), remedyId: z.string(), at: z.string(), evidence: z.array(z.string()) }),
  ),
  unjoined: z.optional(unjoinedSchema),
  dueAt: z.optional(z.string()),
  expiresAt: z.string(),
});

/** The table holds something that this version of the code cannot read. Nothing is guessed. */
export class WatchedItemError extends Error {
  override readonly name = 'WatchedItemError';
}

/** The subjects of one detector in a table that all detectors share. */
export class DynamoWatchedSubjects implements WatchedSubjects {
  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly tableName: string,
    private readonly detector: string,
  ) {}

  async read(subject: string): Promise<WatchedSubject | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.tableName, Key: this.keyOf(subject), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const item = itemSchema.safeParse(unmarshall(Item));
    if (!item.success) throw new WatchedItemError(`what is kept of a subject of ${this.detector} cannot be read`);
    return item.data;
  }

  async save(next: WatchedSubject): Promise<'saved' | 'stale'> {
    const { detector } = this;
    const Item = marshall(
      {
        ...next,
        ...(next.dueAt !== undefined && { due: `${detector}#${shardOf(next.subject)}` }),
        ...(next.unjoined && { unjoinedOf: detector, unjoinedSince: next.unjoined.since }),
        expiresAtSeconds: Math.ceil(Date.parse(next.expiresAt) / 1000),
      },
      { removeUndefinedValues: true },
    );
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: { ...Item, ...this.keyOf(next.subject) },
          ...(next.version === 1
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: 'version = :before',
                ExpressionAttributeValues: marshall({ ':before': next.version - 1 }),
              }),
        }),
      );
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'stale';
      throw error;
    }
  }

  async due(now: Date, atMost: number): Promise<readonly string[]> {
    const each = Math.max(1, Math.ceil(atMost / dueKeys));
    const shards = Array.from({ length: dueKeys }, (_, shard) => this.dueIn(shard, now, each));
    const found = (await Promise.all(shards)).flat();
    return found.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)).map(({ subject }) => subject);
  }

  private async dueIn(shard: number, now: Date, atMost: number): Promise<{ subject: string; dueAt: string }[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: 'due',
        KeyConditionExpression: 'due = :due AND dueAt <= :now',
        ExpressionAttributeValues: marshall({ ':due': `${this.detector}#${shard}`, ':now': now.toISOString() }),
        Limit: atMost,
      }),
    );
    return Items.map((item) => dueSchema.parse(unmarshall(item)));
  }

  /** A subject may be longer than a key can be, and of any script. */
  private keyOf(subject: string): Record<string, AttributeValue> {
    return { pk: { S: `${this.detector}#${hashOf(subject)}` } };
  }
}

const dueSchema = z.object({ subject: z.string(), dueAt: z.string() });

function shardOf(subject: string): number {
  return parseInt(hashOf(subject).slice(0, 4), 16) % dueKeys;
}

function hashOf(subject: string): string {
  return createHash('sha256').update(subject, 'utf8').digest('hex');
}
