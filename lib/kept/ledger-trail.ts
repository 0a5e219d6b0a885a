import { Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface LedgerTrailProps {
  readonly table: ITable;
  /** Where CloudTrail writes it down: that of the audit trail, beside it. */
  readonly bucket: Bucket;
}

/**
 * CloudTrail's record of every write to the ledger's table, with who made it and from where. It costs 1 USD for a
 * million writes. No value of an item is in it.
 */
export class LedgerTrail extends Construct {
  constructor(scope: Construct, id: string, { table, bucket }: LedgerTrailProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const name = `${stack.stackName}-writes`;
    const arn = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: name });
    const cloudTrail = {
      principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceArn': arn } },
    };
    const mayLook = new PolicyStatement({ ...cloudTrail, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn] });
    const mayWrite = new PolicyStatement({
      ...cloudTrail,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${stack.account}/*`)],
    });
    const added = [mayLook, mayWrite].map((statement) => bucket.addToResourcePolicy(statement));
    const trail = new CfnTrail(this, 'Trail', {
      trailName: name,
      s3BucketName: bucket.bucketName,
      isLogging: true,
      enableLogFileValidation: true,
      advancedEventSelectors: [
        {
          name: 'Writes to the ledger',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
            { field: 'resources.ARN', equalTo: [table.tableArn] },
            { field: 'readOnly', equalTo: ['false'] },
          ],
        },
      ],
    });
    for (const { policyDependable } of added) if (policyDependable) trail.node.addDependency(policyDependable);
    this.acknowledge(trail);
  }

  private acknowledge(trail: CfnTrail): void {
    const logs =
      'EventBridge gets each of these events as well, and rings where the writer is a foreign one. A log group of all writes would cost more than the trail, and ring no earlier.';
    const keys =
      'It holds keys of items and no values. It lies in the bucket of the audit trail, which says why that has no key of its own.';
    const inBoth = (rule: string, reason: string) =>
      ['NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => ({ id: `${pack}-${rule}`, reason }));
    Validations.of(trail).acknowledge(
      ...inBoth('CloudTrailCloudWatchLogsEnabled', logs),
      ...inBoth('CloudTrailEncryptionEnabled', keys),
    );
  }
}
