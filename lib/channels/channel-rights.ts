import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * What belongs to customers and to whoever writes on a network, what leads from a message to its conversation, and what
 * many write about.
 * Controls, budgets and incidents it does not reach.
 */
export function mayKeepConversations(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*', 'SPELLING#*', 'REPLY#*', 'AMPLIFIED#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Items of its own, and nothing else of the ledger: answers that were sent, causes, who has said STOP. */
export function mayKeep(table: ITable, items: 'ANSWER#*' | 'CAUSE#*' | 'CONTACT#*'): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [items] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
