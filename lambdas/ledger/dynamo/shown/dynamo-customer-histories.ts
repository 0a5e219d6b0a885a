import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { CustomerHistories, CustomerHistory, KnownNotice, KnownRemedy } from '../../port/customer-history';
import { fromItem, type Item, type Key } from '../dynamo-items';
import { keyOf } from '../dynamo-keys';
import { everyItem } from '../dynamo-pages';
import { remedyAt, remedyKeyIn } from '../dynamo-remedy';

/**
 * So many items of a kind are read at most. Remedies lie by their ids, so the newest are known once all are read; of
 * whoever has more of them these are the newest of so many.
 */
const mostRead = 5_000;

const ofRemedy = [
  ...['type', 'state', 'evidence', 'source', 'incidentId', 'orderId', 'lineId', 'paymentId', 'parts', 'reasons'],
  ...['occurredAt', 'detectedAt', 'committedAt', 'history'],
];
const ofNotice = ['remedyId', 'template', 'state', 'at', 'trouble'];

/** Reads what lies below one customer: two queries, and a page of each is up to a megabyte. Envelopes are not read. */
export class DynamoCustomerHistories implements CustomerHistories {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async historyOf(customerId: string, limit: number): Promise<CustomerHistory> {
    const [remedies, notices] = await Promise.all([this.remediesOf(customerId, limit), this.noticesOf(customerId)]);
    const shown = new Set(remedies.found.map(({ remedyId }) => remedyId));
    return {
      remedies: remedies.found,
      notices: notices.found.filter(({ remedyId }) => shown.has(remedyId)),
      isComplete: remedies.isComplete && notices.isComplete,
    };
  }

  private async remediesOf(customerId: string, limit: number): Promise<Found<KnownRemedy>> {
    let found: KnownRemedy[] = [];
    let read = 0;
    for await (const item of this.below(keyOf.remedyRecord(customerId, ''), ofRemedy)) {
      if (++read > mostRead) break;
      found.push(remedyIn(item));
      // Of thousands, only those are kept that may be among the newest.
      if (found.length >= 2 * limit) found = newestOf(found, limit);
    }
    return { found: newestOf(found, limit), isComplete: read <= limit };
  }

  private async noticesOf(customerId: string): Promise<Found<KnownNotice>> {
    const found: KnownNotice[] = [];
    for await (const item of this.below({ ...keyOf.customerRecord(customerId), sk: 'NOTICE#' }, ofNotice)) {
      if (found.length === mostRead) return { found, isComplete: false };
      found.push(fromItem(item) as KnownNotice);
    }
    return { found, isComplete: true };
  }

  private below({ pk, sk }: Key, attributes: readonly string[]): AsyncGenerator<Item> {
    // Some of these are words of DynamoDB's own.
    const names = Object.fromEntries(attributes.map((attribute, n) => [`#a${n}`, attribute]));
    const query = {
      TableName: this.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
      ExpressionAttributeNames: names,
      ProjectionExpression: ['pk', 'sk', 'itemFormat', ...Object.keys(names)].join(', '),
      ConsistentRead: true,
    };
    return everyItem((from) => this.client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })));
  }
}

interface Found<Kind> {
  readonly found: Kind[];
  readonly isComplete: boolean;
}

function remedyIn(item: Item): KnownRemedy {
  // It is not among what was asked for, and a record has it all the same.
  const { pollCount: _pollCount, ...remedy } = remedyAt(fromItem(item), remedyKeyIn(item));
  return remedy;
}

function newestOf(remedies: readonly KnownRemedy[], limit: number): KnownRemedy[] {
  return remedies.toSorted((a, b) => (a.committedAt > b.committedAt ? -1 : 1)).slice(0, limit);
}
