import type * as sqsPackage from '@aws-sdk/client-sqs';
import type { SQSClient, SQSClientConfig } from '@aws-sdk/client-sqs';
import type { MoreRecord, MoreRecords } from './more-records';

/** The most that SQS gives and deletes at once. */
const atOnce = 10;

/** Longer than a function takes for a record, and no longer: a function that dies holds its records until then. */
const visibilitySeconds = 180;

type Sqs = typeof sqsPackage;

/** More records of a queue in SQS. The SDK is loaded when the first are wanted: most functions never want any. */
export class SqsMoreRecords implements MoreRecords {
  private client: SQSClient | undefined;

  constructor(
    private readonly queueUrl: string,
    private readonly config: SQSClientConfig,
    private readonly load: () => Promise<Sqs> = () => import('@aws-sdk/client-sqs'),
  ) {}

  /** The queue in front of a function, where there is one. */
  static inFront(queueUrl: string | undefined, config: SQSClientConfig): SqsMoreRecords | undefined {
    return queueUrl === undefined ? undefined : new SqsMoreRecords(queueUrl, config);
  }

  async receive(): Promise<readonly MoreRecord[]> {
    const { client, sqs } = await this.ready();
    const { Messages: messages = [] } = await client.send(
      new sqs.ReceiveMessageCommand({
        QueueUrl: this.queueUrl,
        MaxNumberOfMessages: atOnce,
        VisibilityTimeout: visibilitySeconds,
      }),
    );
    return messages.map(({ MessageId: messageId = '', Body: body = '', ReceiptHandle: receipt = '' }) => ({
      messageId,
      body,
      receipt,
    }));
  }

  /** What is not deleted after all is delivered again, and found to be done. */
  async delete(records: readonly MoreRecord[]): Promise<void> {
    const { client, sqs } = await this.ready();
    for (let first = 0; first < records.length; first += atOnce) {
      const Entries = records.slice(first, first + atOnce).map(({ receipt }, index) => ({
        Id: String(index),
        ReceiptHandle: receipt,
      }));
      await client.send(new sqs.DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
    }
  }

  private async ready(): Promise<{ readonly client: SQSClient; readonly sqs: Sqs }> {
    const sqs = await this.load();
    return { sqs, client: (this.client ??= new sqs.SQSClient(this.config)) };
  }
}
