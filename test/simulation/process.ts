import type { Faults } from './faults';
import type { Random } from './random';
import type { Scheduler } from './scheduler';
import type { Trace } from './trace';

/** What everything in one simulated world shares. */
export interface SimContext {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: Faults;
  readonly trace: Trace;
}

/** How a request ends for the process that made it. At most one of them is called, and perhaps neither ever is. */
export interface Reply<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One run of a function. Whatever leaves it is a request that gets its reply at a later simulated time. It may die at
 * any request, before it leaves or after it was carried out, or run out of time; then none of its requests ever gets a
 * reply.
 */
export class Process {
  readonly startedAt: number;
  /** How far its clock is off. */
  readonly skewMs: number;
  private over = false;

  constructor(
    readonly name: string,
    private readonly context: SimContext,
    private readonly limitMs: number,
    private readonly onDeath: (why: string) => void,
  ) {
    const { scheduler, random, faults } = context;
    this.startedAt = scheduler.now;
    this.skewMs = faults.skewMs === 0 ? 0 : random.int(-faults.skewMs, faults.skewMs);
    scheduler.after(limitMs, () => this.die('ran out of time'));
  }

  get isOver(): boolean {
    return this.over;
  }

  clock(): Date {
    return new Date(this.context.scheduler.now + this.skewMs);
  }

  remainingMs(): number {
    return this.startedAt + this.limitMs - this.context.scheduler.now;
  }

  /** It came to its end by itself. */
  finish(): void {
    this.over = true;
  }

  private die(why: string): void {
    if (this.over) return;
    this.over = true;
    this.context.trace.count(why === 'ran out of time' ? 'time-outs' : 'crashes');
    this.context.trace.record(this.name, () => `dies: ${why}`);
    this.onDeath(why);
  }

  /** Makes a request. `begin` has to carry it out and to reply. `risk` scales how likely the process dies with it. */
  request<Value>(what: () => string, begin: (reply: Reply<Value>) => void, risk = 1): Promise<Value> {
    const { scheduler, random, faults } = this.context;
    return new Promise<Value>((resolve, reject) => {
      if (this.over) return;
      const dies = random.chance(faults.crash * risk);
      if (dies && random.chance(0.5)) {
        scheduler.after(1, () => this.die(`before ${what()}`));
        return;
      }
      const hangs = random.chance(faults.hang * risk);
      const replied = (settle: () => void): void => {
        if (this.over || hangs) return;
        if (dies) {
          this.die(`after ${what()}`);
          return;
        }
        scheduler.wake();
        settle();
      };
      begin({ resolve: (value) => replied(() => resolve(value)), reject: (error) => replied(() => reject(error)) });
    });
  }

  /** Waits without doing anything. */
  async pause(ms: number): Promise<void> {
    await this.request<undefined>(
      () => 'a pause',
      ({ resolve }) => {
        this.context.scheduler.after(ms, () => resolve(undefined));
      },
    );
  }
}
