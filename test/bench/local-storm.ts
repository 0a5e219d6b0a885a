import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import Stripe from 'stripe';
import type { OnProgress } from '../../cli/progress-line';
import { inParallel } from '../../lambdas/flow/record/in-parallel';
import { publish } from '../../local/demo/publish';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import type { Listener, SystemEvent } from '../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../local/system/local-system';
import { filmFailure } from '../fakes/film-failure';

export interface LocalStormSettings {
  /** How many different failures are published. */
  readonly failures: number;
  /** One in so many of them is published twice. */
  readonly twiceEvery: number;
  /** How many runs of a function take from a queue at once. */
  readonly concurrency: number;
  /** A cloud assembly with queues, where one is at hand. */
  readonly assembly?: string | undefined;
  /** Hears of all that happens. */
  readonly listener?: Listener | undefined;
  /** Hears of every payment taken, every refund and every mail. */
  readonly onProgress?: OnProgress | undefined;
}

export interface LocalStormReport {
  readonly failures: number;
  readonly published: number;
  readonly publishedInSeconds: number;
  /** From the first event published. */
  readonly secondsToLastRefund: number;
  readonly secondsToLastMail: number;
  readonly refundsPerSecond: number;
  readonly mailsPerSecond: number;
  /** Of the functions and of all that is emulated, from the first event to the last mail. */
  readonly cpuMsPerFailure: number;
  readonly refunds: number;
  readonly paidTwice: number;
  readonly recordsIssued: number;
  /** How many remedies there are in each state. */
  readonly states: Readonly<Record<string, number>>;
  readonly mails: number;
  readonly mailedTwice: number;
  /** Of which the mail service did not say whether it took them. They are not sent again. */
  readonly mailsInDoubt: number;
  /** Failures without a refund or without a mail, the one that breaks its contract apart. */
  readonly lost: number;
  /** Of the function that refunds. */
  readonly invocations: number;
  /** A function takes more than the batch that it was invoked with, as long as it has time. */
  readonly eventsPerInvocation: number;
  /** To the database. */
  readonly requestsPerEvent: number;
  /** Queues in which something lies in the end, and how much. */
  readonly leftInQueues: Readonly<Record<string, number>>;
}

const localMinuteMs = 1_000;

/** What is tried again waits for twice as long each time, and four hours at most. */
const mostVainMinutes = 240;

/** Limits that no storm reaches: what is measured is delivery. */
const wide = '{"remedies":10000000,"amountMinor":{"GBP":10000000000}}';

export const stormContext = {
  queued: 'VideoPlaybackFailed,Apologies',
  limits: `{"perFailureTypeAndDay":${wide},"perDay":${wide},"perSourceAndDay":${wide}}`,
};

/**
 * Publishes failures to the running local system as fast as it takes them, one of them broken, and looks what became of
 * each.
 */
export async function measureLocalStorm(settings: LocalStormSettings): Promise<LocalStormReport> {
  const storm = new LocalStorm(settings);
  const system = await startLocalSystem({
    basePort: 0,
    schedules: false,
    assembly: settings.assembly,
    context: { ...stormContext, queuedConcurrency: String(settings.concurrency) },
    listener: (event) => storm.handle(event),
    retryWaitsMs: [localMinuteMs, 2 * localMinuteMs],
    concurrency: settings.concurrency,
  });
  try {
    return await storm.run(system);
  } finally {
    await system.stop();
  }
}

class LocalStorm {
  /** How often each payment was refunded, and each address written to. */
  private readonly refundsOf = new Map<string, number>();
  private readonly mailsTo = new Map<string, number>();
  private lastRefundAt = 0;
  private lastMailAt = 0;
  private cpuToLastMail: NodeJS.CpuUsage = { user: 0, system: 0 };
  private invocations = 0;
  private requests = 0;
  private charged = 0;

  constructor(private readonly settings: LocalStormSettings) {}

  handle(event: SystemEvent): void {
    this.settings.listener?.(event);
    switch (event.kind) {
      case 'refund-made':
        this.lastRefundAt = event.at;
        count(this.refundsOf, String(event.refund['charge']));
        return this.onStep();
      case 'mail-sent':
        this.lastMailAt = event.at;
        this.cpuToLastMail = process.cpuUsage();
        for (const recipient of event.recipients) count(this.mailsTo, recipient);
        return this.onStep();
      case 'invocation-ended':
        return this.countInvocation(event);
      default:
        return;
    }
  }

  /** Each failure takes three: a payment, its refund, its mail. */
  private onStep(): void {
    const { charged, refundsOf, mailsTo, settings } = this;
    settings.onProgress?.(charged + refundsOf.size + mailsTo.size, 3 * settings.failures);
  }

  async run(system: LocalSystem): Promise<LocalStormReport> {
    const { failures, twiceEvery } = this.settings;
    const payments = await this.takePayments(system);
    const entries = payments.flatMap((paymentId, n) => {
      const entry = failureNumber(n, paymentId);
      return n % twiceEvery === 0 ? [entry, entry] : [entry];
    });
    const middle = Math.floor(entries.length / 2);
    const all = [
      ...entries.slice(0, middle),
      broken(failureNumber(failures, 'ch_of_nobody')),
      ...entries.slice(middle),
    ];
    const beganAt = Date.now();
    const cpuBefore = process.cpuUsage();
    await this.publishAll(all, system);
    const publishedInSeconds = (Date.now() - beganAt) / 1_000;
    await system.idle();
    await this.sweep(system);
    const missing = payments.filter((id, n) => !this.refundsOf.has(id) || !this.mailsTo.has(addressOf(n)));
    const secondsToLastRefund = (this.lastRefundAt - beganAt) / 1_000;
    const secondsToLastMail = (this.lastMailAt - beganAt) / 1_000;
    return {
      ...(await recorded(system)),
      failures,
      published: all.length,
      publishedInSeconds,
      secondsToLastRefund,
      secondsToLastMail,
      refundsPerSecond: this.refundsOf.size / secondsToLastRefund,
      mailsPerSecond: this.mailsTo.size / secondsToLastMail,
      cpuMsPerFailure: cpuMs(cpuBefore, this.cpuToLastMail) / failures,
      refunds: sumOf(this.refundsOf),
      paidTwice: repeated(this.refundsOf),
      mails: sumOf(this.mailsTo),
      mailedTwice: repeated(this.mailsTo),
      lost: missing.length,
      invocations: this.invocations,
      eventsPerInvocation: all.length / this.invocations,
      requestsPerEvent: this.requests / all.length,
      leftInQueues: await leftInQueues(system),
    };
  }

  /** One payment for each failure. */
  private async takePayments(system: LocalSystem): Promise<string[]> {
    const { hostname, port } = new URL(system.endpoints.provider);
    const shop = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
    const payments: string[] = [];
    const numbers = Array.from({ length: this.settings.failures }, (_, n) => n);
    await inParallel(numbers, 16, async (n) => {
      const { id } = await shop.charges.create({ amount: 399, currency: 'gbp', source: 'tok_visa' });
      payments[n] = id;
      this.charged++;
      this.onStep();
    });
    return payments;
  }

  private async publishAll(entries: readonly PublishedEntry[], system: LocalSystem): Promise<void> {
    const chunk = 500;
    for (let from = 0; from < entries.length; from += chunk) {
      const published = await publish(entries.slice(from, from + chunk), system);
      const refused = published.find(({ accepted }) => !accepted);
      if (refused && !refused.accepted) throw new Error(refused.reason);
    }
  }

  /** Minutes pass until nothing waits any more that the sweep could help. */
  private async sweep(system: LocalSystem): Promise<void> {
    const sweep = system.template.schedules.find(({ input = '' }) => input.includes('"retryQueues"'));
    for (let minutes = 0, before = this.done; sweep && minutes < mostVainMinutes; minutes++) {
      await system.runSchedule(sweep.name);
      await system.idle();
      await pause(localMinuteMs);
      const retried = Object.keys(await leftInQueues(system)).some((name) => name.includes('RetryQueue'));
      if (this.done > before) minutes = 0;
      else if (!retried && minutes >= 2) return;
      before = this.done;
    }
  }

  private get done(): number {
    return this.refundsOf.size + this.mailsTo.size;
  }

  /** Of failures: the mails have invocations of their own, which ask the ledger for other things. */
  private countInvocation({ records, databaseRequests }: Extract<SystemEvent, { kind: 'invocation-ended' }>): void {
    if (!records?.some(({ detailType }) => detailType === 'VideoPlaybackFailed')) return;
    this.invocations++;
    this.requests += databaseRequests.length;
  }
}

function addressOf(n: number): string {
  return `viewer-${n}@example.com`;
}

function failureNumber(n: number, paymentId: string): PublishedEntry {
  const { incidentId: _, ...failure } = filmFailure({
    occurredAt: new Date().toISOString(),
    customer: { id: `cus_${n}`, name: `Viewer ${n}`, email: addressOf(n) },
    purchase: { orderId: `ord_${n}`, paymentId, amountMinor: 399, currency: 'GBP' },
    playback: { rentalId: `rent_${n}` },
  });
  return { Source: 'com.example.video', DetailType: 'VideoPlaybackFailed', Detail: failure };
}

function broken(entry: PublishedEntry): PublishedEntry {
  return { ...entry, Detail: { ...entry.Detail, evidence: 'guessed' } };
}

/** What the ledger says. */
async function recorded(
  system: LocalSystem,
): Promise<Pick<LocalStormReport, 'recordsIssued' | 'states' | 'mailsInDoubt'>> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({
    endpoint: system.endpoints.dynamodb,
    region: system.template.region,
    credentials,
  });
  try {
    const states = new Map<string, number>();
    let mailsInDoubt = 0;
    for await (const { Items = [] } of paginateScan({ client }, { TableName: system.tableName })) {
      for (const item of Items.map((stored) => unmarshall(stored))) {
        if (String(item['sk']).startsWith('REMEDY#')) count(states, stateIn(item));
        if (item['template'] === 'apology' && item['state'] === 'unknown') mailsInDoubt++;
      }
    }
    return { recordsIssued: states.get('issued') ?? 0, states: Object.fromEntries(states), mailsInDoubt };
  } finally {
    client.destroy();
  }
}

/** With the reason where it did not end by itself. Numbers in it differ from one remedy to the next. */
function stateIn({ state, reasons, hold }: Record<string, unknown>): string {
  if (state === 'issued') return 'issued';
  const [why] = (reasons ?? []) as readonly unknown[];
  const { cause, awaits } = (hold ?? {}) as { readonly cause?: string; readonly awaits?: { readonly what?: string } };
  return [state, why, cause, awaits?.what].filter(Boolean).join(': ').replace(/\d+/g, 'N');
}

async function leftInQueues(system: LocalSystem): Promise<Record<string, number>> {
  const left = new Map<string, number>();
  for (const { queueName } of await system.deadLetters()) count(left, queueName);
  return Object.fromEntries(left);
}

function cpuMs(from: NodeJS.CpuUsage, to: NodeJS.CpuUsage): number {
  return (to.user - from.user + to.system - from.system) / 1_000;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, each) => sum + each, 0);
}

function repeated(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].filter((times) => times > 1).length;
}
