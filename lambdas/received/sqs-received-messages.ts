import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { InboundMessage } from '../channels/port/inbound-message';
import { channelMessageText, type ReceivedMessages } from './received-messages';

/** A webhook may have a thousand messages. So many are sent at once. */
const atOnce = 10;

/** Keeps messages in a queue of SQS, each by itself, so that one that cannot be read holds up no other. */
export class SqsReceivedMessages implements ReceivedMessages {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly queueUrl: string,
  ) {}

  async keep(messages: readonly InboundMessage[], receivedAt: Date): Promise<void> {
    const texts = messages.map((message) => channelMessageText(message, receivedAt));
    for (let first = 0; first < texts.length; first += atOnce) {
      await Promise.all(texts.slice(first, first + atOnce).map((text) => this.send(text)));
    }
  }

  private async send(text: string): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: text }));
  }
}
