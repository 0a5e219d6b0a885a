import { Sha256 } from '@aws-crypto/sha256-js';
import { DynamoDBClient, paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import Stripe from 'stripe';
import * as z from 'zod';
import { takePayments } from '../../local/demo/script/take-payments';
import { publish } from '../../local/demo/publish';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import type { SystemEvent } from '../../local/system/system-event';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../local/system/local-system';
import { operatorEnvironment } from '../../local/system/operator-environment';
import { filmFailure } from '../fakes/film-failure';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { amends, type Answered } from './amends-command';

/** A film that stuttered just now, of a viewer who has seen no other, and who has not paid for it yet. */
export function stutter(
  viewer: number,
  amountMinor = 399,
  change: Partial<{ incidentId: string }> = {},
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

/** What came of one published failure. */
export interface Failed {
  readonly eventId: string;
  /** The entry as it was published, its payment taken. */
  readonly entry: PublishedEntry;
  readonly customerId: string;
  readonly email: string;
  readonly paymentId: string;
  /** As the function said it in the end; `none` where it never ended. */
  readonly result: string;
  readonly remedyId: string;
}

const mailSchema = z.object({
  subject: z.string(),
  destination: z.object({ to: z.array(z.string()) }),
  body: z.object({ text: z.string() }),
});

export type Mail = z.infer<typeof mailSchema>;

const remedySchema = z.object({
  record: z.object({
    state: z.string(),
    reasons: z.array(z.string()),
    notices: z.record(z.string(), z.object({ state: z.string() })),
    history: z.array(z.object({ state: z.string(), why: z.string() })),
  }),
  envelope: z.unknown(),
});

export type Remedy = z.infer<typeof remedySchema>;

const storedInbox = z.object({ emails: z.array(mailSchema) });

/** The sweep is run with the queues in which the undelivered wait. */
function isSweep({ input = '' }: { readonly input?: string | undefined }): boolean {
  return input.includes('"retryQueues"');
}

/**
 * A company at work on the local system: its products, its people, its customers' inboxes and its books at the
 * provider.
 */
export class Company {
  readonly provider: Stripe;
  /** Detail-types that our functions published, in order. */
  readonly reported: string[] = [];
  private readonly results = new Map<string, z.infer<typeof resultSchema>>();

  private constructor(readonly system: LocalSystem) {
    const { hostname, port } = new URL(system.endpoints.provider);
    this.provider = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
    system.on((event) => this.hear(event));
  }

  /** Nothing runs by the clock: a minute passes when the test says so. */
  static async open(options: LocalSystemOptions): Promise<Company> {
    const assembly = options.assembly ?? (await sharedAssembly(options.context));
    const quick = { basePort: 0, schedules: false, retryWaitsMs: [100, 200], warm: false };
    return new Company(await startLocalSystem({ ...quick, ...options, assembly }));
  }

  private hear(event: SystemEvent): void {
    if (event.kind === 'event-accepted' && event.publishedBy) this.reported.push(event.detailType);
    if (event.kind !== 'invocation-ended' || event.result.outcome === 'failed') return;
    const parsed = resultSchema.safeParse(event.result.value);
    if (parsed.success && event.eventId !== undefined) this.results.set(event.eventId, parsed.data);
  }

  /** Takes the payments, publishes the failures, and waits until nothing moves. */
  async fail(...entries: readonly PublishedEntry[]): Promise<Failed[]> {
    const complaints: string[] = [];
    const demo = { entries, cards: {} };
    const paid = await takePayments(demo, this.system.endpoints.provider, (reported) => complaints.push(reported));
    const published = await publish(paid, this.system);
    await this.system.idle();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return published.map((item) => {
      if (!item.accepted) throw new Error(item.reason);
      const { entry, eventId } = item;
      const { customer, purchase } = paidSchema.parse(entry.Detail);
      const { result, remedyId } = this.results.get(eventId) ?? { result: 'none', remedyId: '' };
      const { id: customerId, email } = customer;
      return { eventId, entry, customerId, email, paymentId: purchase.paymentId, result, remedyId };
    });
  }

  async failOnce(entry: PublishedEntry): Promise<Failed> {
    const [failed] = await this.fail(entry);
    if (!failed) throw new Error('nothing was published');
    return failed;
  }

  /** A minute passes: the sweep runs, and all that follows on it. */
  async minute(): Promise<void> {
    const [sweep] = this.system.template.schedules.filter(isSweep);
    if (!sweep) throw new Error('no schedule says where the undelivered wait');
    await this.system.runSchedule(sweep.name);
    await this.system.idle();
  }

  /** The day's end: the reconciliation runs. */
  async day(): Promise<void> {
    const daily = this.system.template.schedules.filter((schedule) => !isSweep(schedule));
    if (daily.length === 0) throw new Error('the template has no schedule but that of the sweep');
    for (const { name } of daily) await this.system.runSchedule(name);
  }

  get operatorUrl(): string {
    return operatorEnvironment(this.system)['AMENDS_OPERATOR_URL'] ?? '';
  }

  get webhookUrl(): string {
    const open = this.system.template.functionUrls.find(({ authType }) => authType === 'NONE');
    return this.system.endpoints.functionUrls[open?.functionName ?? ''] ?? '';
  }

  /** Asks the operator desk, signed by that person. */
  async ask(person: string, method: 'GET' | 'POST', path: string, body?: object, secret = 'local') {
    const url = new URL(path, this.operatorUrl);
    const text = body && JSON.stringify(body);
    const credentials = { accessKeyId: person, secretAccessKey: secret };
    const { region } = this.system.template;
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
    await this.system.idle();
    return { status: response.status, answer };
  }

  /** Types a command of `npm run amends` under that name. */
  async amends(person: string, ...args: readonly string[]): Promise<Answered> {
    const answered = await amends(args, {
      PATH: process.env['PATH'],
      ...this.system.endpoints.environment,
      ...operatorEnvironment(this.system),
      AWS_ACCESS_KEY_ID: person,
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    await this.system.idle();
    return answered;
  }

  /** Where a remedy stands, as the desk shows it. */
  async remedy({ customerId, remedyId }: Failed): Promise<Remedy> {
    const { answer } = await this.ask('carol', 'GET', `remedies/${customerId}/${remedyId}`);
    return remedySchema.parse(answer);
  }

  arnOf(person: string): string {
    return `arn:aws:iam::${this.system.template.account}:user/${person}`;
  }

  async mailsTo({ email }: Failed): Promise<Mail[]> {
    const response = await fetch(new URL('/store', this.system.endpoints.mail));
    const { emails } = storedInbox.parse(await response.json());
    return emails.filter(({ destination }) => destination.to.some((to) => to.includes(email)));
  }

  async refundsOf({ paymentId }: Failed): Promise<Stripe.Refund[]> {
    return (await this.provider.refunds.list({ charge: paymentId, limit: 100 })).data;
  }

  /** Everything in the ledger's table. */
  async stored(): Promise<Record<string, AttributeValue>[]> {
    const { dynamodb } = this.system.endpoints;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint: dynamodb, region: this.system.template.region, credentials });
    try {
      const items: Record<string, AttributeValue>[] = [];
      const pages = paginateScan({ client }, { TableName: this.system.tableName, ConsistentRead: true });
      for await (const { Items = [] } of pages) items.push(...Items);
      return items;
    } finally {
      client.destroy();
    }
  }
}
