import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Encrypts logs and alarms. One key for both, because each costs by the month. A customer managed key, because
 * CloudWatch cannot publish to a topic that is encrypted with the AWS managed key of SNS.
 */
export class OperationsKey extends Key {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Amends: logs and alarms',
      enableKeyRotation: true,
      // Without it nobody can read the logs that are kept.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const { region } = Stack.of(this);

    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogsOfThisAccount',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': Stack.of(this).formatArn({ service: 'logs', resource: '*' }),
          },
        },
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        // Without a condition, as AWS documents it: the topic's policy checks whose alarms they are.
        resources: ['*'],
      }),
    );
  }
}
