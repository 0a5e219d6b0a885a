import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { messageOf, type ReceivedEvent, type ReceivedUpdates } from './received-update';

/** Keeps what was received in a queue of SQS. */
export class SqsReceivedUpdates implements ReceivedUpdates {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly queueUrl: string,
  ) {}

  async keep(event: ReceivedEvent, receivedAt: Date): Promise<void> {
    const MessageBody = messageOf(event, receivedAt);
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody }));
  }
}
