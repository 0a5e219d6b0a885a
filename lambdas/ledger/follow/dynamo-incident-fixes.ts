import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Money } from '../../model/money';
import { withoutFailure } from '../../model/judging/gesture';
import { DynamoItems, fromItem, type Key } from '../dynamo/dynamo-items';
import { keyOf, listOf, waitingShards } from '../dynamo/dynamo-keys';
import { everyItem } from '../dynamo/dynamo-pages';
import type { RemedyKey, SaveResult } from '../port/ledger';
import type { RemedyRecord } from '../remedy-record';
import type { Hurt, IncidentFix, IncidentFixes } from './incident-fix';

/** Ends of incidents in the ledger's table, and those whom they hurt on its index of what waits. */
export class DynamoIncidentFixes implements IncidentFixes {
  private readonly items: DynamoItems;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  async readFix(incidentId: string): Promise<IncidentFix | undefined> {
    return (await this.items.get(keyOf.incidentFix(incidentId))) as IncidentFix | undefined;
  }

  async saveFix(next: IncidentFix): Promise<SaveResult> {
    const place = placeOf(next);
    return this.items.putNextVersion(keyOf.incidentFix(next.incidentId), next, place);
  }

  async undecidedFixes(limit: number): Promise<readonly string[]> {
    const listed = await this.listed(listOf.undecidedFixes(), limit);
    return listed.map(({ pk }) => pk.slice('INCIDENT#'.length));
  }

  async hurtBy(incidentId: string, limit: number): Promise<Hurt> {
    const pages = await Promise.all(waitingShards.map((shard) => this.listed(listOf.hurt(incidentId, shard), limit)));
    const found = pages.flat();
    return {
      remedies: found.slice(0, limit).map(remedyOf),
      amounts: sumsOf(found.flatMap(({ dueAt }) => amountsIn(dueAt))),
      isComplete: pages.every(({ length }) => length < limit),
    };
  }

  async failedAfter(customerId: string, at: string): Promise<boolean> {
    const { pk, sk } = keyOf.remedyRecord(customerId, '');
    const query = {
      TableName: this.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':sk': sk }),
      ExpressionAttributeNames: { '#type': 'type' },
      ProjectionExpression: 'pk, sk, itemFormat, #type, occurredAt',
      ConsistentRead: true,
    };
    for await (const item of everyItem((from) =>
      this.client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })),
    )) {
      const { type, occurredAt } = fromItem(item) as Pick<RemedyRecord, 'type' | 'occurredAt'>;
      if (!withoutFailure.includes(type) && Date.parse(occurredAt) > Date.parse(at)) return true;
    }
    return false;
  }

  private async listed(list: string, limit: number): Promise<Listed[]> {
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

interface Listed extends Key {
  readonly dueAt: string;
}

/** There are few of them at a time, so they share one shard. */
function placeOf({ dueAt, decided, since }: IncidentFix): { waiting?: string; dueAt?: string } {
  if (dueAt !== undefined) return { waiting: listOf.due('0') };
  return decided ? {} : { waiting: listOf.undecidedFixes(), dueAt: since };
}

function remedyOf({ pk, sk }: Listed): RemedyKey {
  const [, remedyId = ''] = sk.split('#');
  return { customerId: pk.slice('CUSTOMER#'.length), remedyId };
}

/** What stands behind the time of such a place. */
function amountsIn(place: string): Money[] {
  const [, ...costs] = place.split(' ');
  return costs.map((cost) => ({ currency: cost.slice(0, 3), amountMinor: Number(cost.slice(3)) }));
}

/** One sum for each currency, in the order of their codes. */
export function sumsOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor })).toSorted(byCurrency);
}

function byCurrency(one: Money, other: Money): number {
  return one.currency < other.currency ? -1 : 1;
}
