import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Who has said STOP, and nothing else of the ledger. */
export function mayKeepContacts(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CONTACT#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
