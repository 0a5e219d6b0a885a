import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * Who is signed in at the console, for twelve hours at most. A table of its own: the ledger holds no names, and nothing
 * in it is ever deleted, as a session is when somebody signs out.
 */
export class ConsoleSessions extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      timeToLiveAttribute: 'expiresAtSeconds',
      // Without a backup: whoever loses a session signs in again, and a restored one would let in who had signed out.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** The right to begin, find and end sessions. */
  mayUse(): PolicyStatement {
    return new PolicyStatement({
      actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
    });
  }
}
