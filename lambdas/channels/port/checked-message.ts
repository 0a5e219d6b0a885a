import { inboundMessageSchema, longestText, type InboundMessage } from './inbound-message';

/** One thing of a webhook: a message to us, or why it is none. */
export type ReadMessage = InboundMessage | string;

/**
 * The message as it is kept. Ids with characters that nobody sees, or a time that is none, are no message of a person.
 * Pure.
 */
export function checkedMessage(message: InboundMessage): ReadMessage {
  const parsed = inboundMessageSchema.safeParse({ ...message, text: message.text.slice(0, longestText) });
  return parsed.success ? parsed.data : 'a message whose id, author or time cannot be read';
}

/** Of milliseconds since 1970, or of a text. What is no time makes a text that is none. */
export function instantOf(given: number | string): string {
  const date = new Date(given);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString();
}

/** Those of a webhook that are messages, and why the others are none. */
export function sortedOut(read: readonly ReadMessage[]): {
  readonly messages: readonly InboundMessage[];
  readonly ignored: readonly string[];
} {
  return {
    messages: read.filter((each) => typeof each !== 'string'),
    ignored: read.filter((each) => typeof each === 'string'),
  };
}
