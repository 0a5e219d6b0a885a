import type { Paces } from '../../model/guards/paces';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { PaymentAnswer, PaymentReader } from '../port/payment';
import type { CancellationProvider, RefundProvider, RefundRequest } from '../port/refund-provider';
import { requestsTo } from './paced-requests';

type Provider = RefundProvider & PaymentReader;

/**
 * A payment provider that is asked as often as it takes requests. Providers count what they are asked to do apart from
 * what they are asked about, and so does this.
 */
export class PacedProvider implements Provider {
  readonly accounts: readonly string[];
  readonly cancellations: CancellationProvider | undefined;
  private readonly requests: ReturnType<typeof requestsTo>;

  /** @param account what else asks the same account takes turns with it */
  constructor(
    private readonly inner: Provider,
    account: string,
    paces: Paces,
  ) {
    this.requests = requestsTo(account, paces);
    this.accounts = inner.accounts;
    this.cancellations = inner.cancellations && this.paced(inner.cancellations);
  }

  refund(request: RefundRequest): Promise<PartOutcome> {
    return this.requests.effects.ask(request, (left) => this.inner.refund(left));
  }

  find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    return this.requests.lookUps.ask(request, (left) => this.inner.find(left));
  }

  readPayment(paymentId: string, timeoutMs: number): Promise<PaymentAnswer> {
    const question = { key: `the question about ${paymentId}`, timeoutMs };
    return this.requests.lookUps.ask(question, (left) => this.inner.readPayment(paymentId, left.timeoutMs));
  }

  smallestStepMinor(currency: string): number {
    return this.inner.smallestStepMinor(currency);
  }

  private paced(cancellations: CancellationProvider): CancellationProvider {
    return {
      accounts: cancellations.accounts,
      cancel: (request) => this.requests.effects.ask(request, (left) => cancellations.cancel(left)),
      find: (request) => this.requests.lookUps.ask(request, (left) => cancellations.find(left)),
    };
  }
}
