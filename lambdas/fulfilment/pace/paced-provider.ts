import { AdaptivePace, type PaceMachine } from '../../model/guards/adaptive-pace';
import { inTurn, type InTurnProps } from '../../model/guards/in-turn';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { PaymentAnswer, PaymentReader } from '../port/payment';
import {
  NotAttemptedError,
  type CancellationProvider,
  type RefundProvider,
  type RefundRequest,
} from '../port/refund-provider';

type Provider = RefundProvider & PaymentReader;

/**
 * A payment provider that is asked as often as it takes requests. Providers count what they are asked to do apart from
 * what they are asked about, and so does this.
 */
export class PacedProvider implements Provider {
  readonly accounts: readonly string[];
  readonly cancellations: CancellationProvider | undefined;
  private readonly effects: AdaptivePace;
  private readonly lookUps: AdaptivePace;

  constructor(
    private readonly inner: Provider,
    private readonly machine: PaceMachine,
  ) {
    this.effects = new AdaptivePace(machine);
    this.lookUps = new AdaptivePace(machine);
    this.accounts = inner.accounts;
    this.cancellations = inner.cancellations && this.paced(inner.cancellations);
  }

  /** How many refunds a second it takes from here, as far as is known. */
  get refundsPerSecond(): number {
    return this.effects.perSecond;
  }

  refund(request: RefundRequest): Promise<PartOutcome> {
    return this.carryOut(request, (left) => this.inner.refund(left));
  }

  find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    return this.lookUp(request, (left) => this.inner.find(left));
  }

  readPayment(paymentId: string, timeoutMs: number): Promise<PaymentAnswer> {
    const props = this.turnFor(this.lookUps, { key: `the question about ${paymentId}`, timeoutMs });
    return inTurn(props, (leftMs) => this.inner.readPayment(paymentId, leftMs));
  }

  smallestStepMinor(currency: string): number {
    return this.inner.smallestStepMinor(currency);
  }

  private paced(cancellations: CancellationProvider): CancellationProvider {
    return {
      accounts: cancellations.accounts,
      cancel: (request) => this.carryOut(request, (left) => cancellations.cancel(left)),
      find: (request) => this.lookUp(request, (left) => cancellations.find(left)),
    };
  }

  private carryOut<Request extends Timed, Answer>(request: Request, ask: Ask<Request, Answer>): Promise<Answer> {
    return inTurn(this.turnFor(this.effects, request), (timeoutMs) => ask({ ...request, timeoutMs }));
  }

  private lookUp<Request extends Timed, Answer>(request: Request, ask: Ask<Request, Answer>): Promise<Answer> {
    return inTurn(this.turnFor(this.lookUps, request), (timeoutMs) => ask({ ...request, timeoutMs }));
  }

  private turnFor(pace: AdaptivePace, { key, timeoutMs }: Timed): InTurnProps {
    return {
      pace,
      clock: this.machine.clock,
      timeoutMs,
      isRateLimited: (error) => error instanceof NotAttemptedError && error.isRateLimited,
      notBegun: () => new NotAttemptedError(`${key} was not begun: its turn did not come in time`),
    };
  }
}

type Timed = Pick<RefundRequest, 'key' | 'timeoutMs'>;

type Ask<Request, Answer> = (request: Request) => Promise<Answer>;
