import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Holds failed events that the sweep retries. Two services send events here: EventBridge, when it could not deliver the
 * event (the message is the event), and Lambda, when the last attempt of the function failed (the message is a record
 * of the failure with the event as `requestPayload`).
 */
export class RetryQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Twice as long as a sweep may run, so that no second one takes an event that the first is still working on.
      visibilityTimeout: Duration.minutes(2),
      // The longest that SQS allows. Events stay this long only if the sweep does not run.
      retentionPeriod: Duration.days(14),
      // Its events are owed to somebody, also while the stack around it is replaced.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const reason =
      'The sweep moves an event to the dead-letter queue itself, after the last attempt or at once. A redrive policy counts ' +
      'how often a message was received, which the back-off of the sweep does without an attempt, and would end the attempts too early.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
  }
}
