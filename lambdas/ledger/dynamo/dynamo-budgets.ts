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
  ) {}

  async reserve(budget: Budget, { remedies, amountMinor, currency }: Spending): Promise<boolean> {
    const room = {
      remedies: budget.limit.remedies - remedies,
      amountMinor: limitIn(budget.limit.amountMinor, currency) - amountMinor,
    };
    if (room.remedies < 0 || room.amountMinor < 0) return false;
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: marshall(keyOf.budget(budget.name)),
      UpdateExpression: 'ADD remedies :remedies, #minor :minor',
      ConditionExpression:
        '(attribute_not_exists(remedies) OR remedies <= :roomRemedies) AND (attribute_not_exists(#minor) OR #minor <= :roomMinor)',
      ExpressionAttributeNames: { '#minor': `minor_${currency}` },
      ExpressionAttributeValues: marshall({
        ':remedies': remedies,
        ':minor': amountMinor,
        ':roomRemedies': room.remedies,
        ':roomMinor': room.amountMinor,
      }),
    });
    try {
      await this.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
