import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

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
