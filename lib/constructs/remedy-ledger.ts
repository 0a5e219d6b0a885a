import { CrossStackReferences, ReferenceStrength, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/**
 * The table that remembers every remedy: whose money went back, how much, and why. It outlives every stack, because a
 * refund whose record is lost is paid again.
 */
export class RemedyLedger extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      // AWS managed rather than customer managed: its use is logged in CloudTrail all the same, it costs nothing by the
      // month, and nobody can delete the key and with it the record of every refund.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      // Only envelopes carry it. An item without the attribute, as every row about money, never expires.
      timeToLiveAttribute: 'expiresAtSeconds',
      // Sparse: an entry carries `waiting` only as long as something is to be done about it.
      globalSecondaryIndexes: [
        {
          indexName: 'waiting',
          partitionKey: { name: 'waiting', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    // A stack that reads the ledger keeps it from being taken away beneath it.
    CrossStackReferences.of(this.table).produce(ReferenceStrength.STRONG);
  }
}
