import { AdaptivePace, type Exchange, type PaceMachine } from './adaptive-pace';

/** Work that waits for longer is committed too early, and with less of it a service is not made use of. */
const secondsOfWaiting = 2;

/**
 * What waits for its turn for longer may fail before it comes, and so may whatever is taken in its place: a queue is
 * soon used up so.
 */
const secondsOfPatience = 6;

/** How long answers take of which none has come yet, all of them together. */
const unknownSeconds = 2;

/** Whatever the services do: a function has memory for no more. */
const mostAtWork = 400;

/**
 * The paces of one function, and whether it has room for more work: for as much as its slowest service takes in the
 * time of all answers, and of a short wait for a turn (Little's law).
 */
export class Paces {
  private readonly paces = new Map<string, AdaptivePace>();
  private listeners: (() => void)[] = [];

  /**
   * @param leastAtWork however slow a service is
   * @param exchange tells others that ask the service of that name how many requests a second this function makes
   */
  constructor(
    readonly machine: PaceMachine,
    private readonly leastAtWork = 5,
    private readonly exchange?: (service: string, ...announced: Parameters<Exchange>) => ReturnType<Exchange>,
  ) {}

  /** The pace of a service, or of one kind of request that it counts apart: the same for the same name. */
  of(name: string): AdaptivePace {
    const known = this.paces.get(name);
    if (known) return known;
    const { exchange } = this;
    const announced = exchange && ((perSecond: number) => exchange(name, perSecond));
    const pace = new AdaptivePace(this.machine, () => this.changed(), announced);
    this.paces.set(name, pace);
    return pace;
  }

  /** @param atWork how much is at work already */
  hasRoom(atWork: number): boolean {
    const all = [...this.paces.values()];
    const used = all.filter(({ answersWithinMs }) => answersWithinMs !== undefined);
    const answering = used.reduce((sum, { answersWithinMs = 0 }) => sum + answersWithinMs, 0) / 1_000;
    const asked = used.length > 0 ? used : all;
    const perSecond = asked.length > 0 ? Math.min(...asked.map((pace) => pace.perSecond)) : 0;
    const least =
      asked.length > 0 ? Math.min(this.leastAtWork, Math.floor(perSecond * secondsOfPatience)) : this.leastAtWork;
    const answered = Math.max(answering, used.length < all.length ? unknownSeconds : 0);
    const seconds = Math.min(secondsOfPatience, secondsOfWaiting + answered);
    return atWork < Math.min(mostAtWork, Math.max(least, Math.ceil(perSecond * seconds)));
  }

  /** Calls it once, when there may be more room than there was. */
  onceChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  private changed(): void {
    const { listeners } = this;
    if (listeners.length === 0) return;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
}
