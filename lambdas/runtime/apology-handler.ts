import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { catalog } from '../failures/catalog';
import type { FailureDefinition } from '../failures/failure-definition';
import { parseContract, parseFailure } from '../failures/parse-failure';
import { apologise, type ApologyPorts, type ApologyResult } from '../flow/apologise';
import type { Observer } from '../flow/observer';
import type { Signatory } from '../notify/letter';
import { outcomeSchema } from '../outcomes/outcome';
import { signatoryOf, wireApologies } from './apology-wiring';
import { apologySettings } from './environment';
import { once } from './once';
import { telemetry, type Telemetry } from './telemetry';

type OutcomeEvent = EventBridgeEvent<string, unknown>;

export interface WiredApologies {
  readonly ports: ApologyPorts;
  readonly signatory: Signatory;
}

/** The Lambda handler that answers outcomes with a mail. It throws where the event has to be delivered again. */
export function apologyHandler(
  wire: (observer: Observer) => WiredApologies = wireReally,
  { observer, middleware }: Telemetry = telemetry(),
  definitions: readonly FailureDefinition[] = catalog,
): (event: OutcomeEvent, context: Context) => Promise<ApologyResult> {
  const wired = once(() => wire(observer()));
  return middy<OutcomeEvent, ApologyResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const outcome = parseContract(outcomeSchema, event['detail-type'], event.detail);
      const definition = definitionOf(outcome.failureType, definitions);
      const failure = outcome.failure && parseFailure(definition, outcome.failure);
      const customerId = outcome.customerId ?? failure?.customer.id;
      if (customerId === undefined) throw new Error(`${outcome.remedyId} names no customer`);
      const { ports, signatory } = wired();
      return apologise({ outcome, customerId, failure, definition, signatory }, ports);
    });
}

function wireReally(observer: Observer): WiredApologies {
  const settings = apologySettings(process.env);
  return { ports: wireApologies(settings, observer), signatory: signatoryOf(settings) };
}

function definitionOf(failureType: string, definitions: readonly FailureDefinition[]): FailureDefinition {
  const definition = definitions.find(({ type }) => type === failureType);
  if (definition) return definition;
  throw new Error(`no words for ${failureType}: it is not in the catalog that this function was deployed with`);
}
