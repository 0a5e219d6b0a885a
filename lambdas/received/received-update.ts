import { queueText } from './queue-text';
import type { PartUpdate } from '../fulfilment/port/part-update';
import type { PartnerEvent, RefundEvent, WebhookScope } from '../fulfilment/port/webhook-event';

/** What was received at a public URL, with a valid signature. */
export type ReceivedEvent = RefundEvent | PartnerEvent;

/** Where a public function leaves what it received, for a private one to apply. */
export interface ReceivedUpdates {
  /** @throws where it is not certain that the update is kept. The sender then has to send it again. */
  keep(event: ReceivedEvent, receivedAt: Date): Promise<void>;
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
  return queueText({
    id: event.eventId,
    time: receivedAt.toISOString(),
    source: 'amends.webhook',
    'detail-type': receivedTypes[event.type === 'refund' ? 'payments' : 'parts'],
    detail: factsOf(event),
  });
}

/** One by one: what an event of the provider also says stays where it was received. */
function factsOf(event: ReceivedEvent): PartUpdate {
  const { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned } = event;
  return { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned };
}
