import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * A key for each customer, of which their pseudonym is made. A table of its own: whoever reads figures has no right to
 * it, and it has no recovery, so that a key that was forgotten does not come back with a backup.
 */
export class InsightKeys extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      // Without the keys each customer has another pseudonym from then on, and nothing else is lost.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** The right to find keys and to make new ones. */
  mayUse(): PolicyStatement {
    return this.may('BatchGetItem', 'UpdateItem');
  }

  /** The right to forget one. */
  mayForget(): PolicyStatement {
    return this.may('UpdateItem');
  }

  private may(...actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
    });
  }
}
