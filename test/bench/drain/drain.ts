import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { OnProgress } from '../../../cli/progress-line';
import { catalog } from '../../../lambdas/failures/catalog';
import { MailRateError } from '../../../lambdas/email/mailer';
import { PacedMailer } from '../../../lambdas/email/paced-mailer';
import { PacedProvider } from '../../../lambdas/fulfilment/pace/paced-provider';
import type { RatesOfOthers } from '../../../lambdas/fulfilment/pace/rates-of-others';
import { CachedControls } from '../../../lambdas/ledger/cached-controls';
import { QuotaLease } from '../../../lambdas/ledger/quota-lease';
import { Paces } from '../../../lambdas/model/guards/paces';
import { outcomeTypes } from '../../../lambdas/outcomes/outcome';
import type { MoreRecords } from '../../../lambdas/runtime/delivery/more-records';
import { apologyHandler } from '../../../lambdas/runtime/handlers/apology-handler';
import { remedyHandler } from '../../../lambdas/runtime/handlers/remedy-handler';
import type { WiredApologyContext } from '../../../lambdas/runtime/wiring/apology-wiring';
import type { WiredRemedies } from '../../../lambdas/runtime/wiring/remedy-wiring';
import { batchSize, hiddenFor, maxReceiveCount, timeInQueue } from '../../../lib/function/queued-events';
import { Delivery } from '../../../lib/options/delivery';
import { exampleBrands } from '../../fakes/brands';
import { LimitedRate } from '../../fakes/limited-rate';
import { MemoryControls } from '../../fakes/memory-controls';
import { MemoryRatesOfOthers, type Announcements } from '../../fakes/memory-rates-of-others';
import { noPartners } from '../../fakes/no-partners';
import { silent } from '../../fakes/silent-telemetry';
import { CountedBudgets, pack, PackedLedger, unpack } from '../packed-ledger';
import { wideLimits } from '../remedy-ports';
import { VirtualTime } from '../virtual-time';
import { failureNumber, typeOfMoney } from './failures-of-money';
import { LimitedProvider, type ProviderLimits } from './limited-provider';
import { ModelQueue } from './model-queue';

export interface DrainSettings extends ProviderLimits {
  /** Of all types together. They are all there at the beginning. */
  readonly failures: number;
  /** How many failure types have a storm at once. They share the provider. */
  readonly types: 1 | 2 | 3;
  /**
   * What SES takes in a second.
   *
   * @default - no mails are sent
   */
  readonly mailsPerSecond?: number | undefined;
  /**
   * How many failures a further type has, one each half a minute.
   *
   * @default - none
   */
  readonly quiet?: number | undefined;
}

export interface DrainReport extends DrainSettings {
  /** How many functions of one type work at once, and how many of all there are worked at once. */
  readonly concurrency: number;
  readonly mostAtOnce: number;
  readonly refunds: number;
  /** While there is work for all: until nine tenths are refunded. */
  readonly rateUsed: number;
  /** Requests that the provider refused, to those that it took. */
  readonly turnedAway: number;
  /** Failures and outcomes that their queue gave up, so that the sweep has to do them. */
  readonly leftToSweep: number;
  /** Requests that were given up before their answer came, to those that were answered. */
  readonly unanswered: number;
  readonly minutes: number;
  /** Of the most delayed type's first refund. */
  readonly secondsToFirstOfEach: number;
  readonly mails?: { readonly sent: number; readonly rateUsed: number; readonly turnedAway: number } | undefined;
  /** The quiet type's slowest refund. */
  readonly quietSeconds?: number | undefined;
}

/** As deployed: `lib/function/queued-events.ts`. */
const deployed = {
  concurrency: Delivery.queued().queuedConcurrency ?? 2,
  timeoutMs: timeInQueue.toMilliseconds(),
  visibilityMs: hiddenFor(timeInQueue).toMilliseconds(),
  /** As `lambdas/runtime/delivery/sqs-more-records.ts` asks for it. */
  more: { atMost: 10, visibilityMs: 180_000 },
} as const;

/** What a request to the ledger takes, one to a queue, and a mail. */
const ledgerMs = 5;
const queueMs = 15;
const mailMs = 80;

const quietEveryMs = 30_000;

/**
 * A storm that waits in queues, drained by the deployed handlers as Lambda runs them: so many functions for each type,
 * a time that each has, one after which a message that was not done is seen again, and a count after which the queue
 * gives it up. The ledger is in memory, and the clock is simulated.
 */
export async function simulateDrain(settings: DrainSettings, onProgress?: OnProgress): Promise<DrainReport> {
  return new Drain(settings, onProgress).run();
}

interface Message {
  readonly id: string;
  readonly n: number;
  /** A failure has none: it is made from its number. */
  readonly outcome?: Buffer;
}

class Drain {
  private readonly beganMs = Date.parse('2026-11-20T20:00:00Z');
  private readonly time = new VirtualTime(this.beganMs);
  private readonly ledger = new PackedLedger(() => this.time.sleep(ledgerMs));
  private readonly budgets = new CountedBudgets();
  private readonly provider: LimitedProvider;
  private readonly ses: LimitedRate;
  private readonly queues = new Map<string, ModelQueue<Message>>();
  private readonly mails = this.newQueue();
  private readonly mailedAtMs: number[] = [];
  private readonly announcements: Announcements = new Map();
  private sentToQueues = 0;
  private atOnce = 0;
  private mostAtOnce = 0;
  private tokens = 0;
  private randoms = 0;

  constructor(
    private readonly settings: DrainSettings,
    private readonly onProgress?: OnProgress,
  ) {
    this.provider = new LimitedProvider(this.time, settings);
    this.ses = new LimitedRate(() => this.time.nowMs, settings.mailsPerSecond ?? 1);
    const { types, failures, quiet } = settings;
    for (let type = 0; type < types; type++) {
      const queue = this.newQueue();
      const share = Math.floor(failures / types) + (type < failures % types ? 1 : 0);
      for (let n = 0; n < share; n++) queue.send({ id: `${type}-${n}`, n });
      this.queues.set(typeOfMoney(type), queue);
    }
    if (quiet) this.queues.set(typeOfMoney(types), this.newQueue());
  }

  async run(): Promise<DrainReport> {
    const { quiet = 0, types, mailsPerSecond } = this.settings;
    const working = [...this.queues].flatMap(([type, queue]) =>
      this.functions(() => this.work(this.remedies(type, queue), queue, ({ id, n }) => this.eventOf(type, id, n))),
    );
    if (quiet > 0) working.push(this.sendQuietly(typeOfMoney(types), quiet));
    if (mailsPerSecond !== undefined) {
      const eventOf = ({ id, outcome }: Message) => this.event(id, outcomeTypes.issued, unpack(outcome));
      working.push(...this.functions(() => this.work(this.apologies(), this.mails, eventOf)));
    }
    await this.time.run();
    await Promise.all(working);
    return this.report();
  }

  private report(): DrainReport {
    const { settings, beganMs, provider, mailedAtMs } = this;
    const { refundsPerSecond, mailsPerSecond, quiet } = settings;
    const quietType = quiet === undefined ? undefined : typeOfMoney(settings.types);
    const stormed = provider.refunds.filter(({ type }) => type !== quietType);
    const firsts = [...this.queues.keys()]
      .filter((type) => type !== quietType)
      .map((type) => stormed.find((one) => one.type === type)?.atMs ?? Infinity);
    const queues = [...this.queues.values(), this.mails];
    return {
      ...settings,
      concurrency: deployed.concurrency,
      mostAtOnce: this.mostAtOnce,
      refunds: stormed.length,
      rateUsed: this.perSecondWhileBusy(stormed.map(({ atMs }) => atMs)) / refundsPerSecond,
      turnedAway: provider.turnedAway,
      leftToSweep: queues.reduce((sum, { givenUp }) => sum + givenUp.length, 0),
      unanswered: provider.unanswered,
      minutes: ((stormed.at(-1)?.atMs ?? beganMs) - beganMs) / 60_000,
      secondsToFirstOfEach: (Math.max(...firsts) - beganMs) / 1_000,
      ...(mailsPerSecond !== undefined && {
        mails: {
          sent: mailedAtMs.length,
          rateUsed: this.perSecondWhileBusy(mailedAtMs) / mailsPerSecond,
          turnedAway: this.ses.refused / this.ses.taken,
        },
      }),
      ...(quietType !== undefined && { quietSeconds: this.slowestOf(quietType) }),
    };
  }

  private perSecondWhileBusy(timesMs: readonly number[]): number {
    const busy = timesMs.slice(0, Math.ceil(timesMs.length * 0.9));
    return busy.length / (((busy.at(-1) ?? this.beganMs) - this.beganMs) / 1_000);
  }

  private slowestOf(type: string): number {
    const refunds = this.provider.refunds.filter((one) => one.type === type);
    return Math.max(...refunds.map(({ atMs }) => (atMs - this.beganMs) % quietEveryMs)) / 1_000;
  }

  private newQueue(): ModelQueue<Message> {
    return new ModelQueue({ maxReceiveCount, nowMs: () => this.time.nowMs });
  }

  /** Once all have their refund, or were given up, and the mails have left. */
  private get isDone(): boolean {
    const { failures, quiet = 0 } = this.settings;
    const queues = [...this.queues.values(), this.mails];
    const givenUp = queues.reduce((sum, queue) => sum + queue.givenUp.length, 0);
    return this.provider.refunds.length + givenUp >= failures + quiet && queues.every(({ isEmpty }) => isEmpty);
  }

  private async sendQuietly(type: string, count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.time.sleep(quietEveryMs);
      this.queues.get(type)?.send({ id: `quiet-${n}`, n });
    }
  }

  private functions(work: () => Promise<void>): Promise<void>[] {
    return Array.from({ length: deployed.concurrency }, work);
  }

  /** One function instance: Lambda hands it a batch, and the next as soon as it has answered. */
  private async work(
    handler: (event: SQSEvent, context: Context) => Promise<unknown>,
    queue: ModelQueue<Message>,
    eventOf: (message: Message) => object,
  ): Promise<void> {
    while (!this.isDone) {
      const batch = queue.receive(batchSize, deployed.visibilityMs);
      if (batch.length === 0) {
        await this.time.sleep(250);
        continue;
      }
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
      const endsMs = this.time.nowMs + deployed.timeoutMs;
      const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => endsMs - this.time.nowMs } as Context;
      const Records = batch.map((message) => ({ messageId: message.id, body: JSON.stringify(eventOf(message)) }));
      const answer = (await handler({ Records } as SQSEvent, context)) as SQSBatchResponse;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      queue.delete(batch.filter(({ id }) => !failed.has(id)));
      this.atOnce--;
    }
  }

  private more(queue: ModelQueue<Message>, eventOf: (message: Message) => object): MoreRecords {
    const { atMost, visibilityMs } = deployed.more;
    return {
      receive: async () => {
        await this.time.sleep(queueMs);
        return queue.receive(atMost, visibilityMs).map((message) => {
          return { messageId: message.id, receipt: message.id, body: JSON.stringify(eventOf(message)) };
        });
      },
      delete: async (records) => {
        await this.time.sleep(queueMs);
        queue.delete(records.map(({ receipt }) => ({ id: receipt })));
      },
    };
  }

  private eventOf(type: string, id: string, n: number): object {
    const { failure, paymentId, currency } = failureNumber(type, n);
    this.provider.know(paymentId, { currency, type });
    return this.event(id, type, failure);
  }

  private event(id: string, type: string, detail: unknown): object {
    const source = catalog.find((one) => one.type === type)?.defaultSource ?? 'amends';
    return { id, time: new Date(this.beganMs).toISOString(), source, 'detail-type': type, detail };
  }

  private newPaces(leastWaiting?: number, exchange?: RatesOfOthers['exchange']): Paces {
    const { time } = this;
    const random = (): number => (++this.randoms * 0.618_033_988_75) % 1;
    return new Paces({ clock: time.clock, random, pause: (ms) => time.sleep(ms) }, leastWaiting, exchange);
  }

  private remedies(type: string, queue: ModelQueue<Message>) {
    const definition = catalog.find((one) => one.type === type);
    if (!definition) throw new Error(`the catalog has no ${type}`);
    const more = this.more(queue, ({ id, n }) => this.eventOf(type, id, n));
    return remedyHandler(definition, () => this.remedyPorts(more), silent);
  }

  private apologies() {
    const more = this.more(this.mails, ({ id, outcome }) => this.event(id, outcomeTypes.issued, unpack(outcome)));
    return apologyHandler(catalog, () => ({ ports: this.apologyPorts(more), brands: exampleBrands }), silent);
  }

  private remedyPorts(more: MoreRecords): WiredRemedies {
    const { time } = this;
    const others = new MemoryRatesOfOthers(this.announcements, `function-${++this.tokens}`, time.clock);
    const paces = this.newPaces(undefined, async (service, perSecond) => {
      await time.sleep(ledgerMs);
      return others.exchange(service, perSecond);
    });
    const paced = new PacedProvider(this.provider, 'limited', paces);
    return {
      ...this.commonPorts(),
      room: paces,
      more,
      refunds: paced,
      payments: paced,
      partners: noPartners,
      outcomes: {
        publish: async (outcome) => {
          this.onProgress?.(this.provider.refunds.length, this.settings.failures);
          if (this.settings.mailsPerSecond === undefined || outcome.state !== 'issued') return;
          this.mails.send({ id: `mail-${this.sentToQueues}`, n: this.sentToQueues++, outcome: pack(outcome) });
        },
      },
      incidents: { openIncident: async () => undefined },
      limits: wideLimits,
      budgets: this.budgets,
      quota: new QuotaLease(this.budgets, time.clock),
      controls: new CachedControls(),
      controlsStore: new MemoryControls(),
      backOff: () => time.sleep(20),
    };
  }

  private apologyPorts(more: MoreRecords): WiredApologyContext {
    const paces = this.newPaces(1);
    const send = async ({ remedyId }: { readonly remedyId: string }): Promise<{ readonly messageId: string }> => {
      await this.time.sleep(mailMs);
      if (!this.ses.take()) throw new MailRateError('SES takes no more mails this second');
      this.mailedAtMs.push(this.time.nowMs);
      return { messageId: remedyId };
    };
    return {
      ...this.commonPorts(),
      room: paces,
      more,
      mailer: new PacedMailer({ send }, paces),
      incidents: { openIncident: async () => undefined, readIncident: async () => undefined },
      limits: { holdHours: 24 },
      undelivered: { publish: async () => undefined },
    };
  }

  private commonPorts() {
    return {
      ledger: this.ledger,
      observer: { step: () => undefined, trouble: () => undefined },
      clock: this.time.clock,
      newToken: () => `token-${++this.tokens}`,
    };
  }
}
