import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { SaveResult } from '../port/ledger';

/** The shape of stored items. It moves when an older function could not read what a newer one wrote. */
const itemFormat = 1;

/** Of items from which is left out what follows from the rest of them. Each reader of these puts it back. */
export const shortFormat = { itemFormat: 2 } as const;

/**
 * Of short ones behind whose time for the index stands more. A function that took that for a time would find nothing
 * due, and say nothing of it.
 */
export const placedFormat = { itemFormat: 3 } as const;

const readable: readonly unknown[] = [itemFormat, shortFormat.itemFormat, placedFormat.itemFormat];

export type Item = Record<string, AttributeValue>;
export type Key = { readonly pk: string; readonly sk: string };
export type Attributes = Readonly<Record<string, unknown>>;

/** The table holds something this version of the code cannot read. Nothing is guessed: the event is delivered again. */
export class LedgerItemError extends Error {
  override readonly name = 'LedgerItemError';
}

export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

export const onlyIfNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * How the ledger's table is read and written: consistent reads, conditional writes of whole items, and nothing else.
 */
export class DynamoItems {
  constructor(
    readonly client: DynamoDBClient,
    readonly tableName: string,
  ) {}

  async get(key: Key): Promise<unknown> {
    const command = new GetItemCommand({ TableName: this.tableName, Key: marshall(key), ConsistentRead: true });
    const { Item: item } = await this.client.send(command);
    return item && fromItem(item);
  }

  /** Writes the item if the condition holds. */
  async put(key: Key, value: object, extra: Attributes, condition: Condition): Promise<SaveResult> {
    const item = toItem(key, value, extra);
    try {
      await this.client.send(new PutItemCommand({ TableName: this.tableName, Item: item, ...condition }));
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'stale';
      throw error;
    }
  }

  /** Writes the value if the stored version is the one before it. */
  async putNextVersion(key: Key, next: { readonly version: number }, extra: Attributes = {}): Promise<SaveResult> {
    return this.put(key, next, extra, next.version === 1 ? onlyIfNew : onlyIfVersion(next.version - 1));
  }
}

export function onlyIfVersion(version: number): Condition {
  return { ConditionExpression: 'version = :before', ExpressionAttributeValues: marshall({ ':before': version }) };
}

function toItem(key: Key, value: object, extra: Attributes): Item {
  return marshall({ ...key, itemFormat, ...value, ...extra }, { removeUndefinedValues: true });
}

/**
 * The value as it was stored. Only this file writes items, and `itemFormat` says that it was one that writes them so.
 */
export function fromItem(item: Item): unknown {
  const {
    pk,
    sk,
    itemFormat: format,
    waiting,
    approvers: _approvers,
    expiresAtSeconds: _expiresAtSeconds,
    ...value
  } = unmarshall(item);
  if (!readable.includes(format)) {
    throw new LedgerItemError(
      `${String(pk)} ${String(sk)} is stored in format ${String(format)}; this code reads ${readable.join(', ')}`,
    );
  }
  // There it is the index's alone: nothing has to be polled.
  if (isListForPeople(waiting)) delete value['dueAt'];
  else if (typeof value['dueAt'] === 'string') value['dueAt'] = timeOfPlace(value['dueAt']);
  return value;
}

/** Behind the time stands what else the index says. */
function timeOfPlace(place: string): string {
  return place.split(' ', 1)[0] ?? place;
}

function isListForPeople(waiting: unknown): boolean {
  return typeof waiting === 'string' && /^(?:attention|undelivered|hurt|unmended)#/.test(waiting);
}
