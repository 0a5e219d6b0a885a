import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { parseContract, parseFailure } from '../../failures/definition/parse-failure';
import { hearFix, type FixResult } from '../../flow/follow/hear-fix';
import { apologise } from '../../flow/notify/apologise';
import type { ApologyDelivery, ApologyResult } from '../../flow/notify/apology-delivery';
import type { MessageResult, MessagingContext } from '../../flow/message/message-channel';
import { tellOnChannel } from '../../flow/message/tell-on-channel';
import type { Observer } from '../../flow/record/observer';
import type { Brands } from '../../email/brand';
import { incidentQuestion, type IncidentAnswer, type IncidentQuestion } from '../../email/incident-previews';
import { previewQuestion, type PreviewAnswer, type PreviewQuestion } from '../../email/mail-previews';
import { previewIncidentMails } from '../../flow/preview/preview-incident-mails';
import type { PreviewContext } from '../../flow/preview/preview-context';
import { previewMails } from '../../flow/preview/preview-mails';
import { incidentFixedSchema, incidentFixedType, type IncidentFixed } from '../../model/judging/incident-fixed';
import { arrivalAt, type ArrivalAt } from '../../model/remedy';
import { outcomeSchema } from '../../outcomes/outcome';
import { undeliveredSchema, undeliveredType, type UndeliveredMail } from '../../outcomes/undelivered-mail';
import { brandsOf } from '../brands-of';
import { wireApologies, type WiredApologyContext } from '../wiring/apology-wiring';
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
  /** What begins messages where a mail did not arrive. @default - nothing does */
  readonly messaging?: Omit<MessagingContext, 'brands' | 'read'> | undefined;
}

/** What a delivery is about: an outcome to write of, a mail that did not arrive, or an incident that is mended. */
type Work =
  | ({ readonly kind: 'outcome' } & Omit<ApologyDelivery, 'brands'>)
  | ({ readonly kind: 'unread' } & UndeliveredMail)
  | { readonly kind: 'fix'; readonly fix: IncidentFixed; readonly source: string };

/** The time that has to be left to send one more mail and to record what became of it. */
const leastMs = 15_000;

/** No more mails are taken from the queue with less time: those that were taken still wait for their turns. */
const leastForMoreMs = 25_000;

/**
 * The Lambda handler that answers outcomes with a mail, and mails that did not arrive with a message, where the
 * customer has allowed that. The event arrives alone, or with others in a batch of the queue. Alone, it throws where it
 * has to be delivered again; of a batch, it returns the records that have to be.
 *
 * @param definitions every failure type of the deployment, such as the catalog
 * @param wire `wireMailsAndMessages` where messages are begun: their clients are loaded by that function alone
 */
export function apologyHandler(
  definitions: readonly FailureDefinition[],
  wire: (observer: Observer) => WiredApologies = wireMails,
  tools: Telemetry = telemetry(),
): FunctionHandler<ApologyEvent, Done | SQSBatchResponse | PreviewAnswer | IncidentAnswer> {
  return wiredHandler(wire, tools, async (event: ApologyEvent, { wired, observer, context }) => {
    const question = previewQuestion(event);
    if (question) return previewMails(question, previewContext(definitions, wired()));
    const ofIncident = incidentQuestion(event);
    if (ofIncident) return previewIncidentMails(ofIncident, previewContext(definitions, wired()));
    if ('ask' in event) throw new Error(`nothing here answers what ${event.ask} asks`);
    if (!isBatch(event)) return send(read(event, definitions), definitions, wired());
    const apologies = wired();
    const { more } = apologies.ports;
    const work = {
      read: (queued: QueuedEvent) => read(queued, definitions),
      laneOf: (one: Work) => (one.kind === 'fix' ? one.fix.incidentId : one.customerId),
      room: apologies.ports.room ?? roomFor(1),
      handle: (one: Work) => send(one, definitions, apologies),
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

/** What came of one event. */
type Done = ApologyResult | MessageResult | FixResult;

async function send(work: Work, definitions: readonly FailureDefinition[], wired: WiredApologies): Promise<Done> {
  const { ports, brands, messaging } = wired;
  switch (work.kind) {
    case 'outcome':
      return apologise({ ...work, brands }, ports);
    case 'fix': {
      const { fixes, clock } = ports;
      if (!fixes) throw new Error('nothing here notes that an incident is mended');
      return hearFix(work.fix, work.source, { fixes, clock });
    }
    case 'unread': {
      if (!messaging) throw new Error('no channel is deployed on which messages are begun');
      const { read: readKept } = previewContext(definitions, wired);
      return tellOnChannel(work, { ...messaging, brands, read: readKept });
    }
  }
}

function read(
  { 'detail-type': type, detail, source }: Pick<QueuedEvent, 'detail-type' | 'detail' | 'source'>,
  definitions: readonly FailureDefinition[],
): Work {
  if (type === incidentFixedType) {
    return { kind: 'fix', fix: parseContract(incidentFixedSchema, type, detail), source };
  }
  if (type === undeliveredType)
    return { kind: 'unread', ...parseContract<UndeliveredMail>(undeliveredSchema, type, detail) };
  const outcome = parseContract(outcomeSchema, type, detail);
  const definition = definitionOf(outcome.failureType, definitions);
  const failure = outcome.failure && parseFailure(definition, outcome.failure);
  const customerId = outcome.customerId ?? failure?.customer.id;
  if (customerId === undefined) throw new Error(`${outcome.remedyId} names no customer`);
  return { kind: 'outcome', outcome, customerId, failure, definition };
}

/** The real ports of the function that writes mails, and no messages. */
export function wireMails(observer: Observer): WiredApologies {
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
