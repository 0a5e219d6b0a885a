import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { newAccount, type Account } from './account';
import type { Entry } from './entry';
import type { Envelope } from './envelope';
import type { Ledger, LedgerView, SaveResult } from './ledger';

/** The shape of stored items. It moves when an older function could not read what a newer one wrote. */
const itemFormat = 1;

/** Shards of the index of the waiting, so that a storm of waiting entries does not beat on one partition. */
const waitingShards = '0123456789abcdef';

type Item = Record<string, AttributeValue>;
type Key = { readonly pk: string; readonly sk: string };

/** The table holds something this version of the code cannot read. Nothing is guessed: the event is delivered again. */
export class LedgerItemError extends Error {
  override readonly name = 'LedgerItemError';
}

/**
 * The ledger in one DynamoDB table. Account, entries and envelopes of a customer share the partition key. Every write is
 * one conditional PutItem; there is no transaction, no stream, and nothing is ever deleted but an envelope that expires.
 */
export class DynamoLedger implements Ledger {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async read(customerId: string, remedyId: string): Promise<LedgerView> {
    const items = await this.getTogether([accountKey(customerId), entryKey(customerId, remedyId)]);
    const account = items.find((item) => item['sk']?.S === 'ACCOUNT');
    const entry = items.find((item) => item['sk']?.S !== 'ACCOUNT');
    return {
      account: account ? (fromItem(account) as Account) : newAccount(customerId),
      entry: entry && (fromItem(entry) as Entry),
    };
  }

  async readEntry(customerId: string, remedyId: string): Promise<Entry | undefined> {
    return (await this.get(entryKey(customerId, remedyId))) as Entry | undefined;
  }

  async readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined> {
    return (await this.get(envelopeKey(customerId, remedyId))) as Envelope | undefined;
  }

  async saveAccount(next: Account): Promise<SaveResult> {
    return this.saveNextVersion(accountKey(next.customerId), next);
  }

  async saveEntry(next: Entry): Promise<SaveResult> {
    return this.saveNextVersion(entryKey(next.customerId, next.remedyId), next, waitingAttributes(next));
  }

  async keepEnvelope(envelope: Envelope): Promise<void> {
    const expiresAtSeconds = Math.floor(Date.parse(envelope.expiresAt) / 1000);
    const item = toItem(envelopeKey(envelope.customerId, envelope.remedyId), envelope, { expiresAtSeconds });
    await this.client.send(new PutItemCommand({ TableName: this.tableName, Item: item }));
  }

  private async get(key: Key): Promise<unknown> {
    const command = new GetItemCommand({ TableName: this.tableName, Key: marshall(key), ConsistentRead: true });
    const { Item: item } = await this.client.send(command);
    return item && fromItem(item);
  }

  /** One request for all keys. DynamoDB may answer a part only and name the rest, which is then asked for again. */
  private async getTogether(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    let wanted: Item[] = keys.map((key) => marshall(key));
    for (let request = 0; wanted.length > 0 && request < 5; request++) {
      const asked = { [this.tableName]: { Keys: wanted, ConsistentRead: true } };
      const answer = await this.client.send(new BatchGetItemCommand({ RequestItems: asked }));
      found.push(...(answer.Responses?.[this.tableName] ?? []));
      wanted = answer.UnprocessedKeys?.[this.tableName]?.Keys ?? [];
    }
    if (wanted.length > 0) throw new LedgerItemError('DynamoDB left a part of the account unread five times in a row');
    return found;
  }

  private async saveNextVersion(
    key: Key,
    next: { readonly version: number },
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<SaveResult> {
    const command = new PutItemCommand({
      TableName: this.tableName,
      Item: toItem(key, next, extra),
      ...(next.version === 1 ? onlyIfNew : onlyIfVersion(next.version - 1)),
    });
    try {
      await this.client.send(command);
      return 'saved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'stale';
      throw error;
    }
  }
}

const onlyIfNew = { ConditionExpression: 'attribute_not_exists(pk)' } as const;

function onlyIfVersion(version: number) {
  return {
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: marshall({ ':before': version }),
  };
}

function accountKey(customerId: string): Key {
  return { pk: `CUSTOMER#${customerId}`, sk: 'ACCOUNT' };
}

function entryKey(customerId: string, remedyId: string): Key {
  return { pk: `CUSTOMER#${customerId}`, sk: `REMEDY#${remedyId}` };
}

function envelopeKey(customerId: string, remedyId: string): Key {
  return { pk: `CUSTOMER#${customerId}`, sk: `ENVELOPE#${remedyId}` };
}

/** An entry stands on the index of the waiting exactly while somebody has to look at it. */
function waitingAttributes({ remedyId, dueAt }: Entry): Readonly<Record<string, unknown>> {
  if (dueAt === undefined) return {};
  const shard = remedyId.slice(-1);
  return { waiting: waitingShards.includes(shard) ? shard : '0' };
}

function toItem(key: Key, value: object, extra: Readonly<Record<string, unknown>>): Item {
  return marshall({ ...key, itemFormat, ...value, ...extra }, { removeUndefinedValues: true });
}

/** The value as it was stored. Only this class writes items, and `itemFormat` says that it was one that writes them so. */
function fromItem(item: Item): unknown {
  const { pk, sk, itemFormat: format, waiting: _, expiresAtSeconds: __, ...value } = unmarshall(item);
  if (format !== itemFormat) {
    throw new LedgerItemError(
      `${String(pk)} ${String(sk)} is stored in format ${String(format)}; this code reads ${itemFormat}`,
    );
  }
  return value;
}
