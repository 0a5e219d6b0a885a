import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * What detectors keep of parcels and sessions until they are over: a table of their own, which has no right to the
 * ledger and to which the ledger's functions have none. No person is in it, and everything in it expires.
 */
export class WatchedTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      timeToLiveAttribute: 'expiresAtSeconds',
      // What is lost with it is noticed by nobody. The signals of a month would have to come again.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
      globalSecondaryIndexes: [
        {
          indexName: 'due',
          partitionKey: { name: 'due', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['subject'],
        },
        {
          indexName: 'unjoined',
          partitionKey: { name: 'unjoinedOf', type: AttributeType.STRING },
          sortKey: { name: 'unjoinedSince', type: AttributeType.STRING },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['subject', 'unjoined', 'expiresAtSeconds'],
        },
      ],
    });
  }

  /** The right to read and write subjects, and to find those that are due. Nobody may delete. */
  mayUse(): PolicyStatement[] {
    const { tableArn } = this.table;
    return [
      new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [tableArn] }),
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/due`] }),
    ];
  }
}
