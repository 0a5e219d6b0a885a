import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { applyPartUpdate, type PartUpdateResult } from '../../flow/inbound/apply-part-update';
import { applyPaymentMark, type PaymentMarkResult } from '../../flow/inbound/apply-payment-mark';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import type { PaymentMarkStore } from '../../ledger/payment/payment-mark-store';
import type { MarkedPayment } from '../../ledger/payment/payment-marks';
import type { WebhookScope } from '../../fulfilment/port/webhook-event';
import { paymentMarkSchema, receivedSchemas } from '../../received/received-schemas';
import { paymentMarkedType, receivedTypes } from '../../received/received-update';
import { partUpdateSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireMarks, wirePartUpdates } from '../wiring/part-update-wiring';
import { roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from './wired-handler';

/** What the private function behind a webhook works with. */
export interface WiredPartUpdates {
  readonly ports: PublishContext;
  /** What banks say of payments. */
  readonly marks: PaymentMarkStore;
  /** Whose updates are in its queue. */
  readonly scope: WebhookScope;
}

/** How many customers' updates of one batch are applied at once. */
const lanesAtOnce = 5;

/** The time that has to be left to apply one more update. */
const leastMs = 10_000;

/**
 * The Lambda handler that applies what was received at a public URL. It is invoked with a batch of the queue, and
 * returns the records that have to be delivered again; or with one message, by the sweep, and throws where that has to
 * be tried again. It also throws where a message is not of its scope, so that it ends in the dead-letter queue with the
 * reason.
 */
export function partUpdateHandler(
  wire: (observer: Observer) => WiredPartUpdates = wireFromEnvironment,
  tools: Telemetry = telemetry(),
): (
  event: QueuedEvent | SQSEvent,
  context: Context,
) => Promise<PartUpdateResult | PaymentMarkResult | SQSBatchResponse> {
  return wiredHandler(wire, tools, async (event: QueuedEvent | SQSEvent, { wired, observer, context }) => {
    const { ports, marks, scope } = wired();
    const handle = (update: Received) =>
      'mark' in update ? applyPaymentMark(update, marks) : applyPartUpdate(update, 'asked', ports);
    if (!isBatch(event)) return handle(receivedIn(event, scope));
    const work = {
      read: (queued: QueuedEvent) => receivedIn(queued, scope),
      laneOf: (update: Received) => ('mark' in update ? update.mark.id : update.customerId),
      room: roomFor(lanesAtOnce),
      handle,
      hasTime: () => context.getRemainingTimeInMillis() >= leastMs,
    };
    return handleBatch(event, work, observer);
  });
}

type Received = PartUpdate | MarkedPayment;

/** Whoever carries out parts says nothing of payments. @throws ContractError */
function receivedIn({ 'detail-type': type, detail }: QueuedEvent, scope: WebhookScope): Received {
  if (type === paymentMarkedType && scope === 'payments') return parseContract(paymentMarkSchema, type, detail);
  const expected = receivedTypes[scope];
  if (type === expected) return parseContract<PartUpdate>(receivedSchemas[scope], type, detail);
  throw new ContractError(type, [{ path: '(detail-type)', message: `is not ${expected}` }]);
}

function wireFromEnvironment(observer: Observer): WiredPartUpdates {
  const settings = partUpdateSettings(process.env);
  return { ports: wirePartUpdates(settings, observer), marks: wireMarks(settings), scope: settings.UPDATE_SCOPE };
}
