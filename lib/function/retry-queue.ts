import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Where an event waits for the sweep once its function was given up on. Two give up, and both send it here: EventBridge,
 * when it could not hand the event over (the message is the event), and Lambda, when the function failed to its last
 * attempt (the message is a record of the failure with the event as `requestPayload`).
 */
export class RetryQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Twice as long as a sweep may run, so that no second one takes up what the first is still at.
      visibilityTimeout: Duration.minutes(2),
      // The longest SQS keeps anything. Nothing is to stay so long; if the sweep stands still, it may.
      retentionPeriod: Duration.days(14),
      // What waits here is owed to somebody, also while the stack around it is replaced.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'The sweep moves what cannot be delivered into the parked queue, after the last try or at once. A redrive policy ' +
      'counts how often a message was looked at, which its back-off does without trying, and would end the tries too early.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
  }
}
