import type { PartNotFound, PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import type { CreditPartner, Partner, PartnerRequest } from '../../lambdas/fulfilment/port/partner';
import { NotAttemptedError } from '../../lambdas/fulfilment/port/refund-provider';
import type { PartnerPart } from '../../lambdas/model/remedy';
import { unreachable } from '../../lambdas/model/unreachable';

/** What the partner has in its book of one key. */
interface Line {
  readonly request: PartnerRequest;
  readonly outcome: PartOutcome;
}

/** A partner that keeps its keys: whatever is asked under one is carried out once, or never after it was taken back. */
export class FakePartner implements Partner, CreditPartner {
  readonly accounts: readonly string[] = ['partner'];
  /** Every call that asked for something, repetitions included. */
  readonly asked: PartnerRequest[] = [];
  /** The keys that were taken back, in order. */
  readonly withdrawn: string[] = [];
  /** Keys whose credit was spent, or whose goods have left: they cannot be taken back any more. */
  readonly gone = new Set<string>();
  /** What a new key gets. `pending` promises an answer in as much time as the part gives; `throws` was not reached. */
  willAnswer: PartOutcome | 'pending' | 'throws' = 'pending';
  private readonly book = new Map<string, Line>();
  private readonly given: string[] = [];
  /** The smallest step in minor units, by currency. 1 where none is set. */
  stepsMinor: Readonly<Record<string, number>> = {};

  constructor(private readonly clock: () => Date = () => new Date()) {}

  smallestStepMinor(currency: string): number {
    return this.stepsMinor[currency] ?? 1;
  }

  /** How often something was given, or begun to be given, under a key. */
  effects(key: string): number {
    return this.given.filter((one) => one === key).length;
  }

  /** What it comes to later, as the partner would tell in news. */
  settle(key: string, outcome: PartOutcome): void {
    const line = this.book.get(key);
    if (!line) throw new Error(`nothing was asked under ${key}`);
    this.book.set(key, { ...line, outcome });
  }

  async carryOut(request: PartnerRequest): Promise<PartOutcome> {
    this.asked.push(request);
    const { key } = request;
    this.reach(key);
    const known = this.book.get(key);
    if (known) return known.outcome;
    const outcome = this.answerTo(request);
    this.book.set(key, { request, outcome });
    if (outcome.state !== 'declined') this.given.push(key);
    return outcome;
  }

  async find({ key }: PartnerRequest): Promise<PartOutcome | PartNotFound> {
    this.reach(key);
    return this.book.get(key)?.outcome ?? { state: 'not-found' };
  }

  async withdraw(request: PartnerRequest): Promise<PartOutcome> {
    const { key } = request;
    this.reach(key);
    const known = this.book.get(key)?.outcome;
    if (known?.state === 'declined') return known;
    if (known?.state === 'succeeded' && (this.gone.has(key) || request.part.kind !== 'credit')) return known;
    const outcome: PartOutcome = {
      state: 'declined',
      reason: known?.state === 'succeeded' ? 'cancelled' : 'no-answer',
      providerRef: key,
    };
    this.book.set(key, { request, outcome });
    this.withdrawn.push(key);
    return outcome;
  }

  private reach(key: string): void {
    if (this.willAnswer === 'throws') throw new NotAttemptedError(`nobody was asked for ${key}`);
  }

  private answerTo({ part, key }: PartnerRequest): PartOutcome {
    if (typeof this.willAnswer === 'object') return this.willAnswer;
    const answerBy = new Date(this.clock().getTime() + answerSeconds(part) * 1000).toISOString();
    return { state: 'pending', providerRef: key, answerBy };
  }
}

function answerSeconds(part: PartnerPart): number {
  switch (part.kind) {
    case 'credit':
      return 15 * 60;
    case 'replacement':
    case 'entitlement':
      return part.answerWithinSeconds;
    case 'callback':
      return part.deadlineSeconds;
    default:
      return unreachable(part);
  }
}
