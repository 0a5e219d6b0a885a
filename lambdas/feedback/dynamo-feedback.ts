import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Conversation } from '../conversation/conversation';
import { DynamoItems, type Attributes, type Condition, type Item, type Key } from '../ledger/dynamo/dynamo-items';
import { keyOf } from '../ledger/dynamo/dynamo-keys';
import type { RemedyKey, SaveResult } from '../ledger/port/ledger';
import { dayMs } from '../model/durations';
import { quietDays, type AskedCustomer, type Feedback } from './feedback';
import { hindrancesIn, type FeedbackStore, type Hindrances } from './feedback-store';

/** Nobody's remedies are read without end: who has more of them than fill so many pages is not asked. */
const mostPages = 4;

/** Under the envelopes of a customer, so that an erasure empties it with them. No remedy has this id. */
const ofAllRemedies = 'all';

/** What customers answer, in the ledger's table, where an erasure empties it with the envelopes. */
export class DynamoFeedback implements FeedbackStore {
  private readonly items: DynamoItems;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  read({ customerId, remedyId }: RemedyKey): Promise<Feedback | undefined> {
    return this.stored<Feedback>(keyOf.message(customerId, remedyId, 'feedback'));
  }

  save(next: Feedback): Promise<SaveResult> {
    const { customerId, remedyId, expiresAt } = next;
    return this.items.putNextVersion(keyOf.message(customerId, remedyId, 'feedback'), next, expiryAt(expiresAt));
  }

  readAsked(customerId: string): Promise<AskedCustomer | undefined> {
    return this.stored<AskedCustomer>(askedOf(customerId));
  }

  /** Who said no is known for as long as nobody erases them. Of everybody else it is enough to know it for a while. */
  saveAsked(next: AskedCustomer): Promise<SaveResult> {
    const until = new Date(Date.parse(next.at) + (quietDays + 1) * dayMs).toISOString();
    const extra = next.refusedAt === undefined ? expiryAt(until) : {};
    const condition = next.version === 1 ? onlyIfNewOrErased : onlyIfVersion(next.version - 1);
    return this.items.put(askedOf(next.customerId), next, extra, condition);
  }

  async hindrancesOf(customerId: string): Promise<Hindrances> {
    const { pk } = keyOf.customerRecord(customerId);
    const [notices, conversations] = await Promise.all([this.below(pk, 'NOTICE#'), this.below(pk, 'CONVERSATION#')]);
    if (!notices || !conversations) return { hasComplained: false, isTalking: false, isUnknown: true };
    return hindrancesIn(
      notices.map((item) => item['state']?.S ?? ''),
      conversations.map((item) => unmarshall(item) as Pick<Conversation, 'state' | 'lines'>),
    );
  }

  /** What was erased is as if it had never been, but nobody writes in its place. */
  private async stored<Value extends object>(key: Key): Promise<Value | undefined> {
    const found = (await this.items.get(key)) as Value | { readonly erasedAt: string } | undefined;
    return found && !('erasedAt' in found) ? found : undefined;
  }

  /** What those items say of where they stand. Undefined where there is too much of it. */
  private async below(pk: string, sk: string): Promise<Item[] | undefined> {
    const found: Item[] = [];
    let from: Item | undefined;
    for (let page = 0; page < mostPages; page++) {
      const { Items: items = [], LastEvaluatedKey: next } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeNames: { '#state': 'state', '#lines': 'lines' },
          ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
          ProjectionExpression: '#state, #lines',
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...items);
      if (!next) return found;
      from = next;
    }
    return undefined;
  }
}

/** Nothing is known of whom somebody erased, and they may be asked about what happened since. */
const onlyIfNewOrErased: Condition = { ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(erasedAt)' };

function onlyIfVersion(version: number): Condition {
  return {
    ConditionExpression: 'version = :before AND attribute_not_exists(erasedAt)',
    ExpressionAttributeValues: marshall({ ':before': version }),
  };
}

function askedOf(customerId: string): Key {
  return keyOf.message(customerId, ofAllRemedies, 'asked');
}

function expiryAt(instant: string): Attributes {
  return { expiresAtSeconds: Math.floor(Date.parse(instant) / 1000) };
}
