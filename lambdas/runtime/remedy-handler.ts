import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import type { FailureDefinition } from '../failures/failure-definition';
import { parseFailure } from '../failures/parse-failure';
import type { Observer } from '../flow/observer';
import { remedyFailure } from '../flow/remedy-failure';
import type { RemedyPorts, RemedyResult } from '../flow/remedy-ports';
import { remedySettings } from './environment';
import { once } from './once';
import { wireRemedies } from './remedy-wiring';
import { telemetry, type Telemetry } from './telemetry';

/** What is left to record and publish after the provider had its time. */
const reserveMs = 8_000;

type FailureEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler of one failure type: parses the contract, and sends the failure on its road.
 * It throws where the event has to be delivered again, and always where the contract is not kept, so that the event ends
 * in the dead-letter queue with the reason beside it.
 */
export function remedyHandler(
  definition: FailureDefinition,
  wire: (observer: Observer) => RemedyPorts = (observer) => wireRemedies(remedySettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: FailureEvent, context: Context) => Promise<RemedyResult> {
  const wired = once(() => wire(observer()));
  return middy<FailureEvent, RemedyResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event, context) => {
      const failure = parseFailure(definition, event.detail);
      const ports = wired();
      const deadlineMs = ports.clock().getTime() + context.getRemainingTimeInMillis() - reserveMs;
      return remedyFailure({ failure, detectedAt: event.time, deadlineMs }, definition, ports);
    });
}
