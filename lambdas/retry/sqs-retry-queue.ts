import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { FailedEvent, RetryQueue } from './retry-queue';

export interface SqsRetryQueueProps {
  readonly functionName: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** Longer than a function may run, so that nobody else retries the same event meanwhile. */
const visibilitySeconds = 120;

/** A function's retry queue and dead-letter queue in SQS. */
export class SqsRetryQueue implements RetryQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly props: SqsRetryQueueProps,
  ) {}

  get functionName(): string {
    return this.props.functionName;
  }

  async receive(limit: number): Promise<FailedEvent[]> {
    const { Messages: messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.props.queueUrl,
        MaxNumberOfMessages: Math.min(10, limit),
        VisibilityTimeout: visibilitySeconds,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return messages.map(failedEventIn);
  }

  async delete({ receipt }: FailedEvent): Promise<void> {
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.props.queueUrl, ReceiptHandle: receipt }));
  }

  async retryLater({ receipt }: FailedEvent, delaySeconds: number): Promise<void> {
    const place = { QueueUrl: this.props.queueUrl, ReceiptHandle: receipt };
    await this.client.send(new ChangeMessageVisibilityCommand({ ...place, VisibilityTimeout: delaySeconds }));
  }

  /** Sent first and deleted then: after a crash in between it is there twice, and never lost. */
  async deadLetter(event: FailedEvent): Promise<void> {
    await this.client.send(
      new SendMessageCommand({ QueueUrl: this.props.deadLetterQueueUrl, MessageBody: event.body }),
    );
    await this.delete(event);
  }
}

/**
 * A message is the record that Lambda writes of an event that failed too often, or the bare event where EventBridge
 * could not deliver it to the function at all.
 */
function failedEventIn({ Body: body = '', ReceiptHandle: receipt = '', Attributes }: Message): FailedEvent {
  const parsed = parse(body);
  const receiveCount = Number(Attributes?.ApproximateReceiveCount ?? 1);
  if (!isRecord(parsed) || !('requestPayload' in parsed)) return { payload: parsed, receiveCount, receipt, body };
  const { requestPayload: payload, responsePayload: response } = parsed;
  const errorName = isRecord(response) && typeof response['errorType'] === 'string' ? response['errorType'] : undefined;
  return { payload, errorName, receiveCount, receipt, body };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
