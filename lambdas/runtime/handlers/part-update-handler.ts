import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { applyPartUpdate, type PartUpdateResult } from '../../flow/inbound/apply-part-update';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import type { WebhookScope } from '../../fulfilment/port/webhook-event';
import { receivedSchemas } from '../../received/received-schemas';
import { receivedTypes } from '../../received/received-update';
import { partUpdateSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wirePartUpdates } from '../wiring/part-update-wiring';
import { roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from './wired-handler';

/** What the private function behind a webhook works with. */
export interface WiredPartUpdates {
  readonly ports: PublishContext;
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
): (event: QueuedEvent | SQSEvent, context: Context) => Promise<PartUpdateResult | SQSBatchResponse> {
  return wiredHandler(wire, tools, async (event: QueuedEvent | SQSEvent, { wired, observer, context }) => {
    const { ports, scope } = wired();
    if (!isBatch(event)) return applyPartUpdate(updateIn(event, scope), 'asked', ports);
    const work = {
      read: (queued: QueuedEvent) => updateIn(queued, scope),
      laneOf: ({ customerId }: PartUpdate) => customerId,
      room: roomFor(lanesAtOnce),
      handle: (update: PartUpdate) => applyPartUpdate(update, 'asked', ports),
      hasTime: () => context.getRemainingTimeInMillis() >= leastMs,
    };
    return handleBatch(event, work, observer);
  });
}

/** @throws ContractError */
function updateIn({ 'detail-type': type, detail }: QueuedEvent, scope: WebhookScope): PartUpdate {
  const expected = receivedTypes[scope];
  if (type === expected) return parseContract<PartUpdate>(receivedSchemas[scope], type, detail);
  throw new ContractError(type, [{ path: '(detail-type)', message: `is not ${expected}` }]);
}

function wireFromEnvironment(observer: Observer): WiredPartUpdates {
  const settings = partUpdateSettings(process.env);
  return { ports: wirePartUpdates(settings, observer), scope: settings.UPDATE_SCOPE };
}
