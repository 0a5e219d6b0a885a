import type { MarkedPayment, PaymentMark } from '../ledger/payment/payment-marks';
import { queueText } from './queue-text';
import type { PartUpdate } from '../fulfilment/port/part-update';
import type {
  DisputeEvent,
  FraudWarningEvent,
  PartnerEvent,
  RefundEvent,
  WebhookScope,
} from '../fulfilment/port/webhook-event';

/** What banks say of payments. */
export type MarkingEvent = DisputeEvent | FraudWarningEvent;

/** What was received at a public URL, with a valid signature. */
export type ReceivedEvent = RefundEvent | PartnerEvent | MarkingEvent;

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

/** What a message is called that says what a bank says of a payment. */
export const paymentMarkedType = 'PaymentMarked';

/**
 * How a dispute ends, at Stripe and at endpoints. Any other status is of one that nobody has decided. What was
 * prevented was given back without a decision, and `closed` does not say who got the money.
 */
const ends: ReadonlyMap<string, PaymentMark['ended']> = new Map([
  ['won', 'won'],
  ['warning_closed', 'won'],
  ['lost', 'lost'],
  ['prevented', 'lost'],
  ['closed', undefined],
]);

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
    ...contentOf(event),
  });
}

function contentOf(event: ReceivedEvent): { readonly 'detail-type': string; readonly detail: object } {
  switch (event.type) {
    case 'refund':
      return { 'detail-type': receivedTypes.payments, detail: factsOf(event) };
    case 'part':
      return { 'detail-type': receivedTypes.parts, detail: factsOf(event) };
    case 'dispute':
    case 'fraud-warning':
      return { 'detail-type': paymentMarkedType, detail: markedBy(event) };
  }
}

function markedBy(event: MarkingEvent): MarkedPayment {
  const { paymentIds } = event;
  if (event.type === 'fraud-warning') {
    const { warningRef: id, isClosed, createdAt: at } = event;
    return { paymentIds, mark: { id, kind: event.type, isOpen: !isClosed, at } };
  }
  const { disputeRef: id, status, happenedAt: at } = event;
  return { paymentIds, mark: { id, kind: event.type, isOpen: !ends.has(status), ended: ends.get(status), at } };
}

/** One by one: what an event of the provider also says stays where it was received. */
function factsOf(event: RefundEvent | PartnerEvent): PartUpdate {
  const { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned } = event;
  return { remedyId, partNumber, customerId, kind, outcome, amountMinor, currency, paymentIds, returned };
}
