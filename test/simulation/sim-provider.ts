import { AccountTroubleError } from '../../lambdas/fulfilment/port/refund-provider';
import type { DeclineReason, PartNotFound, PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import {
  mismatchOf,
  NotAttemptedError,
  type CancellationProvider,
  type CancellationRequest,
  type RefundProvider,
  type RefundRequest,
} from '../../lambdas/fulfilment/port/refund-provider';
import {
  fromStripeAmount,
  isPayableByStripe,
  stripeStepMinor,
  toStripeAmount,
} from '../../lambdas/fulfilment/stripe/stripe-amount';
import type { PaymentAnswer, PaymentReader } from '../../lambdas/fulfilment/port/payment';
import { dayMs } from '../../lambdas/model/durations';
import type { Money } from '../../lambdas/model/money';
import { inProviderNumbers, isTaken, leastMinor } from './provider-counting';
import type { Process, Reply, SimContext } from './process';

const hourMs = 3_600_000;

/** A payment as the provider has it, in the provider's own numbers. */
interface Payment {
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  /** Since when it is disputed, while it is. */
  disputedSince?: number | undefined;
  /** When the last one was decided. */
  disputeEndedAt?: number | undefined;
  /** Until when it was not captured: for ever, where it still is not. */
  capturedAt: number;
  isCancelled: boolean;
  cancelledAt: number;
  /** A bank gave it back to the customer. */
  isLost: boolean;
}

/** A refund in the provider's own books, in its own numbers. */
export interface BookedRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly createdAt: number;
  /** Missing where a person made it by hand. */
  readonly remedyId?: string | undefined;
  readonly partNumber?: number | undefined;
  readonly customerId?: string | undefined;
  readonly key?: string | undefined;
  /** Why it would fail, if it does. */
  readonly wouldFailBy: DeclineReason;
  state: 'pending' | 'succeeded' | 'failed';
  everSucceeded: boolean;
}

/** A cancellation that was asked for. It is one as soon as its payment is cancelled, whoever did it. */
export interface AskedCancellation extends Pick<BookedRefund, 'paymentId' | 'amount' | 'currency'> {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly key: string;
}

/** What the provider sends to its webhook. */
export interface RefundEvent {
  readonly eventId: string;
  readonly refund: Readonly<BookedRefund>;
  readonly createdAt: number;
}

interface KeptKey {
  readonly fingerprint: string;
  readonly saved: PartOutcome;
  readonly prunedAt: number;
}

/** Who wants to know what happens at the provider. */
export interface ProviderListener {
  readonly onAsked: (request: RefundRequest | CancellationRequest) => void;
  readonly onCancelled: (cancellation: AskedCancellation) => void;
  readonly onBooked: (refund: BookedRefund) => void;
  readonly onEvent: (event: RefundEvent) => void;
  /** Nothing gets through for longer than events are delivered again. */
  readonly onUnheard: (refund: BookedRefund) => void;
}

/** For so long an event is delivered again: https://docs.stripe.com/webhooks#retries. */
const eventLifeMs = 3 * dayMs;

const refusals: readonly DeclineReason[] = [
  'card-unreachable',
  'payment-not-refundable',
  'insufficient-balance',
  'insufficient-balance',
  'other',
];

/**
 * A payment provider that behaves as Stripe does: it keeps a key's response for a day, a saved 500 too, and forgets it
 * then; refunds may be pending, succeed later, fail later, and fail after they succeeded. Its books are the truth about
 * the money.
 */
export class SimProvider {
  readonly refunds: BookedRefund[] = [];
  readonly payments = new Map<string, Payment>();
  /** The last cancellation that was asked for, by remedy. What was refused is none. */
  readonly cancellations = new Map<string, AskedCancellation>();
  /** Whether the options of this world have authorisations cancelled. */
  private readonly cancels: boolean;
  private readonly keys = new Map<string, KeptKey>();
  private readonly refusedOnce = new Set<string>();
  private eventCount = 0;
  private silentUntil = 0;
  private troubledUntil = 0;
  /** What it answers could be about one payment as well. */
  private isMute = false;

  constructor(
    private readonly context: SimContext,
    private readonly listener: ProviderListener,
  ) {
    this.cancels = context.random.chance(0.5);
  }

  addPayment(paymentId: string, amountMinor: number, currency: string): void {
    const amount = inProviderNumbers(amountMinor, currency);
    const capturedAt = this.context.scheduler.now;
    this.payments.set(paymentId, {
      paymentId,
      amount,
      currency,
      capturedAt,
      isCancelled: false,
      cancelledAt: Infinity,
      isLost: false,
    });
  }

  /** From now on every request gets the same answer, for so long, or until faults cease. */
  fallIntoTrouble(forMs: number, isMute: boolean): void {
    this.context.trace.count('accounts in trouble');
    this.troubledUntil = this.context.scheduler.now + forMs;
    this.isMute = isMute;
  }

  /** It goes on refunding, and nobody hears of it: no reply, no look-up and no event gets through for so long. */
  fallSilent(forMs: number): void {
    this.context.trace.count('providers silent for days');
    this.silentUntil = this.context.scheduler.now + forMs;
  }

  /** Nothing is taken yet. Later it is, or never. */
  authoriseOnly(paymentId: string, afterMs: number, isCancelled: boolean): void {
    const { scheduler, trace } = this.context;
    const payment = this.payments.get(paymentId);
    if (!payment) return;
    payment.capturedAt = Infinity;
    scheduler.after(afterMs, () => {
      if (payment.isCancelled || payment.capturedAt <= scheduler.now) return;
      trace.count(isCancelled ? 'authorisations cancelled' : 'payments captured late');
      payment.isCancelled = isCancelled;
      if (isCancelled) payment.cancelledAt = scheduler.now;
      else payment.capturedAt = scheduler.now;
    });
  }

  dispute(paymentId: string, afterMs: number, isLost: boolean): void {
    const { scheduler, trace } = this.context;
    const payment = this.payments.get(paymentId);
    if (!payment || payment.capturedAt > scheduler.now || payment.disputedSince !== undefined || payment.isLost) return;
    trace.count('disputes');
    payment.disputedSince = scheduler.now;
    scheduler.after(afterMs, () => {
      trace.count(isLost ? 'disputes lost' : 'disputes won');
      payment.disputedSince = undefined;
      payment.disputeEndedAt = scheduler.now;
      payment.isLost = isLost;
    });
  }

  /** The next refund of a payment is refused, and no reason is given. */
  refuseOnce(paymentId: string): void {
    this.refusedOnce.add(paymentId);
  }

  /** A person refunds by hand all but so much of a payment. */
  leaveOf(paymentId: string, leftMinor: number): void {
    const payment = this.payments.get(paymentId);
    if (!payment) return;
    const { amountMinor } = fromStripeAmount(this.leftOf(payment), payment.currency);
    if (amountMinor > leftMinor) this.refundByHand(paymentId, amountMinor - leftMinor);
  }

  /** A person refunds in the provider's dashboard, and names no remedy that it is for. */
  refundByHand(paymentId: string, amountMinor: number): void {
    const payment = this.payments.get(paymentId);
    if (!payment || payment.disputedSince !== undefined || payment.capturedAt === Infinity) return;
    const { currency } = payment;
    const amount = inProviderNumbers(amountMinor - (amountMinor % leastMinor(currency)), currency);
    if (!isTaken(amount, currency) || amount > this.leftOf(payment)) return;
    this.context.trace.count('refunds by hand');
    this.book({ paymentId, amount, currency }, false);
  }

  /** The client of one function instance, whichever process it is just running. */
  clientOf(current: () => Process): RefundProvider & PaymentReader {
    return {
      readPayment: async (paymentId) => {
        const process = current();
        return process.request<PaymentAnswer>(
          () => `read payment ${paymentId}`,
          (reply) => this.replyAbout(paymentId, reply),
        );
      },
      smallestStepMinor: stripeStepMinor,
      cancellations: this.cancellationsOf(current),
      accounts: ['sim', 'sim-refunds'],
      refund: async (request) => {
        if (!isPayableByStripe(request.part)) return { state: 'declined', reason: 'amount-not-payable' };
        const process = current();
        return process.request<PartOutcome>(
          () => `refund ${request.key}`,
          (reply) => this.carryOut<PartOutcome>(process, 'refund', request, () => this.create(request), reply),
        );
      },
      find: async (request) => {
        const process = current();
        return process.request<PartOutcome | PartNotFound>(
          () => `find ${request.key}`,
          (reply) =>
            this.carryOut<PartOutcome | PartNotFound>(process, 'find', request, () => this.lookUp(request), reply),
        );
      },
    };
  }

  private cancellationsOf(current: () => Process): CancellationProvider {
    return {
      accounts: ['sim', 'sim-cancellations'],
      cancel: (request) => this.askForCancellation(current(), 'cancel', request),
      find: (request) => this.askForCancellation(current(), 'find', request),
    };
  }

  /** What is refused, or was not attempted, is no cancellation, whatever others do to the payment later. */
  private async askForCancellation<Outcome extends PartOutcome | PartNotFound>(
    process: Process,
    what: 'cancel' | 'find',
    request: CancellationRequest,
  ): Promise<Outcome> {
    const { part, remedyId, partNumber, key } = request;
    const { paymentId, amountMinor, currency } = part;
    const amount = inProviderNumbers(amountMinor, currency);
    const before = this.cancellations.get(remedyId);
    this.cancellations.set(remedyId, { paymentId, amount, currency, remedyId, partNumber, key });
    const undo = (): void => {
      if (before) this.cancellations.set(remedyId, before);
      else this.cancellations.delete(remedyId);
    };
    const step = (): PartOutcome | PartNotFound =>
      what === 'cancel' ? this.cancel(request) : this.cancellationNow(request);
    try {
      const outcome = await process.request<PartOutcome | PartNotFound>(
        () => `${what} ${key}`,
        (reply) => this.carryOut<PartOutcome | PartNotFound>(process, what, request, step, reply),
      );
      if (outcome.state === 'declined') this.cancellations.delete(remedyId);
      return outcome as Outcome;
    } catch (error) {
      if (error instanceof NotAttemptedError) undo();
      throw error;
    }
  }

  private cancel(request: CancellationRequest): PartOutcome {
    this.listener.onAsked(request);
    const { scheduler, random, faults, trace } = this.context;
    const { paymentId } = request.part;
    const payment = this.payments.get(paymentId);
    if (!payment) return { state: 'declined', reason: 'payment-not-found' };
    const fails = random.chance(faults.providerError);
    if (fails && random.chance(0.5)) return { state: 'unknown', why: 'api_error 500' };
    if (this.statusOf(payment) === 'authorised') {
      if (random.chance(0.3)) {
        trace.count('authorisations captured before they were cancelled');
        payment.capturedAt = scheduler.now;
      } else {
        trace.count('authorisations cancelled by us');
        payment.isCancelled = true;
        const asked = this.cancellations.get(request.remedyId);
        if (asked) this.listener.onCancelled(asked);
      }
    }
    if (fails) return { state: 'unknown', why: 'api_error 500' };
    const now = this.cancellationNow(request);
    return now.state === 'not-found' ? { state: 'unknown', why: 'still authorised' } : now;
  }

  private cancellationNow({ part: { paymentId } }: CancellationRequest): PartOutcome | PartNotFound {
    const payment = this.payments.get(paymentId);
    if (!payment) return { state: 'unknown', why: 'no such payment' };
    const status = this.statusOf(payment);
    if (status === 'cancelled') return { state: 'succeeded', providerRef: `cancelled ${paymentId}` };
    return status === 'captured' ? { state: 'declined', reason: 'captured' } : { state: 'not-found' };
  }

  private replyAbout(paymentId: string, reply: Reply<PaymentAnswer>): void {
    const { scheduler, random, faults, trace } = this.context;
    const isReached = !random.chance(faults.providerUnreachable) && !random.chance(faults.providerLimits);
    scheduler.after(random.int(20, 300), () => {
      trace.count('payments asked for');
      if (!isReached) return reply.reject(new NotAttemptedError('rate limited, or never connected'));
      if (random.chance(faults.providerLostReply)) return reply.resolve({ kind: 'unavailable', why: 'no answer' });
      reply.resolve(this.answerAbout(this.payments.get(paymentId)));
    });
  }

  private answerAbout(payment: Payment | undefined): PaymentAnswer {
    if (!payment) return { kind: 'not-found' };
    const { paymentId, amount, currency, disputedSince } = payment;
    const status = this.statusOf(payment);
    const taken = status === 'cancelled' ? 0 : amount;
    const refundableMinor = fromStripeAmount(status === 'captured' ? this.leftOf(payment) : 0, currency).amountMinor;
    const paid = fromStripeAmount(taken, currency);
    const isCancellable = this.cancels && status === 'authorised';
    const isDisputed = disputedSince !== undefined;
    return { kind: 'payment', payment: { paymentId, paid, refundableMinor, status, isDisputed, isCancellable } };
  }

  private statusOf({ capturedAt, isCancelled }: Payment): 'captured' | 'authorised' | 'cancelled' {
    if (isCancelled) return 'cancelled';
    return capturedAt <= this.context.scheduler.now ? 'captured' : 'authorised';
  }

  private carryOut<Outcome extends PartOutcome | PartNotFound>(
    process: Process,
    what: 'refund' | 'cancel' | 'find',
    request: RefundRequest | CancellationRequest,
    step: () => Outcome,
    reply: Reply<PartOutcome | Outcome>,
  ): void {
    const { scheduler, random, faults, trace } = this.context;
    const record = (result: string): void =>
      trace.record(process.name, () => `▸ provider ${what} ${request.key} ${request.part.amountMinor}: ${result}`);
    if (faults.accountTrouble > 0 && scheduler.now < this.troubledUntil) {
      scheduler.after(random.int(20, 500), () => {
        trace.count('answers about the whole account');
        record('refused as everything is');
        if (this.isMute && what === 'find') {
          reply.resolve({ state: 'unknown', why: 'refused without a code' });
          return;
        }
        const trouble = { account: 'sim', why: 'refused as everything is' };
        reply.reject(new AccountTroubleError(trouble, this.isMute ? 'other' : undefined));
      });
      return;
    }
    if (random.chance(faults.providerUnreachable) || random.chance(faults.providerLimits)) {
      scheduler.after(random.int(50, 2_000), () => {
        trace.count('provider not reached');
        record('not attempted');
        reply.reject(new NotAttemptedError('rate limited, or never connected'));
      });
      return;
    }
    const isSilent = scheduler.now < this.silentUntil;
    if (isSilent && what === 'find') {
      scheduler.after(random.int(50, 2_000), () => reply.reject(new NotAttemptedError('never connected')));
      return;
    }
    const losesReply = isSilent || random.chance(faults.providerLostReply);
    const arrivesAfterMs = losesReply && random.chance(0.3) ? random.int(0, 20_000) : random.int(20, 300);
    const neverArrives = losesReply && random.chance(0.3);
    scheduler.after(arrivesAfterMs, () => {
      if (neverArrives) return;
      const outcome = step();
      record(losesReply ? `${outcome.state}, but the reply is lost` : outcome.state);
      if (losesReply) return;
      scheduler.after(random.int(20, 500), () => reply.resolve(outcome));
    });
    if (!losesReply) return;
    trace.count('provider replies lost');
    scheduler.after(Math.min(request.timeoutMs, random.pick([500, Infinity])), () => {
      record('no usable answer');
      reply.resolve({ state: 'unknown', why: 'no usable answer' });
    });
  }

  private create(request: RefundRequest): PartOutcome {
    this.listener.onAsked(request);
    const { scheduler, random, faults, trace } = this.context;
    const amount = toStripeAmount(request.part);
    const fingerprint = JSON.stringify([
      amount,
      request.part.paymentId,
      request.remedyId,
      request.partNumber,
      request.customerId,
    ]);
    const kept = this.keys.get(request.key);
    if (kept && kept.prunedAt > scheduler.now) {
      trace.count('keys asked again');
      if (kept.fingerprint === fingerprint) return kept.saved;
      return { state: 'unknown', why: 'the key stands for other parameters' };
    }
    if (kept) trace.count('pruned keys asked again');
    const fails = random.chance(faults.providerError);
    const steps = !fails || random.chance(0.5);
    const outcome = steps ? this.execute(request, amount) : undefined;
    const saved: PartOutcome = outcome && !fails ? outcome : { state: 'unknown', why: 'api_error 500' };
    if (fails) trace.count('500s saved under a key');
    // A refusal before the refund was begun is not kept; one that its endpoint made is.
    if (saved.state === 'declined' && random.chance(0.5)) return saved;
    this.keys.set(request.key, { fingerprint, saved, prunedAt: scheduler.now + random.int(24, 30) * hourMs });
    return saved;
  }

  private execute(request: RefundRequest, amount: number): PartOutcome {
    const { random, faults, trace } = this.context;
    const { part, remedyId, partNumber, customerId, key } = request;
    const payment = this.payments.get(part.paymentId);
    const refuse = (reason: DeclineReason): PartOutcome => {
      trace.count(`declined: ${reason}`);
      return { state: 'declined', reason };
    };
    if (!payment) return refuse('payment-not-found');
    if (payment.disputedSince !== undefined) return refuse('disputed');
    if (this.statusOf(payment) !== 'captured') return refuse('payment-not-refundable');
    const left = this.leftOf(payment);
    if (left === 0) return refuse('already-refunded');
    if (!isTaken(amount, payment.currency)) return refuse('other');
    if (amount > left) return refuse('exceeds-payment');
    if (this.refusedOnce.delete(part.paymentId)) return refuse('other');
    if (random.chance(faults.providerDeclines)) return refuse(random.pick(refusals));
    const pends = random.chance(faults.providerPends);
    const { paymentId, currency } = payment;
    const refund = this.book({ paymentId, amount, currency, remedyId, partNumber, customerId, key }, pends);
    return outcomeOfRequested(refund, request);
  }

  private leftOf({ paymentId, amount, isLost }: Payment): number {
    if (isLost) return 0;
    const live = this.refunds.filter((refund) => refund.paymentId === paymentId && refund.state !== 'failed');
    return amount - live.reduce((sum, refund) => sum + refund.amount, 0);
  }

  private lookUp(request: RefundRequest): PartOutcome | PartNotFound {
    const { part, remedyId, partNumber } = request;
    const found = this.refunds.filter(
      (refund) =>
        refund.paymentId === part.paymentId && refund.remedyId === remedyId && refund.partNumber === partNumber,
    );
    this.context.trace.count(found.length > 0 ? 'looked up and found' : 'looked up and not found');
    const [refund, ...others] = found;
    if (!refund) return { state: 'not-found' };
    if (others.length > 0) return { state: 'unknown', why: 'several refunds of one part' };
    return outcomeOfRequested(refund, request);
  }

  private book(
    what: Omit<BookedRefund, 'id' | 'createdAt' | 'wouldFailBy' | 'state' | 'everSucceeded'>,
    pends: boolean,
  ): BookedRefund {
    const { scheduler, random, faults, trace } = this.context;
    const refund: BookedRefund = {
      ...what,
      id: `re_${this.refunds.length + 1}`,
      createdAt: scheduler.now,
      wouldFailBy: random.pick(['card-unreachable', 'insufficient-balance'] as const),
      state: pends ? 'pending' : 'succeeded',
      everSucceeded: !pends,
    };
    this.refunds.push(refund);
    trace.count(pends ? 'refunds pending' : 'refunds made');
    if (leastMinor(what.currency) > 1 || what.currency === 'ISK') trace.count(`refunds in ${what.currency}`);
    this.listener.onBooked(refund);
    this.sendEvent(refund);
    if (pends) {
      const fails = random.chance(faults.refundFails);
      scheduler.after(random.int(1, 48 * 60) * 60_000, () => this.settle(refund, fails ? 'failed' : 'succeeded'));
    }
    if (random.chance(faults.refundFailsLate)) {
      // Often at once, while the apology is being sent.
      const soonMs = random.int(100, random.chance(0.5) ? 4_000 : 600_000);
      const afterMs = random.chance(0.4) ? soonMs : random.int(60, 5 * 24 * 3600) * 1000;
      scheduler.after(afterMs, () => {
        if (refund.state === 'succeeded') this.settle(refund, 'failed');
      });
    }
    return refund;
  }

  private settle(refund: BookedRefund, state: 'succeeded' | 'failed'): void {
    const { trace } = this.context;
    trace.count(
      state === 'succeeded'
        ? 'pending refunds succeeded'
        : `refunds failed ${refund.everSucceeded ? 'after success' : 'while pending'}`,
    );
    trace.record('provider', () => `${refund.id} of ${refund.remedyId ?? 'no remedy'} ${state}`);
    refund.state = state;
    refund.everSucceeded ||= state === 'succeeded';
    this.listener.onBooked(refund);
    this.sendEvent(refund);
  }

  private sendEvent(refund: BookedRefund): void {
    const { scheduler } = this.context;
    const { now } = scheduler;
    if (this.silentUntil - now > eventLifeMs) return this.listener.onUnheard(refund);
    const event = { eventId: `evt_${++this.eventCount}`, refund: { ...refund }, createdAt: now };
    if (now >= this.silentUntil) return this.listener.onEvent(event);
    scheduler.after(this.silentUntil - now, () => this.listener.onEvent(event));
  }
}

/** Only the very refund that was requested counts, and what is compared is money. */
function outcomeOfRequested(refund: BookedRefund, request: RefundRequest): PartOutcome {
  const status = { ...moneyOf(refund), remedyId: refund.remedyId };
  const why = mismatchOf(status, request, 'the provider');
  return why === undefined ? outcomeOf(refund) : { state: 'unknown', why, providerRef: refund.id };
}

/** The money of a refund as the code under test reads it out of the provider's numbers. */
export function moneyOf({ amount, currency }: Pick<BookedRefund, 'amount' | 'currency'>): Money {
  return fromStripeAmount(amount, currency);
}

export function outcomeOf({ state, id, wouldFailBy }: BookedRefund): PartOutcome {
  switch (state) {
    case 'succeeded':
      return { state: 'succeeded', providerRef: id, arrival: { minBusinessDays: 0, maxBusinessDays: 0 } };
    case 'pending':
      return { state: 'pending', providerRef: id };
    case 'failed':
      return { state: 'declined', reason: wouldFailBy, providerRef: id };
  }
}
