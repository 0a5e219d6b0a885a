import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Where an event waits for a person: no attempt is left, or none could ever succeed. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest SQS keeps anything: time for a person to come back from a holiday.
      retentionPeriod: Duration.days(14),
      // What waits here is owed to somebody, also while the stack around it is replaced.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'It is itself the last queue: a person looks at what arrives, called by an alarm. A queue behind it would only hide that.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
  }
}
