import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseContract, parseFailure } from '../../failures/definition/parse-failure';
import { hearFix, type FixResult } from '../../flow/follow/hear-fix';
import { apologise } from '../../flow/notify/apologise';
import type { ApologyDelivery, ApologyResult } from '../../flow/notify/apology-delivery';
import type { Observer } from '../../flow/record/observer';
import type { Brands } from '../../email/brand';
import { incidentQuestion, type IncidentAnswer, type IncidentQuestion } from '../../email/incident-previews';
import { previewQuestion, type PreviewAnswer, type PreviewQuestion } from '../../email/mail-previews';
import { previewIncidentMails } from '../../flow/preview/preview-incident-mails';
import { previewMails, type PreviewContext } from '../../flow/preview/preview-mails';
import { incidentFixedSchema, incidentFixedType, type IncidentFixed } from '../../model/judging/incident-fixed';
import { arrivalAt, type ArrivalAt } from '../../model/remedy';
import { outcomeSchema } from '../../outcomes/outcome';
import { brandsOf, wireApologies, type WiredApologyContext } from '../wiring/apology-wiring';
import { apologySettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wiredHandler, type FunctionHandler } from './wired-handler';
import { roomFor } from '../delivery/in-lanes';
import { withTime } from '../delivery/more-records';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';

type OutcomeEvent = EventBridgeEvent<string, unknown>;

/** An outcome, several in a batch, or the question what would be written. */
type ApologyEvent = OutcomeEvent | SQSEvent | PreviewQuestion | IncidentQuestion;

export interface WiredApologies {
  readonly ports: WiredApologyContext;
  readonly brands: Brands;
  /** How soon a refund arrives, by how it was paid, where that is known before. */
  readonly arrival?: ArrivalAt | undefined;
}

/** The time that has to be left to send one more mail and to record what became of it. */
const leastMs = 15_000;

/** No more mails are taken from the queue with less time: those that were taken still wait for their turns. */
const leastForMoreMs = 25_000;

/**
 * The Lambda handler that answers outcomes with a mail. The outcome arrives alone, or with others in a batch of the
 * queue. Alone, it throws where the event has to be delivered again; of a batch, it returns the records that have to
 * be.
 *
 * @param definitions every failure type of the deployment, such as the catalog
 */
export function apologyHandler(
  definitions: readonly FailureDefinition[],
  wire: (observer: Observer) => WiredApologies = wireFromEnvironment,
  tools: Telemetry = telemetry(),
): FunctionHandler<ApologyEvent, ApologyResult | FixResult | SQSBatchResponse | PreviewAnswer | IncidentAnswer> {
  return wiredHandler(wire, tools, async (event: ApologyEvent, { wired, observer, context }) => {
    const question = previewQuestion(event);
    if (question) return previewMails(question, previewContext(definitions, wired()));
    const ofIncident = incidentQuestion(event);
    if (ofIncident) return previewIncidentMails(ofIncident, previewContext(definitions, wired()));
    if ('ask' in event) throw new Error(`nothing here answers what ${event.ask} asks`);
    if (!isBatch(event)) return send(read(event, definitions), wired());
    const apologies = wired();
    const { more } = apologies.ports;
    const work = {
      read: (queued: QueuedEvent) => read(queued, definitions),
      laneOf: (one: Read) => ('said' in one ? one.said.incidentId : one.customerId),
      room: apologies.ports.room ?? roomFor(1),
      handle: (one: Read) => send(one, apologies),
      hasTime: () => context.getRemainingTimeInMillis() >= leastMs,
      more: more && withTime(more, () => context.getRemainingTimeInMillis() >= leastForMoreMs),
    };
    return handleBatch(event, work, observer);
  });
}

function previewContext(
  definitions: readonly FailureDefinition[],
  { ports: { ledger }, brands, arrival }: WiredApologies,
): PreviewContext {
  const read: PreviewContext['read'] = (type: string, kept: object) => {
    const definition = definitionOf(type, definitions);
    return { definition, failure: parseFailure(definition, kept) };
  };
  return { ledger, brands, arrival, read };
}

function send(one: Read, { ports, brands }: WiredApologies): Promise<ApologyResult | FixResult> {
  if (!('said' in one)) return apologise({ ...one, brands }, ports);
  const { fixes, clock } = ports;
  if (!fixes) throw new Error('nothing here notes that an incident is mended');
  return hearFix(one.said, one.source, { fixes, clock });
}

/** An outcome that a customer is written about, or that an incident is mended. */
type Read = Omit<ApologyDelivery, 'brands'> | { readonly said: IncidentFixed; readonly source: string };

function read(
  { 'detail-type': type, detail, source }: Pick<QueuedEvent, 'detail-type' | 'detail' | 'source'>,
  definitions: readonly FailureDefinition[],
): Read {
  if (type === incidentFixedType) return { said: parseContract(incidentFixedSchema, type, detail), source };
  const outcome = parseContract(outcomeSchema, type, detail);
  const definition = definitionOf(outcome.failureType, definitions);
  const failure = outcome.failure && parseFailure(definition, outcome.failure);
  const customerId = outcome.customerId ?? failure?.customer.id;
  if (customerId === undefined) throw new Error(`${outcome.remedyId} names no customer`);
  return { outcome, customerId, failure, definition };
}

function wireFromEnvironment(observer: Observer): WiredApologies {
  const settings = apologySettings(process.env);
  return {
    ports: wireApologies(settings, observer),
    brands: brandsOf(settings),
    arrival: settings.REFUND_PROVIDER === 'stripe' ? arrivalAt : undefined,
  };
}

function definitionOf(failureType: string, definitions: readonly FailureDefinition[]): FailureDefinition {
  const definition = definitions.find(({ type }) => type === failureType);
  if (definition) return definition;
  throw new Error(
    `there is no apology for ${failureType}: it is not among the failure types of this function; add it to the list that ` +
      'apologyHandler is given, and deploy again',
  );
}
