import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseFailure } from '../../failures/definition/parse-failure';
import type { Observer } from '../../flow/record/observer';
import { leaseMs } from '../../flow/record/lease';
import { handleFailure } from '../../flow/remedy/handle-failure';
import type { RemedyResult } from '../../flow/remedy/remedy-context';
import { remedySettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireRemedies, type WiredRemedies } from '../wiring/remedy-wiring';
import { wiredHandler, type FunctionHandler, type Run } from './wired-handler';
import { roomFor } from '../delivery/in-lanes';
import { withTime } from '../delivery/more-records';
import { handleBatch, isBatch } from '../delivery/record-batch';

/** The time reserved for recording and publishing after the provider's time limit. */
const reserveMs = 8_000;

/** One failure of a batch takes no longer, because then others may take its commitment over. */
const longestMs = leaseMs - reserveMs;

/** With less time than this, a failure would only be committed and given back, and no provider called. */
const leastMs = 1_000;

/** How many failures of a batch are handled at once where nobody knows how fast the provider is. */
const usuallyAtOnce = 5;

/** No more failures are taken from the queue with less time: those that were taken still wait for two answers. */
const leastForMoreMs = 15_000;

type FailureEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler of one failure type: it parses the contract, and handles the failure. The event arrives alone, or
 * with others in a batch of the queue, and is handled the same way.
 *
 * Alone, it throws where the event has to be delivered again, and always where the contract is not kept, so that the
 * event ends in the dead-letter queue with the reason. Of a batch, it returns the records that have to be delivered
 * again; those that fail again and again end in the retry queue, from which the sweep retries them.
 */
export function remedyHandler(
  definition: FailureDefinition,
  wire: (observer: Observer) => WiredRemedies = (observer) =>
    wireRemedies(definition, remedySettings(process.env), observer),
  tools: Telemetry = telemetry(),
): FunctionHandler<FailureEvent | SQSEvent, RemedyResult | SQSBatchResponse> {
  const read = ({ detail, time, source }: Pick<FailureEvent, 'time' | 'source'> & { readonly detail?: unknown }) => ({
    source,
    failure: parseFailure(definition, detail),
    detectedAt: time,
  });
  const handle = async (
    event: FailureEvent | SQSEvent,
    run: Run<WiredRemedies>,
  ): Promise<RemedyResult | SQSBatchResponse> => {
    if (!isBatch(event)) {
      const delivery = read(event);
      const { ports, deadlineMs } = begin(run);
      return handleFailure({ ...delivery, deadlineMs }, definition, ports);
    }
    const { ports, deadlineMs } = begin(run);
    const nowMs = () => ports.clock().getTime();
    const work = {
      read,
      laneOf: ({ failure }: ReturnType<typeof read>) => failure.customer.id,
      room: ports.room ?? roomFor(usuallyAtOnce),
      handle: (delivery: ReturnType<typeof read>) =>
        handleFailure({ ...delivery, deadlineMs: Math.min(deadlineMs, nowMs() + longestMs) }, definition, ports),
      hasTime: () => deadlineMs - nowMs() >= leastMs,
      more: ports.more && withTime(ports.more, () => deadlineMs - nowMs() >= leastForMoreMs),
    };
    return handleBatch(event, work, run.observer);
  };
  return wiredHandler(wire, tools, handle, async ({ warm }) => {
    const warmed = warm?.();
    readSample(definition);
    await warmed;
  });
}

function begin({ wired, context }: Run<WiredRemedies>) {
  const ports = wired();
  return { ports, deadlineMs: ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs };
}

/** The first reading of a contract costs more than all the rest of it: checks are compiled, and time zones loaded. */
function readSample(definition: FailureDefinition): void {
  parseFailure(definition, definition.stories[0].detail);
}
