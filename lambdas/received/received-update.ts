import type { PartUpdate } from '../fulfilment/port/part-update';
import type { PartnerEvent, RefundEvent, WebhookScope } from '../fulfilment/port/webhook-event';

/** What was received at a public URL, with a valid signature. */
export type ReceivedEvent = RefundEvent | PartnerEvent;

/** Where a public function leaves what it received, for a private one to apply. */
export interface ReceivedUpdates {
  /** @throws where it is not certain that the update is kept. The sender then has to send it again. */
  keep(event: ReceivedEvent, receivedAt: Date): Promise<void>;
}

/** The longest message that is sent, in bytes. SQS takes 1 MiB, and took a quarter of it for years. */
const mostMessageBytes = 256 * 1024;

/** The facts of an event are too long for the queue, which sending it again would not change. */
export class UpdateTooLongError extends Error {
  override readonly name = 'UpdateTooLongError';
  constructor(bytes: number) {
    super(`what the event says takes ${bytes} bytes, and ${mostMessageBytes} are taken`);
  }
}

/** What a message is called, by who may report it. */
export const receivedTypes: Readonly<Record<WebhookScope, string>> = {
  payments: 'RefundReported',
  parts: 'PartReported',
};

/**
 * The message of a verified event: the facts about our part alone, shaped like an event of the bus. Neither the body
 * nor the signature is in it, so it holds no personal data, and nobody who reads it needs the secret.
 *
 * @throws UpdateTooLongError
 */
export function messageOf(event: ReceivedEvent, receivedAt: Date): string {
  const message = asciiJson({
    id: event.eventId,
    time: receivedAt.toISOString(),
    source: 'amends.webhook',
    'detail-type': receivedTypes[event.type === 'refund' ? 'payments' : 'parts'],
    detail: factsOf(event),
  });
  if (message.length > mostMessageBytes) throw new UpdateTooLongError(message.length);
  return message;
}

/** One by one: what an event of the provider also says stays where it was received. */
function factsOf(event: ReceivedEvent): PartUpdate {
  const { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned } = event;
  return { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned };
}

/** SQS refuses some characters of Unicode, and none of ASCII that JSON leaves as it is. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
