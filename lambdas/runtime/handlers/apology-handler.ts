import middy from '@middy/core';
import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseContract, parseFailure } from '../../failures/definition/parse-failure';
import { apologise, type ApologyDelivery, type ApologyContext, type ApologyResult } from '../../flow/notify/apologise';
import type { Observer } from '../../flow/record/observer';
import type { Signatory } from '../../email/email';
import { outcomeSchema } from '../../outcomes/outcome';
import { executiveOf, signatoryOf, wireApologies } from '../wiring/apology-wiring';
import { apologySettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { isBatch, workOnBatch, type QueuedEvent } from './record-batch';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

type OutcomeEvent = EventBridgeEvent<string, unknown>;

export interface WiredApologies {
  readonly ports: ApologyContext;
  readonly signatory: Signatory;
  /** @default - whoever signs everything */
  readonly executive?: Signatory | undefined;
}

/** One mail at a time: two functions, which is the least that Lambda reads a queue with, then write about 14 a second. */
const lanesAtOnce = 1;

/** What has to be left to send one more mail and to write down what became of it. */
const leastMs = 15_000;

/**
 * The Lambda handler that answers outcomes with a mail. The outcome comes by itself, or with others in a batch of the queue.
 * By itself, it throws where the event has to be delivered again; of a batch, it names the records that have to come again.
 *
 * @param definitions every failure type that is made right, such as the catalog
 */
export function apologyHandler(
  definitions: readonly FailureDefinition[],
  wire: (observer: Observer) => WiredApologies = wireReally,
  { observer, middleware }: Telemetry = telemetry(),
): (event: OutcomeEvent | SQSEvent, context: Context) => Promise<ApologyResult | SQSBatchResponse> {
  const wired = once(() => wire(observer()));
  const write = (delivery: Omit<ApologyDelivery, 'signatory'>): Promise<ApologyResult> => {
    const { ports, signatory, executive = signatory } = wired();
    const signedBy = delivery.definition.signedBy === 'executive' ? executive : signatory;
    return apologise({ ...delivery, signatory: signedBy }, ports);
  };
  return middy<OutcomeEvent | SQSEvent, ApologyResult | SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event, context) => {
      if (!isBatch(event)) return write(read(event, definitions));
      wired();
      const work = {
        read: (queued: QueuedEvent) => read(queued, definitions),
        laneOf: ({ customerId }: ReturnType<typeof read>) => customerId,
        lanesAtOnce,
        work: write,
        hasTime: () => context.getRemainingTimeInMillis() >= leastMs,
      };
      return workOnBatch(event, work, observer());
    });
}

function read(
  { 'detail-type': type, detail }: Pick<QueuedEvent, 'detail-type' | 'detail'>,
  definitions: readonly FailureDefinition[],
): Omit<ApologyDelivery, 'signatory'> {
  const outcome = parseContract(outcomeSchema, type, detail);
  const definition = definitionOf(outcome.failureType, definitions);
  const failure = outcome.failure && parseFailure(definition, outcome.failure);
  const customerId = outcome.customerId ?? failure?.customer.id;
  if (customerId === undefined) throw new Error(`${outcome.remedyId} names no customer`);
  return { outcome, customerId, failure, definition };
}

function wireReally(observer: Observer): WiredApologies {
  const settings = apologySettings(process.env);
  return {
    ports: wireApologies(settings, observer),
    signatory: signatoryOf(settings),
    executive: executiveOf(settings),
  };
}

function definitionOf(failureType: string, definitions: readonly FailureDefinition[]): FailureDefinition {
  const definition = definitions.find(({ type }) => type === failureType);
  if (definition) return definition;
  throw new Error(
    `no words for ${failureType}: it is not among the failure types that this function was made with; add it to the list ` +
      'that apologyHandler is given, and deploy again',
  );
}
