import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DynamoItems, onlyIfNew, type Key } from '../ledger/dynamo/dynamo-items';
import { keyOf, waitingShards } from '../ledger/dynamo/dynamo-keys';
import type { RemedyKey, SaveResult } from '../ledger/port/ledger';
import { isOpen, type Conversation, type Said } from './conversation';
import type { Conversations, ReplyMarks } from './conversations';
import type { ReplyMark } from './reply-mark';

/** So many are read at once. */
const atOnce = 16;

/** Conversations in the ledger's table, and what was said beside the envelope of its remedy. */
export class DynamoConversations implements Conversations, ReplyMarks {
  private readonly items: DynamoItems;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  async read(of: RemedyKey): Promise<Conversation | undefined> {
    const stored = (await this.items.get(placeOf(of))) as (Conversation & { dueAt?: string }) | undefined;
    if (!stored) return undefined;
    const { dueAt: _, ...conversation } = stored;
    return conversation;
  }

  async save(next: Conversation): Promise<SaveResult> {
    const waits = isOpen(next) ? { waiting: listOf(shardOf(next)), dueAt: next.since } : {};
    return this.items.putNextVersion(placeOf(next), next, waits);
  }

  async keepSaid(spoken: Said): Promise<void> {
    const { customerId, remedyId, lineId } = spoken;
    await this.items.put(keyOf.message(customerId, remedyId, lineId), spoken, expiry(spoken), onlyIfNew);
  }

  async readSaid({ customerId, remedyId }: RemedyKey, lineIds: readonly string[]): Promise<ReadonlyMap<string, Said>> {
    const spoken = new Map<string, Said>();
    for (let from = 0; from < lineIds.length; from += atOnce) {
      const ids = lineIds.slice(from, from + atOnce);
      const read = await Promise.all(ids.map((id) => this.items.get(keyOf.message(customerId, remedyId, id))));
      for (const [index, id] of ids.entries()) {
        const stored = read[index] as Said | { readonly erasedAt: string } | undefined;
        if (stored && !('erasedAt' in stored)) spoken.set(id, stored);
      }
    }
    return spoken;
  }

  async waiting(limit: number): Promise<RemedyKey[]> {
    const pages = await Promise.all(waitingShards.map((shard) => this.readList(listOf(shard), limit)));
    return pages
      .flat()
      .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
      .slice(0, limit)
      .map(({ pk, sk }) => ({ customerId: pk.slice('CUSTOMER#'.length), remedyId: sk.slice('CONVERSATION#'.length) }));
  }

  async keepMark(name: string, mark: ReplyMark): Promise<void> {
    await this.items.put(markAt(name), mark, expiry(mark), onlyIfNew);
  }

  async readMark(name: string): Promise<ReplyMark | undefined> {
    return (await this.items.get(markAt(name))) as ReplyMark | undefined;
  }

  private async readList(list: string, limit: number): Promise<Listed[]> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: 'waiting',
        KeyConditionExpression: 'waiting = :list',
        ExpressionAttributeValues: marshall({ ':list': list }),
        Limit: limit,
      }),
    );
    return items.map((item) => unmarshall(item) as Listed);
  }
}

interface Listed {
  readonly pk: string;
  readonly sk: string;
  readonly dueAt: string;
}

function placeOf({ customerId, remedyId }: RemedyKey): Key {
  return { pk: `CUSTOMER#${customerId}`, sk: `CONVERSATION#${remedyId}` };
}

function markAt(name: string): Key {
  return { pk: `REPLY#${name}`, sk: 'REPLY' };
}

function listOf(shard: string): string {
  return `conversation#${shard}`;
}

function shardOf({ remedyId }: RemedyKey): string {
  const last = remedyId.slice(-1);
  return waitingShards.includes(last) ? last : '0';
}

function expiry({ expiresAt }: { readonly expiresAt: string }) {
  return { expiresAtSeconds: Math.floor(Date.parse(expiresAt) / 1000) };
}
