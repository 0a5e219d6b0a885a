import { exampleBrands } from '../fakes/brands';
import type { OnProgress } from '../../cli/progress-line';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { apologise } from '../../lambdas/flow/notify/apologise';
import type { ApologyContext } from '../../lambdas/flow/notify/apology-delivery';
import { MemoryControls } from '../fakes/memory-controls';
import { CachedControls } from '../../lambdas/ledger/cached-controls';
import { rateLimiter } from '../../lambdas/model/guards/rate-limiter';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RemedyContext } from '../../lambdas/flow/remedy/remedy-context';
import { NotAttemptedError, type RefundProvider } from '../../lambdas/fulfilment/port/refund-provider';
import type { Outcome } from '../../lambdas/outcomes/outcome';
import { filmFailure } from '../fakes/film-failure';
import { noPartners } from '../fakes/no-partners';
import { CountedBudgets, pack, PackedLedger, unpack } from './packed-ledger';
import { wideLimits } from './remedy-ports';
import { VirtualTime } from './virtual-time';

export interface StormSettings {
  readonly failures: number;
  /** All of them are published within this time, evenly. */
  readonly publishedWithinSeconds: number;
  readonly refundsPerSecond: number;
  readonly mailsPerSecond: number;
}

export const storm: StormSettings = {
  failures: 1_000_000,
  publishedWithinSeconds: 300,
  refundsPerSecond: 25,
  mailsPerSecond: 14,
};

export interface StormReport extends StormSettings {
  readonly refunded: number;
  readonly issuedRecords: number;
  readonly mailed: number;
  readonly deliveries: number;
  readonly turnedAwayByProvider: number;
  readonly providerUse: number;
  readonly hoursToLastRefund: number;
  readonly hoursToLastMail: number;
  readonly mostMailsInAnySecond: number;
  readonly budgetRequestsPerRemedy: number;
  readonly limitsPassed: readonly string[];
  readonly tookSeconds: number;
}

/** One in so many messages is delivered twice by the queue. */
const twiceEvery = 1_000;

/** How long a message stays hidden that a function did not finish. */
const hiddenMs = 60_000;

/** What a request to the ledger takes, and what the provider takes for an answer at least and at most. */
const ledgerMs = 5;
const providerMs = { least: 300, most: 500 };

/**
 * A storm as the queued delivery meets it: the real money path and the real apologies, a ledger in memory, and a clock
 * that is simulated. A queue takes everything at once; so many functions work on it at once as the provider's rate has
 * room for, rounded down, because a request beyond the rate is refused and its message comes back a minute later.
 */
export async function simulateStorm(settings: StormSettings, onProgress?: OnProgress): Promise<StormReport> {
  const startedAt = performance.now();
  const model = new Storm(settings, onProgress);
  await model.run();
  return { ...settings, ...model.report(), tookSeconds: (performance.now() - startedAt) / 1000 };
}

class Storm {
  private readonly beganMs = Date.parse('2026-11-20T20:00:00Z');
  private readonly time = new VirtualTime(this.beganMs);
  private readonly ledger = new PackedLedger(() => this.time.sleep(ledgerMs));
  private readonly budgets = new CountedBudgets();
  private readonly provider: LimitedProvider;
  /** Published outcomes that wait for their mail, oldest first. */
  private readonly unmailed: (Buffer | undefined)[] = [];
  private readonly mailed = new Map<string, number>();
  private readonly mailsBySecond = new Map<number, number>();
  private readonly hidden: { readonly n: number; readonly untilMs: number }[] = [];
  private taken = 0;
  private returned = 0;
  private deliveries = 0;
  private done = 0;
  private lastMailMs = 0;
  private tokens = 0;

  constructor(
    private readonly settings: StormSettings,
    private readonly onProgress?: OnProgress,
  ) {
    this.provider = new LimitedProvider(this.time, settings.refundsPerSecond);
  }

  async run(): Promise<void> {
    const seconds = (providerMs.least + providerMs.most) / 2_000 + (3 * ledgerMs) / 1_000;
    const functions = Math.floor(this.settings.refundsPerSecond * seconds);
    const working = Array.from({ length: functions }, () => this.work());
    const mailing = this.sendMails();
    await this.time.run();
    await Promise.all([...working, mailing]);
  }

  report(): Omit<StormReport, keyof StormSettings | 'tookSeconds'> {
    const { failures, refundsPerSecond } = this.settings;
    const refundSeconds = (this.provider.lastMs - this.beganMs) / 1_000;
    let issuedRecords = 0;
    for (const remedyId of this.ledger.records.keys()) {
      if (this.ledger.record(remedyId)?.state === 'issued') issuedRecords++;
    }
    const passed = [...this.budgets.reserved].filter(([, { remedies, budget }]) => remedies > budget.limit.remedies);
    return {
      refunded: this.provider.refunds.size,
      issuedRecords,
      mailed: this.mailed.size,
      deliveries: this.deliveries,
      turnedAwayByProvider: this.provider.turnedAway,
      providerUse: this.provider.refunds.size / (refundsPerSecond * refundSeconds),
      hoursToLastRefund: refundSeconds / 3600,
      hoursToLastMail: (this.lastMailMs - this.beganMs) / 3_600_000,
      mostMailsInAnySecond: [...this.mailsBySecond.values()].reduce((most, count) => Math.max(most, count), 0),
      budgetRequestsPerRemedy: this.budgets.requests / failures,
      limitsPassed: passed.map(([name]) => name),
    };
  }

  /** One function instance: it takes a message, finishes it or leaves it, and takes the next. */
  private async work(): Promise<void> {
    const ports = this.ports();
    while (this.done < this.settings.failures) {
      const n = this.nextMessage();
      if (n === undefined) {
        await this.time.sleep(100);
        continue;
      }
      const isDone = await this.deliver(n, ports);
      if (!isDone) this.hidden.push({ n, untilMs: this.time.nowMs + hiddenMs });
      else {
        this.done++;
        if (n % twiceEvery === 0) await this.deliver(n, ports);
      }
    }
  }

  private async deliver(n: number, ports: RemedyContext): Promise<boolean> {
    this.deliveries++;
    const detectedAt = this.time.clock().toISOString();
    const delivery = { failure: failureNumber(n, this.beganMs), detectedAt, deadlineMs: this.time.nowMs + 20_000 };
    try {
      await handleFailure(delivery, videoPlaybackFailed, ports);
      return true;
    } catch (error) {
      if (error instanceof NotAttemptedError) return false;
      throw error;
    }
  }

  /** What became visible again goes first. */
  private nextMessage(): number | undefined {
    const back = this.hidden[this.returned];
    if (back && back.untilMs <= this.time.nowMs) {
      this.returned++;
      return back.n;
    }
    const { failures, publishedWithinSeconds } = this.settings;
    const published = ((this.time.nowMs - this.beganMs) / 1_000 / publishedWithinSeconds) * failures;
    return this.taken < Math.min(failures, published) ? this.taken++ : undefined;
  }

  private ports(): RemedyContext {
    const { time } = this;
    return {
      ...this.apologyPorts(),
      refunds: this.provider,
      partners: noPartners,
      outcomes: {
        publish: async (outcome) => {
          if (outcome.state === 'issued') this.unmailed.push(pack(outcome));
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

  private apologyPorts() {
    return {
      incidents: { openIncident: async () => undefined, readIncident: async () => undefined },
      limits: { holdHours: 24 },
      ledger: this.ledger,
      observer: { step: () => undefined, trouble: () => undefined },
      clock: this.time.clock,
      newToken: () => `token-${++this.tokens}`,
    };
  }

  /** The mail side has a queue too, and takes out of it what the mail service allows. */
  private async sendMails(): Promise<void> {
    const { time, settings } = this;
    const pace = rateLimiter(settings.mailsPerSecond, time.clock, (ms) => time.sleep(ms));
    const ports: ApologyContext = {
      ...this.apologyPorts(),
      undelivered: { publish: async () => undefined },
      mailer: { send: async ({ remedyId }) => this.post(remedyId) },
    };
    const sending = new Set<Promise<void>>();
    for (let next = 0; next < this.unmailed.length || this.done < settings.failures;) {
      const outcome = unpack(this.unmailed[next]) as Outcome | undefined;
      if (!outcome) {
        await time.sleep(100);
        continue;
      }
      this.unmailed[next++] = undefined;
      await pace();
      const sent = this.apologise(outcome, ports).finally(() => sending.delete(sent));
      sending.add(sent);
    }
    await Promise.all(sending);
  }

  private async apologise(outcome: Outcome, ports: ApologyContext): Promise<void> {
    const failure = outcome.failure as VideoPlaybackFailure | undefined;
    const customerId = outcome.customerId ?? '';
    await apologise({ outcome, customerId, failure, definition: videoPlaybackFailed, brands: exampleBrands }, ports);
  }

  private post(remedyId: string): { messageId: string } {
    const { nowMs } = this.time;
    const second = Math.floor((nowMs - this.beganMs) / 1_000);
    this.mailsBySecond.set(second, (this.mailsBySecond.get(second) ?? 0) + 1);
    this.mailed.set(remedyId, (this.mailed.get(remedyId) ?? 0) + 1);
    this.onProgress?.(this.mailed.size, this.settings.failures);
    this.lastMailMs = nowMs;
    return { messageId: remedyId };
  }
}

/** A provider that refunds so many times a second, and refuses requests beyond that. */
class LimitedProvider implements RefundProvider {
  readonly accounts = ['limited'];
  readonly refunds = new Map<string, number>();
  turnedAway = 0;
  lastMs = 0;
  private quota: number;
  private allowedAtMs: number;

  constructor(
    private readonly time: VirtualTime,
    private readonly perSecond: number,
  ) {
    this.quota = perSecond;
    this.allowedAtMs = time.nowMs;
  }

  smallestStepMinor = (): number => 1;

  refund: RefundProvider['refund'] = async ({ key }) => {
    const { nowMs } = this.time;
    const earned = ((nowMs - this.allowedAtMs) / 1_000) * this.perSecond;
    this.quota = Math.min(this.perSecond, this.quota + earned);
    this.allowedAtMs = nowMs;
    if (this.quota < 1) {
      this.turnedAway++;
      throw new NotAttemptedError('too many requests');
    }
    this.quota -= 1;
    const jitter = (this.refunds.size * 0.618_033_988_75) % 1;
    await this.time.sleep(providerMs.least + jitter * (providerMs.most - providerMs.least));
    if (!this.refunds.has(key)) this.refunds.set(key, this.time.nowMs);
    this.lastMs = this.time.nowMs;
    return { state: 'succeeded', providerRef: `re_${key}`, arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
  };

  find: RefundProvider['find'] = async () => ({ state: 'not-found' });
}

/** Failure number n of the storm. Every customer had one. */
function failureNumber(n: number, beganMs: number): VideoPlaybackFailure {
  return filmFailure({
    occurredAt: new Date(beganMs).toISOString(),
    customer: { id: `cus_${n}` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    playback: { rentalId: `rent_${n}` },
  });
}
