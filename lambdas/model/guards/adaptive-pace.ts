/** The time and the chance that a pace needs. */
export interface PaceMachine {
  readonly clock: () => Date;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Requests a second with which it begins: more than a function makes that handles one event after the other. */
const firstRate = 10;

/** Never slower, so that who waits hears in time that its turn does not come. Never so fast that it means nothing. */
const slowestRate = 0.5;
const fastestRate = 1_000;

/** Until the first refusal each answer makes it so much faster: it doubles in less than a second. */
const gainPerAnswer = 1;

/** A refusal makes it slower by a tenth. */
const slowedTo = 0.9;

/**
 * It is back where it was refused after so many seconds, or after so many requests of its own where that is later. Then
 * one request in some hundred is refused, however many others ask the same service.
 */
const backAfterSeconds = 30;
const backAfterRequests = 300;
const backAfterAtMostSeconds = 240;

interface Waiting {
  readonly byMs: number;
  readonly begin: (isTurn: boolean) => void;
}

/**
 * Finds out by itself how many requests a second a service takes from this function, where nobody knows how many others
 * ask it too. It speeds up while the service answers, slows down where it refuses, comes back quickly to where it was
 * refused, stays there, and only then tries whether more is possible: the curve of CUBIC (RFC 9438), for a rate in the
 * place of a window. Several of them share what there is without hearing of each other.
 */
export class AdaptivePace {
  private readonly waiting: Waiting[] = [];
  private ratePerSecond = firstRate;
  private refusedAt: { readonly ms: number; readonly ratePerSecond: number } | undefined;
  private nextTurnMs = 0;
  private isOpening = false;

  constructor(private readonly machine: PaceMachine) {}

  get perSecond(): number {
    return this.ratePerSecond;
  }

  /**
   * Waits for a turn. The first to ask goes first.
   *
   * @param byMs until when, in ms since the epoch
   * @returns false where no turn comes by then
   */
  turn(byMs: number): Promise<boolean> {
    const startsMs = Math.max(this.nowMs, this.nextTurnMs);
    const isTooLate = startsMs + (this.waiting.length / this.ratePerSecond) * 1_000 > byMs;
    if (isTooLate) return Promise.resolve(false);
    return new Promise((begin) => {
      this.waiting.push({ byMs, begin });
      void this.open();
    });
  }

  /** The service has taken a request. */
  answered(): void {
    this.ratePerSecond = Math.min(fastestRate, Math.max(slowestRate, this.rateNow()));
  }

  /**
   * The service asked for fewer requests.
   *
   * @param startedMs when that request was made. Those that were under way when it slowed down slow it down no more
   */
  refused(startedMs: number): void {
    const { nowMs, refusedAt } = this;
    if (refusedAt && startedMs < refusedAt.ms) return;
    this.refusedAt = { ms: nowMs, ratePerSecond: this.ratePerSecond };
    this.ratePerSecond = Math.max(slowestRate, this.ratePerSecond * slowedTo);
    this.nextTurnMs = Math.max(this.nextTurnMs, nowMs + (this.machine.random() * 1_000) / this.ratePerSecond);
  }

  private rateNow(): number {
    const { refusedAt } = this;
    // Whatever time has passed: a function that nobody needed for an hour knows nothing new.
    const fastest = this.ratePerSecond + gainPerAnswer;
    if (!refusedAt) return fastest;
    const seconds = (this.nowMs - refusedAt.ms) / 1_000;
    const ofRequests = Math.min(backAfterAtMostSeconds, backAfterRequests / refusedAt.ratePerSecond);
    const back = Math.max(backAfterSeconds, ofRequests);
    return Math.min(fastest, refusedAt.ratePerSecond * (1 + (1 - slowedTo) * ((seconds - back) / back) ** 3));
  }

  /** One after the other, as fast as the rate is at that moment. */
  private async open(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    while (this.waiting.length > 0) {
      const waitMs = this.nextTurnMs - this.nowMs;
      if (waitMs > 0) await this.machine.pause(waitMs);
      if (this.nowMs < this.nextTurnMs) continue;
      this.begin();
    }
    this.isOpening = false;
  }

  private begin(): void {
    const { nowMs } = this;
    const first = this.waiting.shift();
    if (!first) return;
    if (first.byMs < nowMs) return first.begin(false);
    const jitter = 0.75 + 0.5 * this.machine.random();
    this.nextTurnMs = nowMs + (jitter * 1_000) / this.ratePerSecond;
    first.begin(true);
  }

  private get nowMs(): number {
    return this.machine.clock().getTime();
  }
}
