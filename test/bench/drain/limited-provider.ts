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

  know(paymentId: string, payment: Payment): void {
    this.payments.set(paymentId, payment);
  }

  smallestStepMinor = (): number => 1;

  readPayment: PaymentReader['readPayment'] = async (paymentId) => {
    await this.pass(this.rates.questions);
    const { currency = '' } = this.payments.get(paymentId) ?? {};
    const paid = { amountMinor: 1_000_000_000, currency };
    const facts = { refundableMinor: paid.amountMinor, status: 'captured', isDisputed: false } as const;
    return { kind: 'payment', payment: { paymentId, paid, ...facts } };
  };

  refund: RefundProvider['refund'] = async ({ key, part: { paymentId } }) => {
    await this.pass(this.rates.refunds);
    if (this.refunded.has(key)) throw new Error(`${key} is refunded twice`);
    this.refunded.add(key);
    this.refunds.push({ type: this.payments.get(paymentId)?.type ?? '', paymentId, atMs: this.time.nowMs });
    return { state: 'succeeded', providerRef: `re_${key}`, arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
  };

  /** Nobody's answer is lost here, so nobody looks one up. */
  find: RefundProvider['find'] = async () => ({ state: 'not-found' });

  private async pass(rate: LimitedRate): Promise<void> {
    if (!rate.take()) {
      await this.time.sleep(Math.min(refusalMs, this.limits.latencyMs));
      throw new NotAttemptedError('too many requests', { isRateLimited: true });
    }
    const spread = 0.8 + 0.4 * ((++this.passed * 0.618_033_988_75) % 1);
    await this.time.sleep(this.limits.latencyMs * spread);
  }
}
