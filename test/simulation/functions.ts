import { plainOwners } from '../conversation/owners/plain-owners';
import { noDeadLetters } from '../fakes/no-dead-letters';
import { previewsOf } from '../fakes/previews-of';
import { exampleBrands } from '../fakes/brands';
import type { APIGatewayProxyEventV2, Context, EventBridgeEvent } from 'aws-lambda';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { CachedControls } from '../../lambdas/ledger/cached-controls';
import { defaultReasonCodes } from '../../lambdas/model/judging/reason-code';
import type { OperatorApiPorts } from '../../lambdas/operator-api/operator-api';
import type { Observer } from '../../lambdas/flow/record/observer';
import { rateLimiter } from '../../lambdas/model/guards/rate-limiter';
import { EventBridgePartner } from '../../lambdas/fulfilment/eventbridge/eventbridge-partner';
import type { Partners } from '../../lambdas/fulfilment/port/partner';
import type { WebhookVerifier } from '../../lambdas/fulfilment/port/webhook-event';
import { DynamoBudgets } from '../../lambdas/ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { SealedIncidents } from '../../lambdas/ledger/seal/sealed-incidents';
import { SealedLedger } from '../../lambdas/ledger/seal/sealed-ledger';
import { seals } from './sim-seals';
import { DynamoPaymentMarks } from '../../lambdas/ledger/dynamo/payment/dynamo-payment-marks';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { DynamoRemedyFinder } from '../../lambdas/ledger/dynamo/dynamo-remedy-finder';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import { DynamoBudgetUses } from '../../lambdas/ledger/dynamo/shown/dynamo-budget-uses';
import { DynamoConversations } from '../../lambdas/conversation/dynamo-conversations';
import { DynamoCheckStore } from '../../lambdas/ledger/dynamo/shown/dynamo-check-store';
import { DynamoInForce } from '../../lambdas/ledger/dynamo/shown/dynamo-in-force';
import { messageEventIn } from '../../lambdas/channels/events/message-event';
import { DynamoContacts } from '../../lambdas/channels/consent/dynamo-contacts';
import { DynamoMessageSpend } from '../../lambdas/channels/spend/dynamo-message-spend';
import { parseContract } from '../../lambdas/failures/definition/parse-failure';
import { EventBridgeFeedback } from '../../lambdas/feedback/eventbridge-feedback';
import { feedbackQuestionSchema } from '../../lambdas/feedback/feedback-contract';
import { FeedbackLinks } from '../../lambdas/feedback/feedback-links';
import { answerPage } from '../../lambdas/flow/feedback/answer-page';
import { KnownIncidents } from '../../lambdas/flow/follow/hear-fix';
import type { MessageChannel } from '../../lambdas/flow/message/message-channel';
import { DynamoFeedback } from '../../lambdas/feedback/dynamo-feedback';
import { DynamoFollowUpTurns } from '../../lambdas/ledger/follow/dynamo-follow-up-turns';
import type { FollowUpOptions } from '../../lambdas/ledger/follow/follow-ups';
import { DynamoIncidentFixes } from '../../lambdas/ledger/follow/dynamo-incident-fixes';
import { DynamoReconciliations } from '../../lambdas/ledger/dynamo/shown/dynamo-reconciliations';
import { DynamoRemedyLookUp } from '../../lambdas/ledger/dynamo/shown/dynamo-remedy-look-up';
import { DynamoListedLedger } from '../../lambdas/ledger/dynamo/shown/dynamo-listed-ledger';
import { DynamoCustomerHistories } from '../../lambdas/ledger/dynamo/shown/dynamo-customer-histories';
import { emailEventIn } from '../../lambdas/email/ses/ses-event';
import type { Limits } from '../../lambdas/model/limits';
import { EventBridgeInquiries } from '../../lambdas/outcomes/eventbridge-inquiries';
import { EventBridgeConversations } from '../../lambdas/outcomes/eventbridge-conversations';
import { EventBridgeOutcomes } from '../../lambdas/outcomes/eventbridge-outcomes';
import { EventBridgeUndelivered } from '../../lambdas/outcomes/eventbridge-undelivered';
import { partnerResponseHandler } from '../../lambdas/runtime/handlers/partner-response-handler';
import { apologyHandler } from '../../lambdas/runtime/handlers/apology-handler';
import { emailEventHandler } from '../../lambdas/runtime/handlers/email-event-handler';
import { remedyHandler } from '../../lambdas/runtime/handlers/remedy-handler';
import { sweepHandler } from '../../lambdas/runtime/handlers/sweep-handler';
import type { Telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { partUpdateHandler } from '../../lambdas/runtime/handlers/part-update-handler';
import type { QueuedEvent } from '../../lambdas/runtime/delivery/record-batch';
import { webhookHandler } from '../../lambdas/runtime/handlers/webhook-handler';
import { functionCaller, type SimQueues } from './sim-queues';
import type { SimWebhook } from './sim-webhook';
import { textAt, type Plain } from './stored';
import type { Platform, SimFunction } from './platform';
import type { Process, SimContext } from './process';
import type { SimBus } from './sim-bus';
import type { SimDynamo } from './sim-dynamo';
import type { SimMailer } from './sim-mailer';
import { moneyOf, outcomeOf, type RefundEvent, type SimProvider } from './sim-provider';

const tableName = 'ledger';
const runMs = 30_000;
const sweepRunMs = 60_000;

/** Where customers answer whether it was made right. */
export const feedbackPageUrl = 'https://feedback.example.com/';

/** Everything that a function of a simulated world can reach. */
export interface SimResources {
  readonly context: SimContext;
  readonly dynamo: SimDynamo;
  readonly provider: SimProvider;
  readonly mailer: Pick<SimMailer, 'clientOf'>;
  readonly bus: SimBus;
  readonly queues: SimQueues;
  readonly webhook: Pick<SimWebhook, 'queueOf'>;
  readonly platform: Platform;
  readonly limits: Limits;
  readonly definitions: readonly FailureDefinition[];
  /** Which customers are written to once more. */
  readonly followUps: FollowUpOptions | undefined;
  /** So many days after all should have arrived, customers are asked whether it was made right. */
  readonly asksAfterDays: number | undefined;
  /** On what the company begins messages where a mail did not arrive. @default - on nothing */
  readonly messagesOf?: ((current: () => Process) => readonly MessageChannel[]) | undefined;
  /** Functions beside these, whose failed events the sweep tries again too. */
  readonly beside?: readonly SimFunction[] | undefined;
  readonly newToken: () => string;
  /** Something that a person was alerted to. */
  readonly onTrouble: (remedyId: string, what: string) => void;
}

export type CommonResources = Pick<SimResources, 'context' | 'dynamo' | 'bus' | 'newToken' | 'onTrouble'>;

/** What a person does through the operator API. Here the use case is called without HTTP. */
export type OperatorCall = (ports: OperatorPorts) => Promise<unknown>;

/** All that the operator API has, but for its audit trail. */
export type OperatorPorts = Omit<OperatorApiPorts, 'audit'>;

export interface SimFunctions {
  readonly remedies: readonly SimFunction[];
  readonly apology: SimFunction;
  readonly sweep: SimFunction;
  /** The public one. */
  readonly webhook: SimFunction;
  /** Applies what that one received. */
  readonly partUpdates: SimFunction;
  readonly emailEvents: SimFunction;
  readonly partnerResponses: SimFunction;
  readonly operatorApi: SimFunction;
  /** Takes what customers answer on the page. */
  readonly feedbackPage: SimFunction;
}

/** The deployed functions: the real handlers, wired to the simulated world. */
export function simFunctions(resources: SimResources): SimFunctions {
  const remedies = resources.definitions.map((definition) => remedyFunction(definition, resources));
  const apology = apologyFunction(resources);
  const emailEvents = emailEventsFunction(resources);
  const partnerResponses = partnerResponsesFunction(resources);
  const partUpdates = partUpdatesFunction(resources);
  const retried = [...remedies, apology, emailEvents, partnerResponses, partUpdates, ...(resources.beside ?? [])];
  return {
    remedies,
    apology,
    emailEvents,
    partnerResponses,
    partUpdates,
    sweep: sweepFunction(retried, resources),
    webhook: webhookFunction(resources),
    operatorApi: operatorApiFunction(resources),
    feedbackPage: feedbackPageFunction(resources),
  };
}

function remedyFunction(definition: FailureDefinition, resources: SimResources): SimFunction {
  return {
    name: definition.type,
    limitMs: runMs,
    start: (current) => {
      const { dynamo, provider, limits, context } = resources;
      const database = dynamo.clientOf(current);
      const common = commonPorts(resources, current, true);
      const handler = remedyHandler(
        definition,
        () => ({
          ...common,
          refunds: provider.clientOf(current),
          payments: provider.clientOf(current),
          partners: partnersOf(resources, current),
          incidents: new DynamoIncidents(database, tableName),
          limits,
          quota: new QuotaLease(common.budgets, common.clock),
          controls: new CachedControls(),
          controlsStore: new DynamoControls(database, tableName),
          backOff: (lostRaces) => current().pause(context.random.int(1, Math.min(400, 10 * 2 ** lostRaces))),
        }),
        telemetryOf(common.observer),
      );
      return (event, process) => handler(event as EventBridgeEvent<string, unknown>, contextOf(process));
    },
  };
}

function apologyFunction(resources: SimResources): SimFunction {
  return {
    name: 'apologise',
    limitMs: runMs,
    start: (current) => {
      const common = commonPorts(resources, current);
      const mailer = resources.mailer.clientOf(current);
      const database = resources.dynamo.clientOf(current);
      const incidents = new DynamoIncidents(database, tableName);
      const fixes = new DynamoIncidentFixes(database, tableName);
      const turns = new DynamoFollowUpTurns(database, tableName);
      const store = new DynamoFeedback(database, tableName);
      const followUps = resources.followUps && {
        options: resources.followUps,
        turns,
        conversations: new DynamoConversations(database, tableName),
        hindrances: store,
        incidents: resources.followUps.mended ? new KnownIncidents(fixes) : undefined,
      };
      const asking =
        resources.asksAfterDays === undefined
          ? undefined
          : { store, turns, links: linksOf(), pageUrl: feedbackPageUrl };
      const ports = { ...common, incidents, limits: resources.limits, mailer, followUps, asking, fixes };
      const messaging = resources.messagesOf && {
        ...common,
        channels: resources.messagesOf(current),
        contacts: new DynamoContacts(database, tableName),
        spend: new DynamoMessageSpend(database, tableName),
      };
      const handler = apologyHandler(
        resources.definitions,
        () => ({ ports, brands: exampleBrands, messaging }),
        telemetryOf(common.observer),
      );
      return (event, process) => handler(event as EventBridgeEvent<string, unknown>, contextOf(process));
    },
  };
}

function emailEventsFunction(resources: SimResources): SimFunction {
  return {
    name: 'email-events',
    limitMs: runMs,
    start: (current) => {
      const common = commonPorts(resources, current);
      const database = resources.dynamo.clientOf(current);
      const ports = {
        ...common,
        turns: new DynamoFollowUpTurns(database, tableName),
        conversations: new DynamoConversations(database, tableName),
        daysAfterArrival: resources.asksAfterDays,
      };
      const wired = { ports, read: (detail: unknown) => emailEventIn(detail) ?? messageEventIn(detail) };
      const handler = emailEventHandler(() => wired, telemetryOf(common.observer));
      return (event, process) => handler(event as EventBridgeEvent<string, unknown>, contextOf(process));
    },
  };
}

function feedbackPageFunction(resources: SimResources): SimFunction {
  return {
    name: 'feedback-page',
    limitMs: runMs,
    start: (current) => {
      const { dynamo, bus } = resources;
      const database = dynamo.clientOf(current);
      const ports = {
        ...commonPorts(resources, current),
        conversations: new DynamoConversations(database, tableName),
        events: new EventBridgeConversations(bus.clientOf(current), 'bus', {}, plainOwners),
        owners: plainOwners,
        links: linksOf(),
        noting: {
          store: new DynamoFeedback(database, tableName),
          events: new EventBridgeFeedback(bus.clientOf(current), 'bus'),
        },
      };
      return (question) => answerPage(parseContract(feedbackQuestionSchema, 'a question', question), ports);
    },
  };
}

/** Links are signed as they are in life, with a secret that nobody rotates. */
function linksOf(): FeedbackLinks {
  return new FeedbackLinks({ read: () => Promise.resolve('simulated-'.repeat(4)), forget: () => undefined });
}

function partnerResponsesFunction(resources: SimResources): SimFunction {
  return {
    name: 'partner-responses',
    limitMs: runMs,
    start: (current) => {
      const common = commonPorts(resources, current);
      const handler = partnerResponseHandler(() => common, telemetryOf(common.observer));
      return (event, process) => handler(event as EventBridgeEvent<string, unknown>, contextOf(process));
    },
  };
}

/** All of them are asked on the bus. */
function partnersOf({ bus }: SimResources, current: () => Process): Partners {
  const onTheBus = new EventBridgePartner(bus.clientOf(current), 'bus', () => current().clock());
  return { credit: onTheBus, replacement: onTheBus, entitlement: onTheBus, callback: onTheBus };
}

function sweepFunction(retried: readonly SimFunction[], resources: SimResources): SimFunction {
  return {
    name: 'sweep',
    limitMs: sweepRunMs,
    start: (current) => {
      const { dynamo, provider, queues, platform, limits, context } = resources;
      const database = dynamo.clientOf(current);
      const common = commonPorts(resources, current, true);
      const handler = sweepHandler(
        () => () => ({
          ...common,
          waiting: new DynamoWaitingList(database, tableName),
          incidents: new SealedIncidents(new DynamoIncidents(database, tableName), seals),
          controlsStore: new DynamoControls(database, tableName),
          controls: new CachedControls(),
          limits,
          quota: new QuotaLease(common.budgets, common.clock),
          refunds: provider.clientOf(current),
          payments: provider.clientOf(current),
          partners: partnersOf(resources, current),
          retryQueues: queues.retryQueuesFor(retried, current),
          functions: functionCaller(platform, () => retried, context, current),
          pace: rateLimiter(10, common.clock, (ms) => current().pause(ms)),
          fixes: resources.followUps?.mended ? new DynamoIncidentFixes(database, tableName) : undefined,
        }),
        telemetryOf(common.observer),
      );
      return (event, process) => handler(event, contextOf(process));
    },
  };
}

function webhookFunction(resources: SimResources): SimFunction {
  return {
    name: 'webhook',
    limitMs: runMs,
    start: (current) => {
      const { observer, clock } = commonPorts(resources, current);
      const ports = { observer, clock, verifier: webhookVerifier, received: resources.webhook.queueOf(current) };
      const handler = webhookHandler(() => ports, telemetryOf(observer));
      return (event, process) => handler(webhookCall(event), contextOf(process));
    },
  };
}

function partUpdatesFunction(resources: SimResources): SimFunction {
  return {
    name: 'part-updates',
    limitMs: runMs,
    start: (current) => {
      const { trace } = resources.context;
      const ports = commonPorts(resources, current);
      const marks = new DynamoPaymentMarks(resources.dynamo.clientOf(current), tableName);
      const recordDone = (_ids: object, done: object): void =>
        trace.count(`received: ${textAt(done as Plain, 'result')}`);
      const recordFailed = (_ids: object, error: unknown): void => trace.count(`received, failed: ${nameOf(error)}`);
      const observer = { ...ports.observer, recordDone, recordFailed };
      const handler = partUpdateHandler(() => ({ ports, marks, scope: 'payments' }), telemetryOf(observer));
      return (event, process) => handler(event as QueuedEvent, contextOf(process));
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function operatorApiFunction(resources: SimResources): SimFunction {
  return {
    name: 'operator-api',
    limitMs: runMs,
    start: (current) => {
      const database = resources.dynamo.clientOf(current);
      const common = commonPorts(resources, current, true);
      const ports = {
        ...common,
        quota: new QuotaLease(common.budgets, common.clock),
        incidents: new SealedIncidents(new DynamoIncidents(database, tableName), seals),
        waiting: new DynamoWaitingList(database, tableName),
        checks: new DynamoCheckStore(database, tableName),
        lists: {
          ledger: new DynamoListedLedger(database, tableName),
          waiting: new DynamoWaitingList(database, tableName),
        },
        customers: new DynamoCustomerHistories(database, tableName),
        spending: new DynamoBudgetUses(database, tableName),
        finder: new DynamoRemedyFinder(database, tableName),
        lookUp: new DynamoRemedyLookUp(database, tableName, []),
        deadLetters: noDeadLetters,
        fixes: new DynamoIncidentFixes(database, tableName),
        reconciliations: new DynamoReconciliations(database, tableName),
        inForce: {
          described: () => ({ limits: { version: 'as simulated', values: [] }, types: [] }),
          store: new DynamoInForce(database, tableName),
        },
        controlsStore: new DynamoControls(database, tableName),
        conversations: new DynamoConversations(database, tableName),
        events: new EventBridgeConversations(resources.bus.clientOf(current), 'bus', {}, plainOwners),
        owners: plainOwners,
        limits: resources.limits,
        reasonCodes: defaultReasonCodes,
        inquiries: new EventBridgeInquiries(resources.bus.clientOf(current), 'bus'),
        partners: partnersOf(resources, current),
        previews: previewsOf(common.ledger),
      };
      return async (call) => (call as OperatorCall)(ports);
    },
  };
}

/** @param canSeal whether the function has the key of the seals */
export function commonPorts(
  { context, dynamo, bus, newToken, onTrouble }: CommonResources,
  current: () => Process,
  canSeal = false,
) {
  const observer: Observer = {
    step: ({ step, ...facts }) => {
      context.trace.count(`step: ${step}`);
      const id = 'remedyId' in facts ? facts.remedyId : 'incidentId' in facts ? facts.incidentId : undefined;
      context.trace.record(current().name, () => `  ${step} ${id ?? ''}`);
    },
    trouble: (remedyId, what, error) => {
      context.trace.count(`trouble: ${what.replaceAll(/\d+/g, 'N')}`);
      onTrouble(remedyId, what);
      context.trace.record(current().name, () => `  trouble with ${remedyId}: ${what} (${String(error)})`);
    },
  };
  return {
    ledger: new SealedLedger(new DynamoLedger(dynamo.clientOf(current), tableName), seals, canSeal ? seals : undefined),
    budgets: new DynamoBudgets(dynamo.clientOf(current), tableName),
    outcomes: new EventBridgeOutcomes(bus.clientOf(current), 'bus'),
    undelivered: new EventBridgeUndelivered(bus.clientOf(current), 'bus', {}),
    observer,
    clock: () => current().clock(),
    newToken,
  };
}

export function telemetryOf(observer: Observer): Telemetry {
  return { observer: () => observer, middleware: { before: () => undefined } } as unknown as Telemetry;
}

export function contextOf(process: Process): Context {
  return { getRemainingTimeInMillis: () => process.remainingMs() } as Context;
}

/** Reads the provider's event. That signatures are verified is promised elsewhere. */
const webhookVerifier: WebhookVerifier = {
  signatureHeader: 'signature',
  verify: ({ rawBody }) => Promise.resolve(updateIn(JSON.parse(rawBody) as RefundEvent)),
};

function updateIn({ eventId, refund, createdAt }: RefundEvent): Awaited<ReturnType<WebhookVerifier['verify']>> {
  const { remedyId, partNumber, customerId } = refund;
  if (remedyId === undefined || partNumber === undefined || customerId === undefined) return { type: 'unrelated' };
  return {
    type: 'refund',
    eventId,
    remedyId,
    partNumber,
    customerId,
    outcome: outcomeOf(refund),
    ...moneyOf(refund),
    paymentIds: [refund.paymentId],
    createdAt: new Date(createdAt).toISOString(),
  };
}

function webhookCall(event: unknown): APIGatewayProxyEventV2 {
  const call = {
    requestContext: { http: { method: 'POST' } },
    headers: {},
    body: JSON.stringify(event),
    isBase64Encoded: false,
  };
  return call as unknown as APIGatewayProxyEventV2;
}
