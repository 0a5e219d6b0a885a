import { withSeen } from '../operator-api/with-seen';
import { Sha256 } from '@aws-crypto/sha256-js';
import { DynamoDBClient, paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import Stripe from 'stripe';
import * as z from 'zod';
import { shopKey } from '../../local/company/provider/trouble/shop-key';
import { sellEntitlements } from '../../local/demo/script/sell-entitlements';
import { takePayments, type Purchases } from '../../local/demo/script/take-payments';
import { publish } from '../../local/demo/publish';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import type { SystemEvent } from '../../local/system/system-event';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../local/system/local-system';
import { operatorEnvironment } from '../../local/system/operator-environment';
import { filmFailure } from '../fakes/film-failure';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { amends, type Answered } from './amends-command';

/** The entry of a failed film just now, without its payment. Each viewer has one film. */
export function playbackFailure(
  viewer: number,
  amountMinor = 399,
  change: Partial<{ incidentId: string; brand: string }> = {},
): PublishedEntry {
  const { incidentId: _, ...failure } = filmFailure({
    occurredAt: new Date().toISOString(),
    customer: { id: `cus_${viewer}`, name: `Viewer ${viewer}`, email: `viewer-${viewer}@example.com` },
    purchase: { orderId: `ord_${viewer}`, amountMinor },
    playback: { rentalId: `rent_${viewer}` },
  });
  const { paymentId: __, ...purchase } = failure.purchase;
  return {
    Source: 'com.example.video',
    DetailType: 'VideoPlaybackFailed',
    Detail: { ...failure, ...change, purchase },
  };
}

const resultSchema = z.object({ result: z.string(), remedyId: z.string() });
const paidSchema = z.object({
  customer: z.object({ id: z.string(), email: z.string() }),
  purchase: z.object({ paymentId: z.string() }),
});

const orderSchema = z.object({ purchase: z.object({ orderId: z.string(), lineId: z.optional(z.string()) }) });

/** One published failure, and its result. */
export interface Failed {
  readonly eventId: string;
  /** The entry as it was published, its payment taken. */
  readonly entry: PublishedEntry;
  readonly customerId: string;
  readonly email: string;
  readonly paymentId: string;
  /** The result that the function returned; `none` where it never succeeded. */
  readonly result: string;
  readonly remedyId: string;
}

const mailSchema = z.object({
  messageId: z.string(),
  from: z.string(),
  subject: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()) }),
  body: z.object({ text: z.string(), html: z.optional(z.string()) }),
});

export type Mail = z.infer<typeof mailSchema>;

const remedySchema = z.object({
  record: z.object({
    state: z.string(),
    reasons: z.array(z.string()),
    history: z.array(z.object({ state: z.string(), why: z.string() })),
  }),
  notices: z.array(z.object({ template: z.string(), state: z.string() })),
  envelope: z.unknown(),
});

export type Remedy = z.infer<typeof remedySchema>;

const storedInbox = z.object({ emails: z.array(mailSchema) });

/** The sweep's schedule names the retry queues in its input. */
function isSweep({ input = '' }: { readonly input?: string | undefined }): boolean {
  return input.includes('"retryQueues"');
}

/** The local system for tests: publishes failures, acts as operators, and reads inboxes, refunds and the table. */
export class TestSystem {
  readonly provider: Stripe;
  /** Detail types that the functions published, in order. */
  readonly publishedTypes: string[] = [];
  private readonly results = new Map<string, z.infer<typeof resultSchema>>();

  private constructor(readonly local: LocalSystem) {
    const { hostname, port } = new URL(local.endpoints.provider);
    this.provider = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
    local.on((event) => this.record(event));
  }

  /**
   * No schedule runs by itself: tests call `runSweep` and `runReconciliation`.
   *
   * @param start what starts it
   */
  static async open(
    options: LocalSystemOptions,
    start: (options: LocalSystemOptions) => Promise<LocalSystem> = startLocalSystem,
  ): Promise<TestSystem> {
    const assembly = options.assembly ?? (await sharedAssembly(options.context));
    const quick = { basePort: 0, companySecondMs: 100, schedules: false, retryWaitsMs: [100, 200], warm: false };
    return new TestSystem(await start({ ...quick, ...options, assembly }));
  }

  private record(event: SystemEvent): void {
    if (event.kind === 'event-accepted' && event.publishedBy) this.publishedTypes.push(event.detailType);
    if (event.kind !== 'invocation-ended' || event.result.outcome === 'failed') return;
    const parsed = resultSchema.safeParse(event.result.value);
    if (parsed.success && event.eventId !== undefined) this.results.set(event.eventId, parsed.data);
  }

  /** Takes the payments, publishes the failures, and waits until the system is idle. */
  async publishFailures(...entries: readonly PublishedEntry[]): Promise<Failed[]> {
    return this.publishPaid({ entries, cards: {} });
  }

  private async publishPaid(demo: Purchases): Promise<Failed[]> {
    const { entries } = demo;
    const warnings: string[] = [];
    sellEntitlements(entries, this.local.partners.entitlementSystem);
    const paid = await takePayments(demo, this.local.endpoints.provider, (warning) => warnings.push(warning));
    const published = await publish(
      paid.map(({ entry }) => entry),
      this.local,
    );
    await this.local.idle();
    if (warnings.length > 0) throw new Error(warnings.join('\n'));
    return published.map((item) => {
      if (!item.accepted) throw new Error(item.reason);
      const { entry, eventId } = item;
      const { customer, purchase } = paidSchema.parse(entry.Detail);
      const { result, remedyId } = this.results.get(eventId) ?? { result: 'none', remedyId: '' };
      const { id: customerId, email } = customer;
      return { eventId, entry, customerId, email, paymentId: purchase.paymentId, result, remedyId };
    });
  }

  /** @param card how it is paid, as the payment provider calls it. @default - with a usual card */
  async publishFailure(entry: PublishedEntry, card?: string): Promise<Failed> {
    const { orderId, lineId } = orderSchema.parse(entry.Detail).purchase;
    const line = lineId === undefined ? orderId : `${orderId}/${lineId}`;
    const [failed] = await this.publishPaid({ entries: [entry], cards: card === undefined ? {} : { [line]: card } });
    if (!failed) throw new Error('The failure was not published.');
    return failed;
  }

  /** Runs the sweep, and waits until the system is idle. */
  async runSweep(): Promise<void> {
    const [sweep] = this.local.template.schedules.filter(isSweep);
    if (!sweep) throw new Error('The template has no schedule with retry queues.');
    await this.local.runSchedule(sweep.name);
    await this.local.idle();
  }

  /** Runs the daily schedules. */
  async runReconciliation(): Promise<void> {
    const daily = this.local.template.schedules.filter((schedule) => !isSweep(schedule));
    if (daily.length === 0) throw new Error('The template has no schedule but that of the sweep.');
    for (const { name } of daily) await this.local.runSchedule(name);
  }

  get operatorUrl(): string {
    return operatorEnvironment(this.local)['AMENDS_OPERATOR_URL'] ?? '';
  }

  /** The function that the provider's webhook events reach. */
  get webhookFunction(): string {
    return this.functionOf('provider-webhook');
  }

  get webhookUrl(): string {
    return this.local.endpoints.functionUrls[this.webhookFunction] ?? '';
  }

  /** Sends a signed request to the operator API. */
  async callOperatorApi(operator: string, method: 'GET' | 'POST', path: string, body?: object, secret = 'local') {
    const url = new URL(path, this.operatorUrl);
    const get = async (place: string) => (await this.callOperatorApi(operator, 'GET', place)).answer;
    const text = body && JSON.stringify(await withSeen(path, body, get));
    const credentials = { accessKeyId: operator, secretAccessKey: secret };
    const { region } = this.local.template;
    const signer = new SignatureV4({ credentials, region, service: 'lambda', sha256: Sha256 });
    const { headers } = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host, ...(text !== undefined && { 'content-type': 'application/json' }) },
      body: text,
    });
    const { host: _, ...others } = headers;
    const response = await fetch(url, { method, headers: others, ...(text !== undefined && { body: text }) });
    const answer: unknown = await response.json();
    await this.local.idle();
    return { status: response.status, answer };
  }

  /** Runs `npm run amends` as that operator. */
  async runCommand(operator: string, ...args: readonly string[]): Promise<Answered> {
    const answered = await amends(args, {
      PATH: process.env['PATH'],
      ...this.local.endpoints.environment,
      ...operatorEnvironment(this.local),
      AWS_ACCESS_KEY_ID: operator,
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    await this.local.idle();
    return answered;
  }

  /** The remedy record, as the operator API returns it. */
  async getRemedy({ customerId, remedyId }: Failed): Promise<Remedy> {
    const { answer } = await this.callOperatorApi('carol', 'GET', `remedies/${customerId}/${remedyId}`);
    return remedySchema.parse(answer);
  }

  arnOf(operator: string): string {
    return `arn:aws:iam::${this.local.template.account}:user/${operator}`;
  }

  /** What lies in an inbox, oldest first. */
  async mailsTo({ email }: Pick<Failed, 'email'>): Promise<Mail[]> {
    const response = await fetch(new URL('/store', this.local.endpoints.mail));
    const { emails } = storedInbox.parse(await response.json());
    return emails.filter(({ destination }) => destination.to.some((to) => to.includes(email)));
  }

  /** @throws Error where none came */
  async lastMailTo(owner: Pick<Failed, 'email'>): Promise<Mail> {
    const mail = (await this.mailsTo(owner)).at(-1);
    if (!mail) throw new Error(`no mail to ${owner.email}`);
    return mail;
  }

  async refundsOf({ paymentId }: Failed): Promise<Stripe.Refund[]> {
    return (await this.provider.refunds.list({ charge: paymentId, limit: 100 })).data;
  }

  /** The name of a function, by which it signs what it asks of AWS. */
  functionOf(service: string): string {
    const found = this.local.template.functions.find(
      ({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === service,
    );
    if (!found) throw new Error(`The template has no function ${service}.`);
    return found.name;
  }

  /** The database, for whoever has that access key. */
  databaseFor(accessKeyId: string): DynamoDBClient {
    const { dynamodb: endpoint } = this.local.endpoints;
    const credentials = { accessKeyId, secretAccessKey: 'local' };
    return new DynamoDBClient({ endpoint, region: this.local.template.region, credentials });
  }

  /** All items of the ledger's table. */
  async storedItems(): Promise<Record<string, AttributeValue>[]> {
    const client = this.databaseFor('local');
    try {
      const items: Record<string, AttributeValue>[] = [];
      const pages = paginateScan({ client }, { TableName: this.local.tableName, ConsistentRead: true });
      for await (const { Items = [] } of pages) items.push(...Items);
      return items;
    } finally {
      client.destroy();
    }
  }
}
