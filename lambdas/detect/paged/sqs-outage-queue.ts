import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { queueText } from '../../received/queue-text';
import { outagePageType, type OutagePage, type OutageQueue } from './outage-page';

/** The longest that SQS keeps a message back. */
const longestSeconds = 900;

/** Pages in the detector's own queue. Nobody sleeps meanwhile. */
export class SqsOutageQueue implements OutageQueue {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly queueUrl: string,
    /** The source that messages name. */
    private readonly source: string,
    private readonly clock: () => Date,
  ) {}

  async keep(page: OutagePage, delaySeconds: number): Promise<void> {
    const message = {
      id: `${page.outageId}/${page.page}`,
      time: this.clock().toISOString(),
      source: this.source,
      'detail-type': outagePageType,
      detail: page,
    };
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: queueText(message),
        DelaySeconds: Math.min(longestSeconds, Math.max(0, Math.ceil(delaySeconds))),
      }),
    );
  }
}
