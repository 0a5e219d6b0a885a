import { plainOwners } from '../conversation/owners/plain-owners';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { CachedControls } from '../../lambdas/ledger/cached-controls';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import { beginNotice, moveNotice } from '../../lambdas/ledger/notice/notice-transitions';
import { keepBackWords } from '../../lambdas/flow/words/hold-words';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RemedyContext, RemedyResult } from '../../lambdas/flow/remedy/remedy-context';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { CommonOptions } from '../../lambdas/failures/definition/policy';
import { sourceTarget } from '../../lambdas/model/controls';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { DynamoBudgets } from '../../lambdas/ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { DynamoRemedyFinder } from '../../lambdas/ledger/dynamo/dynamo-remedy-finder';
import { DynamoStatement } from '../../lambdas/ledger/dynamo/dynamo-statement';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import { DynamoBudgetUses } from '../../lambdas/ledger/dynamo/shown/dynamo-budget-uses';
import { DynamoAmplifiedIncidents } from '../../lambdas/channels/amplification/dynamo-amplified-incidents';
import { DynamoContacts } from '../../lambdas/channels/consent/dynamo-contacts';
import { DynamoConversations } from '../../lambdas/conversation/dynamo-conversations';
import { DynamoCheckStore } from '../../lambdas/ledger/dynamo/shown/dynamo-check-store';
import { DynamoCustomerHistories } from '../../lambdas/ledger/dynamo/shown/dynamo-customer-histories';
import { describeInForce } from '../../lambdas/in-force/describe-in-force';
import type { InForce } from '../../lambdas/in-force/in-force';
import { DynamoInForce } from '../../lambdas/ledger/dynamo/shown/dynamo-in-force';
import { DynamoReconciliations } from '../../lambdas/ledger/dynamo/shown/dynamo-reconciliations';
import { DynamoRemedyLookUp } from '../../lambdas/ledger/dynamo/shown/dynamo-remedy-look-up';
import { DynamoListedLedger } from '../../lambdas/ledger/dynamo/shown/dynamo-listed-ledger';
import { DynamoScannedWaitingList } from '../../lambdas/ledger/dynamo/shown/dynamo-scanned-waiting-list';
import { DynamoIncidentFixes } from '../../lambdas/ledger/follow/dynamo-incident-fixes';
import { remedyIndexes, type RemedyIndex } from '../../lambdas/ledger/port/remedy-index';
import { defaultLimits, type Limits } from '../../lambdas/model/limits';
import { duties, roleDuties, type Duty, type OperatorRoleName } from '../../lambdas/operator-api/duty';
import { operations, type Operation, type OperationId } from '../../lambdas/operator-api/operation';
import type { OperatorApiPorts } from '../../lambdas/operator-api/operator-api';
import { errorSchema } from '../../lambdas/operator-api/response-schemas';
import { routesAt } from '../../lambdas/operator-api/route';
import type { DeadLetters } from '../../lambdas/retry/dead-letters';
import { operatorApiHandler, type OperatorApiEvent } from '../../lambdas/runtime/handlers/operator-api-handler';
import { defaultReasonCodes, type ReasonCode } from '../../lambdas/model/judging/reason-code';
import type { Inquiry } from '../../lambdas/outcomes/inquiry';
import { telemetry } from '../../lambdas/runtime/telemetry/telemetry';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { filmFailure } from '../fakes/film-failure';
import { noDeadLetters } from '../fakes/no-dead-letters';
import { previewsOf } from '../fakes/previews-of';
import { FakeConversationEvents } from '../fakes/fake-conversation-events';
import { FakeOutcomes } from '../fakes/fake-outcomes';
import { FakePartner } from '../fakes/fake-partner';
import { FakeRefundProvider } from '../fakes/fake-refund-provider';
import { MemoryAuditTrail } from '../fakes/memory-audit-trail';
import { RecordingObserver } from '../fakes/recording-observer';
import { withSeen } from './with-seen';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

export const ada = 'arn:aws:sts::123456789012:assumed-role/Operators/ada';
export const ben = 'arn:aws:sts::123456789012:assumed-role/Operators/ben';

/** Cleo's role lets whoever assumes it choose the name of the session. */
export const cleo = 'arn:aws:sts::123456789012:assumed-role/Contractors/cleo';

/** The session of somebody whose role has one duty only. */
export const onlyWith = (duty: Duty): string => `arn:aws:sts::123456789012:assumed-role/Only-${duty}/eve`;

/** A session of somebody in one of the usual roles. */
export const inRole = (role: OperatorRoleName, name: string): string =>
  `arn:aws:sts::123456789012:assumed-role/${role}/${name}`;

const operators = [
  { arn: 'arn:aws:iam::123456789012:role/desk/Operators', may: duties, isBound: true },
  { arn: 'arn:aws:iam::210987654321:role/Operators', may: duties, isBound: true },
  { arn: 'arn:aws:iam::123456789012:role/OnCall', may: duties, isBound: true },
  { arn: 'arn:aws:iam::123456789012:role/Contractors', may: duties },
  { arn: 'arn:aws:iam::123456789012:role/Visitors', may: duties },
  { arn: 'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/*', may: duties, isBound: true },
  { arn: 'arn:aws:iam::123456789012:user/*', may: duties },
  ...Object.entries(roleDuties).map(([name, may]) => ({
    arn: `arn:aws:iam::123456789012:role/${name}`,
    may,
    isBound: true,
  })),
  ...duties.map((duty) => ({ arn: `arn:aws:iam::123456789012:role/Only-${duty}`, may: [duty] })),
];

/** The response to a request. */
export interface Answered {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

/** The operator API's function over a real table, and the flow by which remedies come to be held. */
export class OperatorWorld {
  readonly provider = new FakeRefundProvider(() => new Date(this.now - this.providerBehindMs));
  readonly partner = new FakePartner(() => new Date(this.now));
  readonly outcomes = new FakeOutcomes();
  readonly conversationEvents = new FakeConversationEvents();
  /** What publishers were asked. The bus takes it, unless it is told not to. */
  readonly asked: Inquiry[] = [];
  busFails = false;
  /** What happens before whoever asked hears that the bus has taken it. */
  beforeAsked: ((inquiry: Inquiry) => Promise<void>) | undefined;
  private readonly inquiries = {
    publish: async (inquiry: Inquiry): Promise<void> => {
      if (this.busFails) throw new Error('the bus takes nothing');
      this.asked.push(inquiry);
      await this.beforeAsked?.(inquiry);
    },
  };
  readonly audit = new MemoryAuditTrail();
  readonly observer = new RecordingObserver();
  readonly ledger: DynamoLedger;
  readonly statement: DynamoStatement;
  readonly handler: ReturnType<typeof operatorApiHandler>;
  limits: Limits = defaultLimits;
  /** What is offered as the reason of a rejection. */
  private readonly reasonCodes: ReasonCode[] = [...defaultReasonCodes];
  deadLetters: DeadLetters = noDeadLetters;
  /** The indexes for a search that the table has. */
  indexes: readonly RemedyIndex[] = remedyIndexes;
  insight: OperatorApiPorts['insight'];
  sentMails: OperatorApiPorts['sentMails'];
  reports: OperatorApiPorts['reports'];
  gestures: OperatorApiPorts['gestures'];
  unjoined: OperatorApiPorts['unjoined'];
  /** What was deployed. */
  inForce: InForce = describeInForce({
    types: [{ definition: videoPlaybackFailed, policy: {}, policyReasons: {} }],
    limits: defaultLimits,
    setLimits: [],
    brandWords: {},
  });
  now = Date.parse('2026-11-20T20:45:00Z');
  /** How far the provider's clock is behind. */
  providerBehindMs = 0;
  private tokens = 0;
  private requests = 0;

  private constructor(
    readonly engine: Engine,
    readonly client: DynamoDBClient,
  ) {
    this.ledger = new DynamoLedger(client, tableName);
    this.statement = new DynamoStatement(client, tableName);
    this.handler = operatorApiHandler(
      () => ({
        ports: this.operatorApiPorts(),
        targets: [videoPlaybackFailed.type, sourceTarget(videoPlaybackFailed.defaultSource)],
        operators,
      }),
      telemetry(),
    );
  }

  static async start(): Promise<OperatorWorld> {
    const engine = await startDynalite();
    return new OperatorWorld(engine, await createLedgerTable(engine));
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.engine.stop();
  }

  /** As if it had been deployed with this list. */
  offerReasons(codes: readonly ReasonCode[]): void {
    this.reasonCodes.splice(0, this.reasonCodes.length, ...codes);
  }

  clock(): Date {
    return new Date(this.now);
  }

  private shared() {
    return {
      ledger: this.ledger,
      incidents: new DynamoIncidents(this.client, tableName),
      budgets: new DynamoBudgets(this.client, tableName),
      outcomes: this.outcomes,
      observer: this.observer,
      clock: () => this.clock(),
      newToken: () => `token-${++this.tokens}`,
    };
  }

  operatorApiPorts(): OperatorApiPorts {
    const controlsStore = new DynamoControls(this.client, tableName);
    const waiting = new DynamoWaitingList(this.client, tableName);
    return {
      ...this.shared(),
      deadLetters: this.deadLetters,
      insight: this.insight,
      sentMails: this.sentMails,
      reports: this.reports,
      gestures: this.gestures,
      unjoined: this.unjoined,
      amplified: new DynamoAmplifiedIncidents(this.client, tableName),
      contacts: new DynamoContacts(this.client, tableName),
      controlsStore,
      waiting,
      inquiries: this.inquiries,
      conversations: new DynamoConversations(this.client, tableName),
      events: this.conversationEvents,
      owners: plainOwners,
      checks: new DynamoCheckStore(this.client, tableName),
      fixes: new DynamoIncidentFixes(this.client, tableName),
      lists: {
        ledger: new DynamoListedLedger(this.client, tableName),
        waiting: new DynamoScannedWaitingList(this.client, tableName),
      },
      customers: new DynamoCustomerHistories(this.client, tableName),
      spending: new DynamoBudgetUses(this.client, tableName),
      finder: new DynamoRemedyFinder(this.client, tableName),
      lookUp: new DynamoRemedyLookUp(this.client, tableName, this.indexes),
      reconciliations: new DynamoReconciliations(this.client, tableName),
      inForce: { described: () => this.inForce, store: new DynamoInForce(this.client, tableName) },
      audit: this.audit,
      previews: previewsOf(this.ledger),
      partners: { credit: this.partner },
      limits: this.limits,
      reasonCodes: this.reasonCodes,
      quota: new QuotaLease(new DynamoBudgets(this.client, tableName), () => this.clock()),
    };
  }

  /** Handles a failure. */
  async deliver(
    failure: Failure,
    limits: Partial<Limits> = {},
    definition: FailureDefinition = videoPlaybackFailed,
    options?: CommonOptions,
  ): Promise<RemedyResult> {
    const ports: RemedyContext = {
      ...this.shared(),
      refunds: this.provider,
      partners: {
        credit: this.partner,
        replacement: this.partner,
        entitlement: this.partner,
        callback: this.partner,
      },
      limits: { ...defaultLimits, ...limits },
      options,
      quota: new QuotaLease(new DynamoBudgets(this.client, tableName), () => this.clock()),
      controls: new CachedControls(),
      controlsStore: new DynamoControls(this.client, tableName),
      backOff: async () => undefined,
    };
    const delivery = { failure, detectedAt: '2026-11-20T20:44:59Z', deadlineMs: this.now + 20_000 };
    return handleFailure(delivery, definition, ports);
  }

  /** Gives what a failure earns, and finds that the words of its mail wait for a person. */
  async giveAndHoldWords(failure: Failure): Promise<string> {
    const { policy } = videoPlaybackFailed;
    const decide = (...args: Parameters<typeof policy.decide>) => ({ ...policy.decide(...args), wordsWait: true });
    const definition = { ...videoPlaybackFailed, policy: { ...policy, decide } };
    const { remedyId } = await this.deliver(failure, {}, definition);
    const { id: customerId } = failure.customer;
    const record = await this.ledger.readRemedy(customerId, remedyId);
    if (!record) throw new Error(`nothing was recorded of ${remedyId}`);
    await this.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, this.clock()));
    await keepBackWords(record, undefined, this.operatorApiPorts());
    return remedyId;
  }

  /** Gives a customer their money back, and their mail bounces. */
  async giveAndBounce(customerId: string): Promise<{ readonly customerId: string; readonly remedyId: string }> {
    const failure = filmFailure({ customer: { id: customerId }, incidentId: 'none' });
    const { remedyId } = await this.deliver(failure);
    const record = await this.ledger.readRemedy(customerId, remedyId);
    if (!record) throw new Error(`nothing was recorded of ${remedyId}`);
    await this.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, this.clock()));
    const stamp = { at: this.clock().toISOString(), token: 'token' };
    const begun = beginNotice(record, 'apology', undefined, stamp);
    const sent = moveNotice(begun, { to: 'sent', messageId: 'mail-1', why: 'taken' }, stamp);
    const last = moveNotice(sent, { to: 'bounced', trouble: 'bounced', why: 'the mail was bounced' }, stamp);
    for (const notice of [begun, sent, last]) await this.ledger.saveNotice(notice);
    return { customerId, remedyId };
  }

  async get(path: string, actor: string | undefined = ada): Promise<Answered> {
    return this.ask({ method: 'GET', path, actor });
  }

  /** Asks as somebody who has just looked, where the body does not say what was seen. */
  async post(path: string, body: object | string, actor: string | undefined = ada): Promise<Answered> {
    const get = async (place: string) => (await this.get(`/${place}`)).body;
    const text = typeof body === 'string' ? body : JSON.stringify(await withSeen(path, body, get, this.clock()));
    return this.ask({ method: 'POST', path, actor, body: text });
  }

  async ask(request: { method: string; path: string; actor?: string | undefined; body?: string }): Promise<Answered> {
    const [rawPath = '', rawQuery = ''] = request.path.split('?');
    const event: OperatorApiEvent = {
      rawPath,
      queryStringParameters: Object.fromEntries(new URLSearchParams(rawQuery)),
      body: request.body,
      isBase64Encoded: false,
      requestContext: {
        requestId: `request-${++this.requests}`,
        http: { method: request.method, sourceIp: '192.0.2.7', userAgent: 'amends/1' },
        ...(request.actor !== undefined && { authorizer: { iam: { userArn: request.actor } } }),
      },
    };
    return this.answerTo(event);
  }

  async answerTo(event: OperatorApiEvent): Promise<Answered> {
    const { statusCode: status, headers, body: text } = await this.handler(event, {} as Context);
    const body = JSON.parse(text) as Record<string, unknown>;
    const [path, method] =
      'httpMethod' in event ? [event.path, event.httpMethod] : [event.rawPath, event.requestContext.http.method];
    const operationId = routesAt(path)?.[method as 'GET' | 'POST']?.operationId;
    expectContract(operationId, status, body);
    return { status, headers, body };
  }
}

/** Every response keeps the contract of its operation, and holds nothing that the contract does not name. */
function expectContract(operationId: OperationId | undefined, status: number, body: unknown): void {
  const operation: Operation | undefined = operationId && operations[operationId];
  const schema = operation && status === 200 ? operation.response : errorSchema;
  expect(schema.parse(body)).toEqual(body);
  if (operation && ![200, 403].includes(status)) expect(operation.errors).toContain(status);
}
