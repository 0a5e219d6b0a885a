import { CrossStackReferences, ReferenceStrength, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { SealSecret } from './seal-secret';

/**
 * The table with the record of every remedy: who got what, how much and why. It is retained when its stack is deleted,
 * because a refund whose record is lost is paid again.
 */
export class RemedyLedger extends Construct {
  readonly table: TableV2;
  /** Holds the keys that seal what the table says. */
  readonly sealSecret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      // AWS managed rather than customer managed: CloudTrail logs its use as well, it has no monthly cost, and nobody
      // can delete the key and with it the record of every refund.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      // Only envelopes and counters of one mail address have it. Items without the attribute, such as every item about
      // money, never expire.
      timeToLiveAttribute: 'expiresAtSeconds',
      // Sparse: a remedy record has `waiting` only while something is still to be done about it.
      globalSecondaryIndexes: [
        {
          indexName: 'waiting',
          partitionKey: { name: 'waiting', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    this.sealSecret = new SealSecret(this, 'Seals').secret;
    // A stack that uses the ledger prevents its deletion.
    CrossStackReferences.of(this.table).produce(ReferenceStrength.STRONG);
    CrossStackReferences.of(this.sealSecret).produce(ReferenceStrength.STRONG);
  }
}
