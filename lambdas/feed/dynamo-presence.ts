import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoItems, type Condition, type Key } from '../ledger/dynamo/dynamo-items';
import { keyOf } from '../ledger/dynamo/dynamo-keys';
import type { Presence } from './page-first';

/** A page that was left is taken for open for so long at most. */
const hereMs = 60_000;

/** A page that asks every few seconds is noted no more often than this. */
const renewMs = 25_000;

/** Under the envelopes of a customer, so that an erasure empties it with them. No remedy has this id. */
const ofAllRemedies = 'all';

const onlyIfNotErased: Condition = { ConditionExpression: 'attribute_not_exists(erasedAt)' };

/** Who is on a page, in the ledger's table: one item for each customer, which expires by itself. */
export class DynamoPresence implements Presence {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async note(customerId: string, now: Date): Promise<void> {
    const leftMs = (await this.until(customerId)) - now.getTime();
    if (leftMs > hereMs - renewMs) return;
    const until = new Date(now.getTime() + hereMs);
    const expiry = { expiresAtSeconds: Math.ceil(until.getTime() / 1_000) };
    await this.items.put(hereOf(customerId), { customerId, until: until.toISOString() }, expiry, onlyIfNotErased);
  }

  async isHere(customerId: string, now: Date): Promise<boolean> {
    return (await this.until(customerId)) > now.getTime();
  }

  private async until(customerId: string): Promise<number> {
    const found = (await this.items.get(hereOf(customerId))) as { readonly until?: string } | undefined;
    return found?.until === undefined ? 0 : Date.parse(found.until);
  }
}

function hereOf(customerId: string): Key {
  return keyOf.message(customerId, ofAllRemedies, 'here');
}
