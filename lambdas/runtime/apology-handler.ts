import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { catalog } from '../failures/catalog';
import type { FailureDefinition } from '../failures/failure-definition';
import { parseContract, parseFailure } from '../failures/parse-failure';
import { apologise, type ApologyResult } from '../flow/apologise';
import { outcomeSchema } from '../outcomes/outcome';
import { signatoryOf, wireApologies } from './apology-wiring';
import { apologySettings } from './environment';
import { once } from './once';
import { telemetry } from './telemetry';

type OutcomeEvent = EventBridgeEvent<string, unknown>;

/** The Lambda handler that answers RemedyIssued with an apology. It throws where the event has to be delivered again. */
export function apologyHandler(): (event: OutcomeEvent, context: Context) => Promise<ApologyResult> {
  const { observer, middleware } = telemetry();
  const wired = once(() => {
    const settings = apologySettings(process.env);
    return { ports: wireApologies(settings, observer()), signatory: signatoryOf(settings) };
  });
  return middy<OutcomeEvent, ApologyResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const outcome = parseContract(outcomeSchema, event['detail-type'], event.detail);
      const definition = definitionOf(outcome.failureType);
      const failure = parseFailure(definition, outcome.failure);
      const { ports, signatory } = wired();
      return apologise({ outcome, failure, definition, signatory }, ports);
    });
}

function definitionOf(failureType: string): FailureDefinition {
  const definition = catalog.find(({ type }) => type === failureType);
  if (definition) return definition;
  throw new Error(`no words for ${failureType}: it is not in the catalog that this function was deployed with`);
}
