import middy from '@middy/core';
import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseFailure } from '../../failures/definition/parse-failure';
import type { Observer } from '../../flow/record/observer';
import { handleFailure } from '../../flow/remedy/handle-failure';
import type { RemedyContext, RemedyResult } from '../../flow/remedy/remedy-context';
import { remedySettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { isBatch, workOnBatch } from './record-batch';
import { wireRemedies } from '../wiring/remedy-wiring';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

/** What is left to record and publish after the provider had its time. */
const reserveMs = 8_000;

/** With less time than this the road would only claim, ask nobody, and give back. */
const leastMs = 1_000;

/**
 * How many customers' failures of one batch are worked on at once. Two functions, which is the least that Lambda reads a queue
 * with, then have ten refunds under way: what 25 requests a second at the provider, 0.4 s each, have room for.
 */
const lanesAtOnce = 5;

type FailureEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler of one failure type: parses the contract, and sends the failure on its road. The event comes by itself,
 * or with others in a batch of the queue; what happens to it is the same.
 *
 * By itself, it throws where the event has to be delivered again, and always where the contract is not kept, so that the event
 * ends in the dead-letter queue with the reason beside it. Of a batch, it names the records that have to come again; where
 * they fail again and again, the queue lays them down for the sweep.
 */
export function remedyHandler(
  definition: FailureDefinition,
  wire: (observer: Observer) => RemedyContext = (observer) =>
    wireRemedies(definition, remedySettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: FailureEvent | SQSEvent, context: Context) => Promise<RemedyResult | SQSBatchResponse> {
  const wired = once(() => wire(observer()));
  const begin = (context: Context) => {
    const ports = wired();
    return { ports, deadlineMs: ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs };
  };
  const read = ({ detail, time }: Pick<FailureEvent, 'time'> & { readonly detail?: unknown }) => ({
    failure: parseFailure(definition, detail),
    detectedAt: time,
  });
  return middy<FailureEvent | SQSEvent, RemedyResult | SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event, context) => {
      if (!isBatch(event)) {
        const delivery = read(event);
        const { ports, deadlineMs } = begin(context);
        return handleFailure({ ...delivery, deadlineMs }, definition, ports);
      }
      const { ports, deadlineMs } = begin(context);
      const work = {
        read,
        laneOf: ({ failure }: ReturnType<typeof read>) => failure.customer.id,
        lanesAtOnce,
        work: (delivery: ReturnType<typeof read>) => handleFailure({ ...delivery, deadlineMs }, definition, ports),
        hasTime: () => deadlineMs - ports.clock().getTime() >= leastMs,
      };
      return workOnBatch(event, work, observer());
    });
}
