import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LedgerItemError } from './dynamo-items';
import { afterPlacesOf, glanceIn, listOf, stateOnList, waitingShards } from './dynamo-keys';
import { isNoticeTemplate } from '../notice/notice';
import type { Glance, Glances, Unread, Waiting, WaitingList } from '../port/waiting-list';

/** One line of the index. */
export interface Listed {
  readonly pk: string;
  readonly sk: string;
  readonly waiting: string;
  readonly dueAt: string;
}

/** ISO instants are compared as text; this one comes after all of them. */
export const ever = '9999';

/** Reads the sparse index `waiting`. */
export class DynamoWaitingList implements WaitingList {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async due(until: Date, limit: number): Promise<Waiting[]> {
    const lists = waitingShards.flatMap((shard) => [listOf.due(shard), listOf.held(shard)]);
    return this.read(lists, until.toISOString(), limit);
  }

  async held(limit: number): Promise<Waiting[]> {
    return this.read(waitingShards.map(listOf.held), ever, limit);
  }

  async attention(limit: number): Promise<Waiting[]> {
    return this.read(waitingShards.map(listOf.attention), ever, limit);
  }

  async glances(limit: number): Promise<Glances> {
    const lists = await Promise.all(glancedLists.map((list) => this.readList(list, ever, limit)));
    const glances = glancesAt(lists.flat(), limit);
    return { ...glances, isComplete: glances.isComplete && lists.every(({ length }) => length < limit) };
  }

  async undelivered(limit: number): Promise<Waiting[]> {
    return this.read(waitingShards.map(listOf.undelivered), ever, limit);
  }

  async cohort(incidentId: string, limit: number): Promise<Waiting[]> {
    const lists = waitingShards.map((shard) => listOf.cohort(incidentId, shard));
    return this.read(lists, ever, limit);
  }

  async ofAccount(account: string, limit: number, until?: Date): Promise<Waiting[]> {
    const lists = waitingShards.map((shard) => listOf.account(account, shard));
    return this.read(lists, until?.toISOString() ?? ever, limit);
  }

  private async read(lists: readonly string[], until: string, limit: number): Promise<Waiting[]> {
    const pages = await Promise.all(lists.map((list) => this.readList(list, until, limit)));
    return earliest(pages.flat(), limit);
  }

  private async readList(list: string, until: string, limit: number): Promise<Listed[]> {
    const { Items: items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: 'waiting',
        KeyConditionExpression: 'waiting = :list AND dueAt <= :until',
        ExpressionAttributeValues: marshall({ ':list': list, ':until': afterPlacesOf(until) }),
        Limit: limit,
      }),
    );
    return items.map((item) => unmarshall(item) as Listed);
  }
}

/**
 * What a person may have to look at, but for what waits with an incident or for an account: each of those is one thing.
 */
export const glancedLists = waitingShards.flatMap((shard) => [
  listOf.due(shard),
  listOf.held(shard),
  listOf.attention(shard),
]);

/** What lines of those lists say of remedies, at most so many of which have to be read. */
export function glancesAt(listed: readonly Listed[], mostUnread: number): Glances {
  const [glanced, ofKnownState, unknown]: [Glance[], Unread[], Unread[]] = [[], [], []];
  for (const one of listed) {
    const { kind, ...remedy } = waitingAt(one);
    if (kind !== 'remedy' || !('customerId' in remedy)) continue;
    const glance = glanceIn(one.dueAt);
    const state = stateOnList(one.waiting);
    if (glance) glanced.push({ ...remedy, ...glance });
    else if (state) ofKnownState.push({ ...remedy, state });
    else unknown.push(remedy);
  }
  const unread = [...ofKnownState, ...unknown];
  return { glanced, unread: unread.slice(0, mostUnread), isComplete: unread.length <= mostUnread };
}

/** Of several lists together, what is due first. */
export function earliest(listed: readonly Listed[], limit: number): Waiting[] {
  return listed
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .slice(0, limit)
    .map(waitingAt);
}

function waitingAt({ pk, sk }: Listed): Waiting {
  const owner = pk.slice(pk.indexOf('#') + 1);
  if (sk === 'INCIDENT') return { kind: 'incident', incidentId: owner };
  if (sk === 'FIX') return { kind: 'fix', incidentId: owner };
  const [kind, remedyId = '', template = ''] = sk.split('#');
  if (kind !== 'NOTICE') return { kind: 'remedy', customerId: owner, remedyId };
  if (!isNoticeTemplate(template)) throw new LedgerItemError(`${pk} ${sk} is a notice of no known template`);
  return { kind: 'notice', customerId: owner, remedyId, template };
}
