import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Glances, Waiting, WaitingList } from '../../port/waiting-list';
import { afterPlacesOf, listOf, waitingShards } from '../dynamo-keys';
import type { Item } from '../dynamo-items';
import { DynamoWaitingList, earliest, ever, glancedLists, glancesAt, type Listed } from '../dynamo-waiting-list';

/** So many pages of the index are read, each up to a megabyte: some thousands of keys. */
const mostPages = 4;

/** Everything on the index, by list. */
type Lists = ReadonlyMap<string, readonly Listed[]>;

/**
 * The same lists for people who look. Only what waits is on the index, so reading all of it takes one request where its
 * lists take sixteen each. In a storm it is long: then each list is asked for as ever.
 */
export class DynamoScannedWaitingList implements WaitingList {
  private readonly lists: DynamoWaitingList;
  private scanning: Promise<Lists | undefined> | undefined;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {
    this.lists = new DynamoWaitingList(client, tableName);
  }

  async due(until: Date, limit: number): Promise<Waiting[]> {
    const of = waitingShards.flatMap((shard) => [listOf.due(shard), listOf.held(shard)]);
    return (await this.found(of, until.toISOString(), limit)) ?? this.lists.due(until, limit);
  }

  async held(limit: number): Promise<Waiting[]> {
    return (await this.found(waitingShards.map(listOf.held), ever, limit)) ?? this.lists.held(limit);
  }

  async attention(limit: number): Promise<Waiting[]> {
    return (await this.found(waitingShards.map(listOf.attention), ever, limit)) ?? this.lists.attention(limit);
  }

  async glances(limit: number): Promise<Glances> {
    const all = await this.all();
    if (!all) return this.lists.glances(limit);
    return glancesAt(
      glancedLists.flatMap((list) => all.get(list) ?? []),
      limit,
    );
  }

  async undelivered(limit: number): Promise<Waiting[]> {
    return (await this.found(waitingShards.map(listOf.undelivered), ever, limit)) ?? this.lists.undelivered(limit);
  }

  /** One of them alone is asked for. */
  cohort(incidentId: string, limit: number): Promise<Waiting[]> {
    return this.lists.cohort(incidentId, limit);
  }

  ofAccount(account: string, limit: number, until?: Date): Promise<Waiting[]> {
    return this.lists.ofAccount(account, limit, until);
  }

  /** Undefined where the index is too long. */
  private async found(lists: readonly string[], until: string, limit: number): Promise<Waiting[] | undefined> {
    const all = await this.all();
    return (
      all &&
      earliest(
        lists.flatMap((list) => all.get(list) ?? []).filter(({ dueAt }) => dueAt <= afterPlacesOf(until)),
        limit,
      )
    );
  }

  /** Whoever asks while it is read hears the same. */
  private async all(): Promise<Lists | undefined> {
    this.scanning ??= this.scan().finally(() => (this.scanning = undefined));
    return this.scanning;
  }

  private async scan(): Promise<Lists | undefined> {
    const lists = new Map<string, Listed[]>();
    let from: Item | undefined;
    for (let page = 0; page < mostPages; page++) {
      const scan = { TableName: this.tableName, IndexName: 'waiting', ExclusiveStartKey: from };
      const { Items: items = [], LastEvaluatedKey: next } = await this.client.send(new ScanCommand(scan));
      for (const item of items) {
        const list = item['waiting']?.S ?? '';
        const listed = unmarshall(item) as Listed;
        const others = lists.get(list);
        if (others) others.push(listed);
        else lists.set(list, [listed]);
      }
      if (!next) return lists;
      from = next;
    }
    return undefined;
  }
}
