import type { Context, SQSEvent, SQSBatchResponse } from 'aws-lambda';
import type { OnProgress } from '../../../cli/progress-line';
import { catalog } from '../../../lambdas/failures/catalog';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import { NotAttemptedError, type RefundProvider } from '../../../lambdas/fulfilment/port/refund-provider';
import type { PaymentReader } from '../../../lambdas/fulfilment/port/payment';
import { PacedProvider } from '../../../lambdas/fulfilment/pace/paced-provider';
import { CachedControls } from '../../../lambdas/ledger/cached-controls';
import { QuotaLease } from '../../../lambdas/ledger/quota-lease';
import type { WiredRemedies } from '../../../lambdas/runtime/wiring/remedy-wiring';
import { remedyHandler } from '../../../lambdas/runtime/handlers/remedy-handler';
import { large, timeForLarge } from '../../../lib/function/queued-events';
import { Delivery } from '../../../lib/options/delivery';
import { MemoryControls } from '../../fakes/memory-controls';
import { noPartners } from '../../fakes/no-partners';
import { silent } from '../../fakes/silent-telemetry';
import { CountedBudgets, PackedLedger } from '../packed-ledger';
import { wideLimits } from '../remedy-ports';
import { VirtualTime } from '../virtual-time';
import { ModelQueue, type QueuedMessage } from './model-queue';

export interface DrainSettings {
  /** Of all types together. They are all there at the beginning. */
  readonly failures: number;
  /** What the provider takes in a second. */
  readonly refundsPerSecond: number;
  /** How long it takes to answer, a question about a payment and a refund alike. */
  readonly latencyMs: number;
  /** How many failure types have a storm at once. They share the provider. */
  readonly types: 1 | 2 | 3;
}

export interface DrainReport extends DrainSettings {
  /** How many functions of one type work at once. */
  readonly concurrency: number;
  readonly refunds: number;
  /** While there is work for all: until nine tenths are refunded. */
  readonly rateUsed: number;
  /** Requests that the provider refused, to those that it took. */
  readonly turnedAway: number;
  /** Failures that their queue gave up, so that the sweep has to do them. */
  readonly leftToSweep: number;
  readonly minutes: number;
  /** Of the most delayed type's first refund. */
  readonly secondsToFirstOfEach: number;
}

const timeoutMs = timeForLarge.toMilliseconds();

/** As deployed: `lib/function/queued-events.ts`. */
const deployed = {
  concurrency: Delivery.queued().queuedConcurrency ?? 2,
  batch: large.size,
  timeoutMs,
  visibilityMs: 6 * timeoutMs,
  maxReceiveCount: 5,
} as const;

/** What a request to the ledger takes. */
const ledgerMs = 5;

/**
 * A storm that waits in queues, drained by the deployed handlers as Lambda runs them: large batches, so many functions
 * for each type, a time after which a message that was not done is seen again, and a count after which the queue gives
 * it up. The ledger is in memory, and the clock is simulated.
 */
export async function simulateDrain(settings: DrainSettings): Promise<DrainReport> {
  return new Drain(settings).run();
}

/** Every rate, latency and number of types that the goal speaks of. */
export const drainMatrix: readonly Omit<DrainSettings, 'failures'>[] = [25, 100].flatMap((refundsPerSecond) =>
  [150, 300, 800, 1_500].flatMap((latencyMs) =>
    ([1, 2, 3] as const).map((types) => ({ refundsPerSecond, latencyMs, types })),
  ),
);

/** @param minutes how long each storm would last at the provider's rate */
export async function simulateDrains(minutes: number, onProgress?: OnProgress): Promise<DrainReport[]> {
  const reports: DrainReport[] = [];
  for (const [done, one] of drainMatrix.entries()) {
    onProgress?.(done, drainMatrix.length);
    reports.push(await simulateDrain({ ...one, failures: Math.round(one.refundsPerSecond * 60 * minutes) }));
  }
  return reports;
}

class Drain {
  private readonly beganMs = Date.parse('2026-11-20T20:00:00Z');
  private readonly time = new VirtualTime(this.beganMs);
  private readonly ledger = new PackedLedger(() => this.time.sleep(ledgerMs));
  private readonly budgets = new CountedBudgets();
  private readonly provider: LimitedProvider;
  private readonly types: readonly { readonly definition: FailureDefinition; readonly queue: ModelQueue }[];
  private tokens = 0;
  private randoms = 0;

  constructor(private readonly settings: DrainSettings) {
    this.provider = new LimitedProvider(this.time, settings);
    const stormed = ['VideoPlaybackFailed', 'ServiceOutage', 'WifiSessionFailed'].slice(0, settings.types);
    this.types = stormed.map((type, index) => {
      const definition = catalog.find((one) => one.type === type);
      if (!definition) throw new Error(`the catalog has no ${type}`);
      const share =
        Math.floor(settings.failures / settings.types) + (index < settings.failures % settings.types ? 1 : 0);
      const messages = Array.from({ length: share }, (_, n) => ({ id: `${type}-${n}`, n }));
      return { definition, queue: new ModelQueue(messages, deployed, () => this.time.nowMs) };
    });
  }

  async run(): Promise<DrainReport> {
    const working = this.types.flatMap(({ definition, queue }) =>
      Array.from({ length: deployed.concurrency }, () => this.work(definition, queue)),
    );
    await this.time.run();
    await Promise.all(working);
    const { refunds, turnedAway } = this.provider;
    const whileBusy = refunds.slice(0, Math.ceil(refunds.length * 0.9));
    const busySeconds = ((whileBusy.at(-1)?.atMs ?? this.beganMs) - this.beganMs) / 1_000;
    const firsts = this.types.map(
      ({ definition: { type } }) => refunds.find((one) => one.type === type)?.atMs ?? Infinity,
    );
    return {
      ...this.settings,
      concurrency: deployed.concurrency,
      refunds: refunds.length,
      rateUsed: whileBusy.length / busySeconds / this.settings.refundsPerSecond,
      turnedAway: turnedAway / refunds.length,
      leftToSweep: this.types.reduce((sum, { queue }) => sum + queue.givenUp.length, 0),
      minutes: ((refunds.at(-1)?.atMs ?? this.beganMs) - this.beganMs) / 60_000,
      secondsToFirstOfEach: (Math.max(...firsts) - this.beganMs) / 1_000,
    };
  }

  /** One function instance: Lambda hands it a batch, and the next as soon as it has answered. */
  private async work(definition: FailureDefinition, queue: ModelQueue): Promise<void> {
    const handler = remedyHandler(definition, () => this.ports(), silent);
    while (!queue.isDone) {
      const batch = queue.receive();
      if (batch.length === 0) {
        await this.time.sleep(Math.max(100, queue.nextVisibleMs - this.time.nowMs));
        continue;
      }
      const endsMs = this.time.nowMs + deployed.timeoutMs;
      const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => endsMs - this.time.nowMs } as Context;
      const answer = (await handler(this.eventOf(definition, batch), context)) as SQSBatchResponse;
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      queue.delete(batch.filter(({ id }) => !failed.has(id)));
    }
  }

  private eventOf({ type, defaultSource: source }: FailureDefinition, batch: readonly QueuedMessage[]): SQSEvent {
    const time = new Date(this.beganMs).toISOString();
    const records = batch.map(({ id, n }) => {
      const body = JSON.stringify({ id, time, source, 'detail-type': type, detail: this.failureNumber(type, n) });
      return { messageId: id, body } as SQSEvent['Records'][number];
    });
    return { Records: records };
  }

  /** Every customer has one. */
  private failureNumber(type: string, n: number): object {
    const definition = catalog.find((one) => one.type === type);
    const story = definition?.stories.find(({ id }) => storiesOfMoney.includes(id)) ?? definition?.stories[0];
    const detail = story?.detail as Failure;
    const { incidentId: _apart, ...alone } = detail;
    const purchase = { ...detail.purchase, orderId: `ord_${type}_${n}`, paymentId: `ch_${type}_${n}` };
    this.provider.know(purchase.paymentId, detail.purchase.currency, type);
    return { ...alone, customer: { ...detail.customer, id: `cus_${type}_${n}` }, purchase };
  }

  /** Spread evenly, and the same in every run. */
  private random(): number {
    return (++this.randoms * 0.618_033_988_75) % 1;
  }

  private ports(): WiredRemedies {
    const { time } = this;
    const paced = new PacedProvider(this.provider, {
      clock: time.clock,
      random: () => this.random(),
      pause: (ms) => time.sleep(ms),
    });
    return {
      ledger: this.ledger,
      observer: { step: () => undefined, trouble: () => undefined },
      clock: time.clock,
      newToken: () => `token-${++this.tokens}`,
      refunds: paced,
      payments: paced,
      refundsPerSecond: () => paced.refundsPerSecond,
      partners: noPartners,
      outcomes: { publish: async () => undefined },
      incidents: { openIncident: async () => undefined },
      limits: wideLimits,
      budgets: this.budgets,
      quota: new QuotaLease(this.budgets, time.clock),
      controls: new CachedControls(),
      controlsStore: new MemoryControls(),
      backOff: () => time.sleep(20),
    };
  }
}

/** Stories whose remedy is money at once. */
const storiesOfMoney = ['film-stuttered', 'subscription-down', 'wifi-never-came-up'];

/** A provider that takes so many refunds a second and refuses the others. Questions have a rate of their own. */
class LimitedProvider implements RefundProvider, PaymentReader {
  readonly accounts = ['limited'];
  readonly refunds: { readonly type: string; readonly atMs: number }[] = [];
  turnedAway = 0;
  private readonly payments = new Map<string, { readonly type: string; readonly currency: string }>();
  private readonly refunded = new Set<string>();
  private allowed: number;
  private countedAtMs: number;

  constructor(
    private readonly time: VirtualTime,
    private readonly settings: DrainSettings,
  ) {
    this.allowed = settings.refundsPerSecond;
    this.countedAtMs = time.nowMs;
  }

  know(paymentId: string, currency: string, type: string): void {
    this.payments.set(paymentId, { currency, type });
  }

  smallestStepMinor = (): number => 1;

  readPayment: PaymentReader['readPayment'] = async (paymentId) => {
    await this.pass(paymentId);
    const { currency = '' } = this.payments.get(paymentId) ?? {};
    const paid = { amountMinor: 1_000_000_000, currency };
    const payment = {
      paymentId,
      paid,
      refundableMinor: paid.amountMinor,
      status: 'captured',
      isDisputed: false,
    } as const;
    return { kind: 'payment', payment };
  };

  refund: RefundProvider['refund'] = async (request) => {
    const { nowMs } = this.time;
    const { refundsPerSecond } = this.settings;
    const earned = ((nowMs - this.countedAtMs) / 1_000) * refundsPerSecond;
    this.allowed = Math.min(refundsPerSecond, this.allowed + earned);
    this.countedAtMs = nowMs;
    if (this.allowed < 1) {
      this.turnedAway++;
      throw new NotAttemptedError('too many requests', { isRateLimited: true });
    }
    this.allowed -= 1;
    await this.pass(request.key);
    if (this.refunded.has(request.key)) throw new Error(`${request.key} is refunded twice`);
    this.refunded.add(request.key);
    this.refunds.push({ type: this.payments.get(request.part.paymentId)?.type ?? '', atMs: this.time.nowMs });
    const arrival = { minBusinessDays: 5, maxBusinessDays: 10 };
    return { state: 'succeeded', providerRef: `re_${request.key}`, arrival };
  };

  /** Nobody's answer is lost here, so nobody looks one up. */
  find: RefundProvider['find'] = async () => ({ state: 'not-found' });

  /** A fifth more or less, so that nothing marches in step. */
  private async pass(which: string): Promise<void> {
    const spread = 0.8 + 0.4 * ((this.refunds.length * 0.618_033_988_75 + which.length) % 1);
    await this.time.sleep(this.settings.latencyMs * spread);
  }
}
