import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Money } from '../../../model/money';
import type { BudgetUse, BudgetUses } from '../../port/budget-uses';
import { LedgerItemError, type Item } from '../dynamo-items';
import { keyOf } from '../dynamo-keys';

/** DynamoDB answers no more in one request. */
const mostKeys = 100;

/** How often what DynamoDB left unread is asked for. */
const tries = 5;

/** Reads the counters of budgets, a hundred in one request. */
export class DynamoBudgetUses implements BudgetUses {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  async usesOf(names: readonly string[]): Promise<ReadonlyMap<string, BudgetUse>> {
    const uses = new Map<string, BudgetUse>();
    for (let from = 0; from < names.length; from += mostKeys) {
      for (const item of await this.itemsOf(names.slice(from, from + mostKeys))) uses.set(nameIn(item), useIn(item));
    }
    return uses;
  }

  private async itemsOf(names: readonly string[]): Promise<Item[]> {
    const found: Item[] = [];
    let wanted: Item[] = names.map((name) => marshall(keyOf.budget(name)));
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
