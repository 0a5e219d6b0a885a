import { mismatchOf } from '../../lambdas/fulfilment/port/refund-provider';
import type { Payment, PaymentAnswer, PaymentReader } from '../../lambdas/fulfilment/port/payment';
import type { DeclineReason, PartNotFound, PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import type {
  ProviderDispute,
  ProviderRefund,
  ProviderStatement,
  StatementWindow,
} from '../../lambdas/fulfilment/port/provider-statement';
import {
  type AccountTroubleError,
  type CancellationProvider,
  type CancellationRequest,
  NotAttemptedError,
  type RefundProvider,
  type RefundRequest,
} from '../../lambdas/fulfilment/port/refund-provider';

/** A refund in the fake's books. It moved money, unless it failed since. */
interface Effect {
  readonly request: RefundRequest;
  readonly providerRef: string;
  readonly createdAt: string;
  failed?: DeclineReason;
}

type Answer = (request: RefundRequest) => PartOutcome;

/** A provider that keeps its keys: the same key is the same refund, as long as the request is the same. */
export class FakeRefundProvider implements RefundProvider, PaymentReader, ProviderStatement {
  readonly accounts = ['fake', 'fake-refunds'];
  /** Refunds that really moved money, by idempotency key. */
  readonly refunds = new Map<string, RefundRequest>();
  /** The same in the order they were made, a second one under a forgotten key included. */
  readonly effects: Effect[] = [];
  readonly calls: RefundRequest[] = [];
  /** The cancellations that were asked for, in order. */
  readonly cancels: CancellationRequest[] = [];
  /** What the next cancellations are answered, instead of what the payment allows. */
  readonly cancelAnswers: ((request: CancellationRequest) => PartOutcome | Error)[] = [];
  readonly disputes: ProviderDispute[] = [];
  /** What was paid, in minor units, by payment. One that is not listed has no end. */
  readonly payments = new Map<string, number>();
  /** The smallest step in minor units, by currency. 1 where none is set. */
  stepsMinor: Readonly<Record<string, number>> = {};
  /** In which currency a payment was made, where that is not told by `facts`. */
  readonly currencies = new Map<string, string>();
  /** What else is known of a payment. One that is not listed was captured, and nothing is wrong with it. */
  readonly facts = new Map<string, Partial<Payment>>();
  /** The payments that were asked for, in order. */
  readonly asked: string[] = [];
  /** What is answered about any payment. @default what the books say */
  paymentAnswer: PaymentAnswer | Error | undefined;
  /** Whether calls get through. `losing-replies` acts, and says nothing; `reading-only` tells of payments alone. */
  weather: 'fair' | 'reading-only' | 'unreachable' | 'hanging' | 'losing-replies' = 'fair';
  /** What everybody is answered who asks for a refund while the whole account is in trouble. */
  accountTrouble: AccountTroubleError | undefined;
  /** What is said to whoever comes with a known key. */
  private readonly saved = new Map<string, { readonly request: RefundRequest; readonly answer: PartOutcome }>();
  private readonly answers: Answer[] = [];

  constructor(private readonly clock: () => Date = () => new Date()) {}

  smallestStepMinor(currency: string): number {
    return this.stepsMinor[currency] ?? 1;
  }

  /** The next new key gets this answer and moves no money. The key stays new. */
  answerNext(answer: PartOutcome | Error): void {
    this.answers.push(() => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
  }

  /** The next new key is refunded, and the reply is lost. A repetition with the key, or a look-up, shows it. */
  loseNextReply(): void {
    this.answers.push((request) => {
      this.carryOut(request);
      return noAnswer;
    });
  }

  /** The next new key is refunded, and nobody hears of it: a second try of the same request is turned away. */
  loseFirstTryNext(): void {
    this.answers.push((request) => {
      this.carryOut(request);
      throw new NotAttemptedError('too many requests', { isCertain: false });
    });
  }

  /**
   * The next new key gets a 500, and so does everybody who comes with it again. Only looking it up tells whether it
   * acted.
   */
  saveErrorNext({ acted }: { readonly acted: boolean }): void {
    this.answers.push((request) => {
      if (acted) this.carryOut(request);
      return this.save(request, { state: 'unknown', why: 'the provider answers with 500 to this key' });
    });
  }

  /** Forgets all keys, as providers do after a day. From now on the same key is another refund. */
  pruneKeys(): void {
    this.saved.clear();
  }

  /** A refund that was paid fails after all. Its key goes on saying paid. */
  failLater(key: string, reason: DeclineReason): void {
    const effect = this.effects.findLast(({ request }) => request.key === key);
    if (!effect) throw new Error(`nothing was refunded under ${key}`);
    effect.failed = reason;
  }

  async refund(request: RefundRequest): Promise<PartOutcome> {
    this.calls.push(request);
    if (this.accountTrouble) throw this.accountTrouble;
    if (this.weather === 'unreachable' || this.weather === 'reading-only')
      throw new NotAttemptedError('connection refused');
    if (this.weather === 'hanging') return noAnswer;
    const outcome = this.answerTo(request);
    return this.weather === 'losing-replies' ? noAnswer : outcome;
  }

  async find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    if (this.accountTrouble && !this.accountTrouble.otherwise) throw this.accountTrouble;
    if (this.weather === 'unreachable' || this.weather === 'reading-only')
      throw new NotAttemptedError('connection refused');
    if (this.weather !== 'fair') return noAnswer;
    const ofPart = this.effects.filter((candidate) => isOf(candidate, request));
    const [effect, ...others] = ofPart.length > 0 ? ofPart : this.effects.filter((each) => isForgotten(each, request));
    if (!effect) return { state: 'not-found' };
    if (others.length > 0) return { state: 'unknown', why: `there are ${others.length + 1} refunds of this one part` };
    const { providerRef } = effect;
    const reported = { ...effect.request.part, remedyId: effect.request.remedyId };
    const difference = mismatchOf(reported, request, 'the provider');
    if (difference) return { state: 'unknown', why: difference, providerRef };
    return effect.failed ? { state: 'declined', reason: effect.failed, providerRef } : paid(providerRef);
  }

  async readPayment(paymentId: string): Promise<PaymentAnswer> {
    this.asked.push(paymentId);
    if (this.weather === 'unreachable') throw new NotAttemptedError('connection refused');
    if (this.paymentAnswer instanceof Error) throw this.paymentAnswer;
    if (this.paymentAnswer) return this.paymentAnswer;
    const isKnown = [this.payments, this.facts, this.currencies].some((known) => known.has(paymentId));
    return isKnown ? { kind: 'payment', payment: this.paymentOf(paymentId) } : { kind: 'not-found' };
  }

  private paymentOf(paymentId: string): Payment {
    const facts = this.facts.get(paymentId);
    const amountMinor = this.payments.get(paymentId) ?? endless;
    const paid = facts?.paid ?? { amountMinor, currency: this.currencies.get(paymentId) ?? 'GBP' };
    const refundableMinor = Math.max(0, paid.amountMinor - this.refundedOf(paymentId));
    return { paymentId, paid, refundableMinor, status: 'captured', isDisputed: false, ...facts };
  }

  async *refundsBetween(window: StatementWindow): AsyncGenerator<ProviderRefund> {
    yield* this.effects.map(refundOf).filter((refund) => isWithin(refund, window));
  }

  async *disputesBetween(window: StatementWindow): AsyncGenerator<ProviderDispute> {
    yield* this.disputes.filter((dispute) => isWithin(dispute, window));
  }

  /** Cancels what is only authorised, as its facts say. */
  readonly cancellations: CancellationProvider = {
    accounts: ['fake', 'fake-cancellations'],
    cancel: async (request) => {
      this.cancels.push(request);
      if (this.accountTrouble) throw this.accountTrouble;
      if (this.weather === 'unreachable' || this.weather === 'reading-only')
        throw new NotAttemptedError('connection refused');
      if (this.weather === 'hanging') return noAnswer;
      const answer = this.cancelAnswers.shift()?.(request) ?? this.cancelNow(request);
      if (answer instanceof Error) throw answer;
      return this.weather === 'losing-replies' ? noAnswer : answer;
    },
    find: async (request) => {
      if (this.accountTrouble && !this.accountTrouble.otherwise) throw this.accountTrouble;
      if (this.weather === 'unreachable' || this.weather === 'reading-only')
        throw new NotAttemptedError('connection refused');
      return this.weather === 'fair' ? this.cancellationOf(request) : noAnswer;
    },
  };

  /** The payment is cancelled, unless it was captured before. */
  cancelNow(request: CancellationRequest): PartOutcome {
    const { paymentId } = request.part;
    const facts = this.facts.get(paymentId);
    if (facts?.status === 'authorised') this.facts.set(paymentId, { ...facts, status: 'cancelled' });
    const found = this.cancellationOf(request);
    return found.state === 'not-found' ? noAnswer : found;
  }

  private cancellationOf({ part: { paymentId } }: CancellationRequest): PartOutcome | PartNotFound {
    const status = this.facts.get(paymentId)?.status ?? 'captured';
    if (status === 'cancelled') return { state: 'succeeded', providerRef: `cancelled_${paymentId}` };
    return status === 'captured' ? { state: 'declined', reason: 'captured' } : { state: 'not-found' };
  }

  private answerTo(request: RefundRequest): PartOutcome {
    const known = this.saved.get(request.key);
    if (known) {
      if (isSame(known.request, request)) return known.answer;
      return { state: 'unknown', why: 'key with other parameters' };
    }
    const answer = this.answers.shift();
    return answer ? answer(request) : this.carryOut(request);
  }

  private carryOut(request: RefundRequest): PartOutcome {
    const { paymentId, amountMinor } = request.part;
    if (
      amountMinor >
      (this.payments.get(paymentId) ?? this.facts.get(paymentId)?.paid?.amountMinor ?? endless) -
        this.refundedOf(paymentId)
    ) {
      return this.save(request, { state: 'declined', reason: 'exceeds-payment' });
    }
    const earlier = this.effects.filter((effect) => effect.request.key === request.key).length;
    const providerRef = earlier === 0 ? `re_${request.key}` : `re_${request.key}_again_${earlier}`;
    this.effects.push({ request, providerRef, createdAt: this.clock().toISOString() });
    this.refunds.set(request.key, request);
    return this.save(request, paid(providerRef));
  }

  private refundedOf(paymentId: string): number {
    const live = this.effects.filter(({ request, failed }) => request.part.paymentId === paymentId && !failed);
    return live.reduce((sum, { request }) => sum + request.part.amountMinor, 0);
  }

  private save(request: RefundRequest, answer: PartOutcome): PartOutcome {
    this.saved.set(request.key, { request, answer });
    return answer;
  }
}

/** More than any test gives back. */
const endless = 1_000_000_000_000;

const noAnswer: PartOutcome = { state: 'unknown', why: 'no answer in time' };

function paid(providerRef: string): PartOutcome {
  return { state: 'succeeded', providerRef, arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
}

function isOf({ request }: Effect, { remedyId, partNumber }: RefundRequest): boolean {
  return request.remedyId === remedyId && request.partNumber === partNumber;
}

/** The same money for the same remedy, under a number that the ledger does not have. */
function isForgotten({ request: made, failed }: Effect, { remedyId, part, knownParts }: RefundRequest): boolean {
  if (failed || made.remedyId !== remedyId || !knownParts || knownParts.includes(made.partNumber)) return false;
  const { paymentId, amountMinor, currency } = made.part;
  return paymentId === part.paymentId && amountMinor === part.amountMinor && currency === part.currency;
}

function isSame(a: RefundRequest, b: RefundRequest): boolean {
  return JSON.stringify({ ...a, timeoutMs: 0 }) === JSON.stringify({ ...b, timeoutMs: 0 });
}

function isWithin({ createdAt }: { readonly createdAt: string }, { from, until }: StatementWindow): boolean {
  const at = Date.parse(createdAt);
  return at >= from.getTime() && at < until.getTime();
}

function refundOf({ request, providerRef, createdAt, failed }: Effect): ProviderRefund {
  const { part, remedyId, partNumber, customerId } = request;
  const { paymentId, amountMinor, currency } = part;
  const marks = { remedyId, partNumber, customerId };
  const state = failed ? ({ state: 'failed', reason: failed } as const) : ({ state: 'succeeded' } as const);
  return { providerRef, paymentIds: [paymentId], amountMinor, currency, createdAt, ...state, ...marks };
}
