import type { PaymentReader } from '../../../lambdas/fulfilment/port/payment';
import { NotAttemptedError, type RefundProvider } from '../../../lambdas/fulfilment/port/refund-provider';
import { LimitedRate } from '../../fakes/limited-rate';
import type { VirtualTime } from '../virtual-time';

export interface ProviderLimits {
  /** What it takes in a second. */
  readonly refundsPerSecond: number;
  /**
   * The same of questions about payments.
   *
   * @default - as many as are asked
   */
  readonly questionsPerSecond?: number | undefined;
  /** How long it takes to answer, a question and a refund alike: a fifth more or less, so nothing marches in step. */
  readonly latencyMs: number;
  /**
   * What becomes of requests beyond its rate. `queues`: nobody is told that there are too many. Questions and refunds
   * wait in one line, and whoever gives up waiting has its place in it all the same.
   *
   * @default refuses
   */
  readonly overload?: 'refuses' | 'queues' | undefined;
}

/** What was paid, and by the failures of which type it is refunded. */
interface Payment {
  readonly currency: string;
  readonly type: string;
}

/** More than anybody asks. */
const unlimited = 1e9;

/** It says no as soon as it has looked. */
const refusalMs = 50;

/** A provider that takes so many requests a second and refuses the others. */
export class LimitedProvider implements RefundProvider, PaymentReader {
  readonly accounts = ['limited'];
  readonly refunds: { readonly type: string; readonly paymentId: string; readonly atMs: number }[] = [];
  private readonly payments = new Map<string, Payment>();
  private readonly refunded = new Set<string>();
  private readonly rates: { readonly refunds: LimitedRate; readonly questions: LimitedRate };
  private passed = 0;
  /** When it has done all that waits. */
  private busyUntilMs = 0;
  /** Requests of which nobody waited for the answer. */
  private late = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly limits: ProviderLimits,
  ) {
    const { refundsPerSecond, questionsPerSecond = unlimited } = limits;
    const rateOf = (perSecond: number): LimitedRate => new LimitedRate(() => time.nowMs, perSecond);
    this.rates = { refunds: rateOf(refundsPerSecond), questions: rateOf(questionsPerSecond) };
  }

  /** Requests that were refused, to those that were taken: of the two kinds the one of which there were more. */
  get turnedAway(): number {
    return Math.max(...Object.values(this.rates).map(({ refused, taken }) => refused / Math.max(1, taken)));
  }

  /** Requests that were given up before their answer came, to all others. */
  get unanswered(): number {
    return this.late / Math.max(1, this.passed - this.late);
  }

  know(paymentId: string, payment: Payment): void {
    this.payments.set(paymentId, payment);
  }

  smallestStepMinor = (): number => 1;

  readPayment: PaymentReader['readPayment'] = async (paymentId, timeoutMs) => {
    const inTime = await this.pass(this.rates.questions, timeoutMs);
    if (!inTime) throw new NotAttemptedError('nobody knows the payment: no answer came in time');
    const { currency = '' } = this.payments.get(paymentId) ?? {};
    const paid = { amountMinor: 1_000_000_000, currency };
    const facts = { refundableMinor: paid.amountMinor, status: 'captured', isDisputed: false } as const;
    return { kind: 'payment', payment: { paymentId, paid, ...facts } };
  };

  refund: RefundProvider['refund'] = async ({ key, part: { paymentId }, timeoutMs }) => {
    const inTime = await this.pass(this.rates.refunds, timeoutMs);
    if (this.refunded.has(key) && this.limits.overload !== 'queues') throw new Error(`${key} is refunded twice`);
    if (!this.refunded.has(key)) {
      this.refunded.add(key);
      this.refunds.push({ type: this.payments.get(paymentId)?.type ?? '', paymentId, atMs: this.time.nowMs });
    }
    if (!inTime) return { state: 'unknown', why: 'no answer came in time' };
    return { state: 'succeeded', providerRef: `re_${key}`, arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
  };

  /** Nobody's answer is lost here, so nobody looks one up. */
  find: RefundProvider['find'] = async () => ({ state: 'not-found' });

  /** @returns whether the answer comes in time */
  private async pass(rate: LimitedRate, timeoutMs: number): Promise<boolean> {
    const spread = 0.8 + 0.4 * ((++this.passed * 0.618_033_988_75) % 1);
    const answerMs = this.limits.latencyMs * spread;
    if (this.limits.overload === 'queues') return this.waitInLine(answerMs, timeoutMs);
    if (!rate.take()) {
      await this.time.sleep(Math.min(refusalMs, this.limits.latencyMs));
      throw new NotAttemptedError('too many requests', { isRateLimited: true });
    }
    await this.time.sleep(answerMs);
    return true;
  }

  private async waitInLine(answerMs: number, timeoutMs: number): Promise<boolean> {
    const { nowMs } = this.time;
    this.busyUntilMs = Math.max(nowMs, this.busyUntilMs) + 1_000 / this.limits.refundsPerSecond;
    const tookMs = this.busyUntilMs - nowMs + answerMs;
    await this.time.sleep(Math.min(tookMs, timeoutMs));
    if (tookMs > timeoutMs) this.late++;
    return tookMs <= timeoutMs;
  }
}
