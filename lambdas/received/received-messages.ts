import type { InboundMessage } from '../channels/port/inbound-message';
import { queueText } from './queue-text';

/** Where a public function leaves the messages that it received, for a private one to read. */
export interface ReceivedMessages {
  /** @throws where it is not certain that all of them are kept. The network then has to send them again. */
  keep(messages: readonly InboundMessage[], receivedAt: Date): Promise<void>;
}

/** What a message of a channel is called in its queue. */
export const channelMessageType = 'ChannelMessageReceived';

/**
 * The text of one message in the queue, shaped like an event of the bus. It is what the customer wrote and who they are
 * there, and nothing else of the webhook.
 *
 * @throws UpdateTooLongError
 */
export function channelMessageText(message: InboundMessage, receivedAt: Date): string {
  const { network, messageId } = message.replyTo;
  return queueText({
    id: `${network}/${messageId}`,
    time: receivedAt.toISOString(),
    source: 'amends.webhook',
    'detail-type': channelMessageType,
    detail: message,
  });
}
