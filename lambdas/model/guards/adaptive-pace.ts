/** The time and the chance that a pace needs. */
export interface PaceMachine {
  readonly clock: () => Date;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Requests a second with which it begins: six functions that begin at once then ask hardly more than 25. */
const firstRate = 4;

/** Never slower, so that who waits hears in time that its turn does not come. Never so fast that it means nothing. */
const slowestRate = 0.5;
const fastestRate = 1_000;

/** Until the first refusal it doubles in so long, as far as it is answered. */
const doublesInMs = 1_200;

interface Slowing {
  /** How fast it is after the refusal, and where it comes back to, as parts of what it was. */
  readonly to: number;
  readonly backTo: number;
  readonly backAfterSeconds: number;
  /** Where it asks seldom it comes back after so many requests. */
  readonly backAfterRequests: number;
}

/**
 * One request in some hundred is refused, whoever else asks. The first refusal comes of asking without knowing
 * anything, and the rate then is perhaps twice what there is. A later
 * one comes of trying whether there is more, and the last of these is for all that follow.
 */
const firstSlowings: readonly Slowing[] = [
  { to: 0.5, backTo: 0.75, backAfterSeconds: 7, backAfterRequests: 150 },
  { to: 0.75, backTo: 0.9, backAfterSeconds: 20, backAfterRequests: 150 },
];
const usualSlowing: Slowing = { to: 0.8, backTo: 1, backAfterSeconds: 45, backAfterRequests: 150 };

/**
 * A service that has too much to do may say nothing of it and become slow. Where answers take longer than where little
 * is asked, a line has formed, and more is not tried; where it has become long, less is asked. One slow answer is none.
 * All in a line wait for it, and some in vain, so more is taken off than for a refusal, which costs the service
 * nothing.
 */
const lineFormsAfterMs = (quietMs: number): number => 1.5 * quietMs + 250;
const lineIsLongAfterMs = (quietMs: number): number => 2.5 * quietMs + 1_000;
const slowingForLine: Slowing = { to: 0.5, backTo: 0.9, backAfterSeconds: 20, backAfterRequests: 30 };

/** What ends sooner without an answer did not wait in a line. */
const inVainAfterMs = 3_000;

/** What the service has answered in so long is what it can do, however much it was asked. */
const countedForMs = 2_000;

/** A service that has become slower for good is taken as it is after some hundred answers. */
const weightOfChange = 0.002;

/** However seldom it asks. */
const backAfterAtMostSeconds = 240;

/** Who hears of the others need not find out alone what they leave, and comes back after so many times as long. */
const rarerWhereHeard = 1.4;

/** What others leave free is found the sooner the longer nothing was refused. */
const gainOfTrying = 5;

/** Time in which nobody waited for a turn says nothing about the rate. */
const longestStepMs = 1_000;

/** Of the time of an answer, in the mean of the last of them. */
const weightOfNew = 0.1;

/** By so much the service takes more than all of them ask where one of them has ended. A refusal alone makes less. */
const leftByOthers = 1.25;

/** How far each goes towards an equal share when it hears of the others, and where something was left: by logarithm. */
const nearer = 0.25;
const nearerWhereLeft = 0.5;

/** How often functions tell each other how fast they ask, while others wait for their turns. */
const announcesEveryMs = 5_000;

interface Refusal {
  readonly ms: number;
  readonly slowedTo: number;
  readonly backTo: number;
  readonly backAfterMs: number;
}

/**
 * Tells the others that ask the same service how many requests a second this function makes.
 *
 * @returns how many each of the others makes, as far as they told it a few seconds ago
 */
export type Exchange = (perSecond: number) => Promise<readonly number[]>;

interface Waiting {
  readonly byMs: number;
  readonly begin: (isTurn: boolean) => void;
}

/**
 * Finds out by itself how many requests a second a service takes from this function, where nobody knows how many others
 * ask it too. It speeds up while the service answers, slows down where it refuses, comes back quickly to where it was
 * refused, stays there, and only then tries whether more is possible: the curve of CUBIC (RFC 9438), for a rate in the
 * place of a window. It slows down too where the service says nothing and becomes slow. It comes back by the
 * clock, and not by its own requests, so that who is slower than others catches
 * up with them. Several of them share what there is without hearing of each other. Where they do hear of each other,
 * each moves towards an equal share, so that what one leaves is taken at once.
 */
export class AdaptivePace {
  private readonly waiting: Waiting[] = [];
  private ratePerSecond = firstRate;
  private refusal: Refusal | undefined;
  private refusals = 0;
  private latencyMs: number | undefined;
  /** The same where little is asked: the least it has been, or what it has come to be since. */
  private quietMs: number | undefined;
  /** Answers to what was asked before say nothing. */
  private measuredFromMs = -Infinity;
  private lastAnswerMs: number | undefined;
  /** Since the last refusal, as far as the rate was used. */
  private usedMs = 0;
  /** How many there were lately, and since when the next are counted. */
  private answersPerSecond = 0;
  private answers = 0;
  private countedFromMs = 0;
  private notBeforeMs = 0;
  private nextTurnMs = 0;
  private begun = 0;
  private isOpening = false;
  private announcesAtMs = 0;
  /** Undefined before anything was heard of the others. */
  private othersPerSecond: number | undefined;
  /** What all of them asked together when this one was refused: as much as the service takes. */
  private takenPerSecond = 0;

  /**
   * @param onTurn is called after each turn that was given
   * @param exchange
   *   lets functions share what there is. Without it, or while it fails, each goes by its own answers alone
   */
  constructor(
    private readonly machine: PaceMachine,
    private readonly onTurn: () => void = () => undefined,
    private readonly exchange?: Exchange | undefined,
  ) {}

  get perSecond(): number {
    return this.ratePerSecond;
  }

  /** How long the last answers took. Undefined where there was none yet. */
  get answersWithinMs(): number | undefined {
    return this.latencyMs;
  }

  /**
   * Waits for a turn. The first to ask goes first.
   *
   * @param byMs until when, in ms since the epoch
   * @returns false where no turn comes by then
   */
  turn(byMs: number): Promise<boolean> {
    // Who asks alone is not slowed down.
    if (this.waiting.length === 0 && this.begun === 0) this.nextTurnMs = this.notBeforeMs;
    const startsMs = Math.max(this.nowMs, this.nextTurnMs);
    const isTooLate = startsMs + (this.waiting.length / this.ratePerSecond) * 1_000 > byMs;
    if (isTooLate) return Promise.resolve(false);
    return new Promise((begin) => {
      this.waiting.push({ byMs, begin });
      void this.open();
    });
  }

  /**
   * The service has answered a request.
   *
   * @param startedMs when that request was made
   */
  answered(startedMs: number): void {
    this.begun--;
    const { nowMs, refusal, lastAnswerMs = nowMs } = this;
    this.lastAnswerMs = nowMs;
    this.count(nowMs);
    this.measure(nowMs - startedMs, startedMs);
    // A rate that nobody waits for is not tried out, and an answer to a request before the refusal is old.
    if (this.waiting.length === 0 || (refusal && startedMs < refusal.ms)) return;
    const { latencyMs = 0, quietMs = 0 } = this;
    if (latencyMs > lineIsLongAfterMs(quietMs)) return this.slowDown(slowingForLine);
    if (latencyMs > lineFormsAfterMs(quietMs)) return;
    this.usedMs += Math.min(longestStepMs, nowMs - lastAnswerMs);
    if (refusal) void this.announce();
    const faster = refusal ? this.rateAfter(refusal) : firstRate * 2 ** (this.usedMs / doublesInMs);
    this.ratePerSecond = Math.max(this.ratePerSecond, Math.min(fastestRate, faster));
  }

  /**
   * The service asked for fewer requests.
   *
   * @param startedMs when that request was made. Those that were under way when it slowed down slow it down no more
   */
  refused(startedMs: number): void {
    this.begun--;
    const { refusal } = this;
    if (refusal && startedMs < refusal.ms) return;
    this.slowDown(firstSlowings[this.refusals++] ?? usualSlowing);
  }

  /**
   * Nobody knows what came of a request. That says nothing about the rate, unless it was waited for in vain.
   *
   * @param startedMs when that request was made
   */
  ended(startedMs: number): void {
    this.begun--;
    const { refusal, nowMs, latencyMs = 0 } = this;
    const tookMs = nowMs - startedMs;
    if (tookMs < Math.max(inVainAfterMs, latencyMs) || (refusal && startedMs < refusal.ms)) return;
    this.measure(tookMs, startedMs);
    if ((this.latencyMs ?? 0) > lineIsLongAfterMs(this.quietMs ?? 0))
      this.slowDown(slowingForLine, this.answersPerSecond);
  }

  /** Answers that began in a line that is no more say nothing about the one there is now. */
  private measure(tookMs: number, startedMs: number): void {
    if (startedMs < this.measuredFromMs) return;
    const { latencyMs = tookMs, quietMs = latencyMs } = this;
    this.latencyMs = latencyMs + (tookMs - latencyMs) * weightOfNew;
    this.quietMs = Math.min(this.latencyMs, quietMs + (this.latencyMs - quietMs) * weightOfChange);
  }

  /** @param mostPerSecond what is known of how much the service can do */
  private slowDown(slowing: Slowing, mostPerSecond = Infinity): void {
    const { to, backTo, backAfterSeconds, backAfterRequests } = slowing;
    const { nowMs } = this;
    const ratePerSecond = Math.max(slowestRate, Math.min(this.ratePerSecond, mostPerSecond));
    if (slowing === slowingForLine) {
      this.measuredFromMs = nowMs;
      this.latencyMs = this.quietMs;
    }
    if (this.othersPerSecond !== undefined) this.takenPerSecond = this.othersPerSecond + ratePerSecond;
    const slowedTo = Math.max(slowestRate, ratePerSecond * to);
    const ofRequests = Math.min(backAfterAtMostSeconds, backAfterRequests / ratePerSecond);
    const rarer = this.othersPerSecond === undefined ? 1 : rarerWhereHeard;
    const backAfterMs = 1_000 * rarer * Math.max(backAfterSeconds, ofRequests);
    this.refusal = { ms: nowMs, slowedTo, backTo: Math.max(slowedTo, ratePerSecond * backTo), backAfterMs };
    this.ratePerSecond = slowedTo;
    this.usedMs = 0;
    this.notBeforeMs = nowMs + (this.machine.random() * 1_000) / slowedTo;
    this.nextTurnMs = Math.max(this.nextTurnMs, this.notBeforeMs);
  }

  private async announce(): Promise<void> {
    const { nowMs, exchange, ratePerSecond } = this;
    if (!exchange || nowMs < this.announcesAtMs) return;
    this.announcesAtMs = nowMs + announcesEveryMs * (0.9 + 0.2 * this.machine.random());
    try {
      this.hear(await exchange(ratePerSecond));
    } catch {
      // It is asked as often as before.
    }
  }

  /** Goes towards an equal share, as those who ask more do, so that all of them ask no more than before. */
  private hear(others: readonly number[]): void {
    const { refusal, ratePerSecond } = this;
    if (!refusal) return;
    this.othersPerSecond = others.reduce((sum, perSecond) => sum + perSecond, 0);
    const asked = this.othersPerSecond + ratePerSecond;
    const share = Math.max(this.takenPerSecond, asked) / (others.length + 1);
    const weight = this.takenPerSecond > asked * leftByOthers ? nearerWhereLeft : nearer;
    const factor = (share / ratePerSecond) ** weight;
    this.ratePerSecond = Math.min(fastestRate, Math.max(slowestRate, ratePerSecond * factor));
    this.refusal = { ...refusal, slowedTo: refusal.slowedTo * factor, backTo: refusal.backTo * factor };
  }

  private count(nowMs: number): void {
    const forMs = nowMs - this.countedFromMs;
    if (forMs >= countedForMs) {
      this.answersPerSecond = (1_000 * this.answers) / forMs;
      this.answers = 0;
      this.countedFromMs = nowMs;
    }
    this.answers++;
  }

  private rateAfter({ slowedTo, backTo, backAfterMs }: Refusal): number {
    const part = (this.usedMs - backAfterMs) / backAfterMs;
    if (part < 0) return backTo + (backTo - slowedTo) * part ** 3;
    return backTo * (1 + gainOfTrying * (1 - usualSlowing.to) * part ** 3);
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
    this.begun++;
    first.begin(true);
    this.onTurn();
  }

  private get nowMs(): number {
    return this.machine.clock().getTime();
  }
}
