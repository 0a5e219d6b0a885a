import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Money } from '../../../model/money';
import type { BudgetUse, BudgetUses, HalfNotes } from '../../port/budget-uses';
import { dayMs } from '../../../model/durations';
import { DynamoItems, LedgerItemError, onlyIfNew, type Item, type Key } from '../dynamo-items';
import { keyOf } from '../dynamo-keys';

/** DynamoDB answers no more in one request. */
const mostKeys = 100;

/** Days of longer ago are not looked at. */
const keptDays = 40;

/** How often what DynamoDB left unread is asked for. */
const tries = 5;

/** Reads the counters of budgets, a hundred in one request, and when half of one was used. */
export class DynamoBudgetUses implements BudgetUses, HalfNotes {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async usesOf(names: readonly string[]): Promise<ReadonlyMap<string, BudgetUse>> {
    const items = await this.allOf(names.map((name) => keyOf.budget(name)));
    return new Map(items.map((item) => [nameIn(item), useIn(item)]));
  }

  async halvesOf(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const items = await this.allOf(names.map(halfKey));
    return new Map(items.flatMap((item) => (item['at']?.S === undefined ? [] : [[nameIn(item), item['at'].S]])));
  }

  /** The first time counts: another currency may pass its half later. */
  async noteHalf(name: string, at: string): Promise<void> {
    const expiresAtSeconds = Math.floor((Date.parse(at) + keptDays * dayMs) / 1_000);
    await new DynamoItems(this.client, this.tableName).put(halfKey(name), { at }, { expiresAtSeconds }, onlyIfNew);
  }

  private async allOf(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    for (let from = 0; from < keys.length; from += mostKeys) {
      found.push(...(await this.itemsOf(keys.slice(from, from + mostKeys))));
    }
    return found;
  }

  private async itemsOf(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    let wanted: Item[] = keys.map((key) => marshall(key));
    for (let request = 0; wanted.length > 0 && request < tries; request++) {
      const asked = { [this.tableName]: { Keys: wanted } };
      const answer = await this.client.send(new BatchGetItemCommand({ RequestItems: asked }));
      found.push(...(answer.Responses?.[this.tableName] ?? []));
      wanted = answer.UnprocessedKeys?.[this.tableName]?.Keys ?? [];
    }
    if (wanted.length === 0) return found;
    throw new LedgerItemError(`DynamoDB left ${wanted.length} budgets unread ${tries} times in a row`);
  }
}

/** Beside the counter, so that whoever counts writes nothing more. */
function halfKey(name: string): Key {
  return { pk: keyOf.budget(name).pk, sk: 'HALF' };
}

function nameIn({ pk }: Item): string {
  return (pk?.S ?? '').slice(keyOf.budget('').pk.length);
}

function useIn(item: Item): BudgetUse {
  return {
    remedies: Number(item['remedies']?.N ?? 0),
    amounts: moneyIn(item, 'minor_'),
    inReference: moneyIn(item, 'reference_'),
  };
}

function moneyIn(item: Item, counter: string): Money[] {
  return Object.entries(item)
    .filter(([name]) => name.startsWith(counter))
    .map(([name, { N: count }]) => ({ currency: name.slice(counter.length), amountMinor: Number(count) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
