import { exampleBrands } from '../../fakes/brands';
import { randomBytes } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { catalog } from '../../../lambdas/failures/catalog';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import { emailEventIn } from '../../../lambdas/email/ses/ses-event';
import { customerTags } from '../../../lambdas/email/ses/ses-tag';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { DynamoIncidents } from '../../../lambdas/ledger/dynamo/dynamo-incidents';
import type { Outcome, OutcomeState } from '../../../lambdas/outcomes/outcome';
import { apologyHandler } from '../../../lambdas/runtime/handlers/apology-handler';
import { emailEventHandler } from '../../../lambdas/runtime/handlers/email-event-handler';
import { remedyHandler } from '../../../lambdas/runtime/handlers/remedy-handler';
import { telemetry } from '../../../lambdas/runtime/telemetry/telemetry';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FakePartner } from '../../fakes/fake-partner';
import { FakeRefundProvider } from '../../fakes/fake-refund-provider';
import { tableName } from '../../ledger/ledger-table';
import { remedyPorts, wideLimits } from '../remedy-ports';
import { countLog } from './count-log';
import { DatabaseMeter, nothing, share, sumOf, type DatabaseUse } from './database-use';

/** What one run of a function did. */
export interface FunctionRun {
  readonly database: DatabaseUse;
  /** At full speed, without waiting for anybody. */
  readonly cpuMs: number;
  readonly logBytes: number;
  /** Events that it published. */
  readonly events: number;
  /** Requests to the payment provider or to partners. */
  readonly providerRequests: number;
  readonly mails: number;
}

export const steps = ['refund', 'mail', 'deliveryReport'] as const;
export type Step = (typeof steps)[number];

type SentMail = OutgoingMail & { readonly messageId: string };

/** What a remedy was, and what each of its functions did. */
export interface Life {
  readonly state: OutcomeState | 'none' | 'duplicate' | 'reconsidered';
  readonly runs: Readonly<Record<Step, FunctionRun>>;
}

/** The failure of one type, as one of its stories tells it. */
export interface LifeKind {
  readonly definition: FailureDefinition;
  readonly story: string;
  readonly detail: Failure;
}

/** The first story of each failure type. */
export const firstStories: readonly LifeKind[] = catalog.map((definition) => {
  const [{ id, detail }] = definition.stories;
  return { definition, story: id, detail };
});

/** The functions that the remedies of one failure type meet, on the real ledger. */
export class Lives {
  private nowMs: number;
  private readonly meter: DatabaseMeter;
  private readonly provider = new FakeRefundProvider(() => new Date(this.nowMs));
  private readonly partner = new FakePartner(() => new Date(this.nowMs));
  private published: Outcome[] = [];
  private sent: SentMail[] = [];
  private readonly functions;

  constructor(
    client: DynamoDBClient,
    private readonly kind: LifeKind,
  ) {
    this.meter = new DatabaseMeter(client);
    this.nowMs = Date.parse(kind.detail.occurredAt) + 60 * 60_000;
    this.partner.willAnswer = { state: 'succeeded', providerRef: 'partner_1' };
    this.functions = this.functionsOn(client);
  }

  /** The whole life of one more remedy of that customer. */
  async next(customerId: string, n: number): Promise<Life> {
    this.nowMs += 60_000;
    const failure = anotherOf(this.kind.detail, customerId, `${customerId.slice(4, 40)}-${n}`);
    const { paymentId, currency } = failure.purchase;
    this.provider.currencies.set(paymentId, currency);
    this.published = [];
    this.sent = [];
    let state: Life['state'] = 'none';
    const refund = await this.run(async () => {
      const done = await this.functions.remedy(eventOf(this.kind.definition, failure, this.nowMs), context);
      if ('result' in done) state = done.result;
    });
    const mail = await this.inTurn(this.published.filter(isWrittenOf), (outcome) =>
      this.functions.apology(outcomeEvent(outcome), context),
    );
    const report = await this.inTurn(this.sent, (one) => this.functions.email(deliveredEvent(one), context));
    return { state, runs: { refund, mail, deliveryReport: report } };
  }

  private functionsOn(client: DynamoDBClient) {
    const clock = (): Date => new Date(this.nowMs);
    const { definition } = this.kind;
    const partners = {
      credit: this.partner,
      replacement: this.partner,
      entitlement: this.partner,
      callback: this.partner,
    };
    const outcomes = { publish: async (outcome: Outcome) => void this.published.push(outcome) };
    const limits = { ...wideLimits, ...withoutEnd };
    const given = { client, refunds: this.provider, payments: this.provider, outcomes, limits, clock };
    const tools = telemetry();
    const observer = tools.observer();
    const ports = { ...remedyPorts({ ...given, observer }), partners };
    const undelivered = { publish: async () => undefined };
    const mailer = {
      send: async (mail: OutgoingMail) => {
        // As long as those of SES.
        const messageId = `${randomBytes(27).toString('hex')}-000000`;
        this.sent.push({ ...mail, messageId });
        return { messageId };
      },
    };
    const incidents = new DynamoIncidents(client, tableName);
    return {
      remedy: remedyHandler(definition, () => ports, tools),
      apology: apologyHandler(
        catalog,
        () => ({ ports: { ...ports, incidents, mailer, undelivered }, brands: exampleBrands }),
        tools,
      ),
      email: emailEventHandler(() => ({ ports: { ...ports, undelivered }, read: emailEventIn }), tools),
    };
  }

  private async inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<FunctionRun> {
    return this.run(async () => {
      for (const item of items) await work(item);
    });
  }

  private async run(work: () => Promise<unknown>): Promise<FunctionRun> {
    const log = countLog();
    const [publishedBefore, sentBefore] = [this.published.length, this.sent.length];
    const askedBefore = this.asked();
    const before = process.cpuUsage();
    let cpuMs = 0;
    try {
      const database = await this.meter.during(async () => {
        await work();
        const { user, system } = process.cpuUsage(before);
        cpuMs = (user + system) / 1_000;
      });
      return {
        database,
        cpuMs,
        logBytes: log.stop(),
        events: this.published.length - publishedBefore,
        providerRequests: this.asked() - askedBefore,
        mails: this.sent.length - sentBefore,
      };
    } finally {
      log.stop();
    }
  }

  private asked(): number {
    return this.provider.calls.length + this.provider.asked.length + this.partner.asked.length;
  }
}

export function meanOf(runs: readonly FunctionRun[]): FunctionRun {
  const mean = (valueOf: (run: FunctionRun) => number): number =>
    runs.reduce((sum, run) => sum + valueOf(run), 0) / runs.length;
  return {
    database: share(runs.map(({ database }) => database).reduce(sumOf, nothing), runs.length),
    cpuMs: mean(({ cpuMs }) => cpuMs),
    logBytes: mean(({ logBytes }) => logBytes),
    events: mean(({ events }) => events),
    providerRequests: mean(({ providerRequests }) => providerRequests),
    mails: mean(({ mails }) => mails),
  };
}

/** The outcomes that the rule hands to the function that writes. */
const isWrittenOf = ({ state }: Outcome): boolean => ['issued', 'late-failed', 'rejected'].includes(state);

const noEnd = 1_000_000_000_000;
const everyCurrency = Object.fromEntries(Object.keys(wideLimits.perRemedy).map((currency) => [currency, noEnd]));

/** What no hundred remedies of one customer reach, nor one that is dear. */
const withoutEnd = {
  perRemedy: everyCurrency,
  perCustomer: { windowDays: 30, remedies: noEnd, amountMinor: everyCurrency },
  twoPeopleAbove: everyCurrency,
  apologiesPerAddressAndDay: noEnd,
};

/** The same thing happens to another order: every id but the customer's is another one, as long as real ones are. */
function anotherOf(detail: Failure, customerId: string, which: string): Failure {
  const renamed = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string') return /(Id|Number|^id)$/.test(name) ? `${value.slice(0, 4)}_${which}` : value;
    if (Array.isArray(value)) return value.map((inner) => renamed(inner, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner, key)]));
  };
  const { incidentId: _apart, ...rest } = renamed(detail) as Failure;
  return {
    ...rest,
    customer: { ...detail.customer, id: customerId },
    purchase: { ...rest.purchase, lineId: detail.purchase.lineId },
  };
}

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;
const envelope = { version: '0', id: 'event-1', account: '111122223333', region: 'eu-west-1', resources: [] };

function eventOf({ type, defaultSource }: FailureDefinition, detail: Failure, nowMs: number) {
  const time = new Date(nowMs - 1_000).toISOString();
  return { ...envelope, time, source: defaultSource, 'detail-type': type, detail };
}

function outcomeEvent(outcome: Outcome) {
  const detail: unknown = JSON.parse(JSON.stringify(outcome));
  return { ...envelope, time: '', source: 'amends', 'detail-type': outcome.state, detail };
}

function deliveredEvent({ remedyId, customerId, template, messageId }: SentMail) {
  const tags = Object.fromEntries(customerTags(customerId).map(({ Name, Value }) => [Name, [Value]]));
  const mail = { messageId, tags: { ...tags, remedyId: [remedyId], template: [template] } };
  const detail = { eventType: 'Delivery', mail };
  return { ...envelope, time: '', source: 'aws.ses', 'detail-type': 'Email Delivered', detail };
}
