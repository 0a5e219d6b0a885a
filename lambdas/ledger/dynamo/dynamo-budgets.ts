import { ConditionalCheckFailedException, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { limitIn } from '../../model/limits';
import type { Budget, BudgetStore, Spending } from '../budget';
import { keyOf } from './dynamo-keys';

/**
 * Budgets as counters in the ledger's table. A counter only grows, and never beyond its limit: the write refuses it.
 */
export class DynamoBudgets implements BudgetStore {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    /** Told once when half of a budget is used, in remedies, in a currency or in the reference currency. */
    private readonly onHalf: (budget: Budget) => void = () => undefined,
  ) {}

  async reserve(budget: Budget, spending: Spending): Promise<boolean> {
    const counts = countsOf(budget, spending);
    if (counts.some(({ added, limit }) => added > limit)) return false;
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: marshall(keyOf.budget(budget.name)),
      UpdateExpression: `ADD ${counts.map((_, n) => `#c${n} :added${n}`).join(', ')}`,
      ConditionExpression: counts.map((_, n) => `(attribute_not_exists(#c${n}) OR #c${n} <= :room${n})`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(counts.map(({ name }, n) => [`#c${n}`, name])),
      ExpressionAttributeValues: marshall(
        Object.fromEntries(
          counts.flatMap(({ added, limit }, n) => [
            [`:added${n}`, added],
            [`:room${n}`, limit - added],
          ]),
        ),
      ),
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      const { Attributes: used = {} } = await this.client.send(command);
      if (counts.some((count) => passesHalf(count, Number(used[count.name]?.N ?? 0)))) this.onHalf(budget);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** One counter of a budget. */
interface Count {
  readonly name: string;
  readonly added: number;
  readonly limit: number;
}

function countsOf({ limit }: Budget, { remedies, amountMinor, currency, reference }: Spending): Count[] {
  const counts = [
    { name: 'remedies', added: remedies, limit: limit.remedies },
    { name: `minor_${currency}`, added: amountMinor, limit: limitIn(limit.amountMinor, currency) },
  ];
  if (limit.referenceMinor === undefined || !reference) return counts;
  const { amountMinor: added, currency: counted } = reference;
  return [...counts, { name: `reference_${counted}`, added, limit: limit.referenceMinor }];
}

function passesHalf({ added, limit }: Count, used: number): boolean {
  return used >= limit / 2 && used - added < limit / 2;
}
