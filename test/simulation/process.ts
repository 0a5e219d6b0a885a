import type { Faults } from './faults';
import type { Random } from './random';
import type { Scheduler } from './scheduler';
import type { Story } from './story';

/** How a world runs its processes. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: Faults;
  readonly story: Story;
}

/** How a request ends for the process that made it. At most one of them is called, and perhaps none ever is. */
export interface Answer<Value> {
  readonly take: (value: Value) => void;
  readonly refuse: (error: Error) => void;
}

/**
 * One run of a function. Whatever leaves it is a request that is answered at a later simulated time. It may die at any
 * request, before it leaves or after it was carried out, or run out of time; then no request of it is ever answered.
 */
export class Process {
  readonly startedAt: number;
  /** How far its clock is off. */
  readonly skewMs: number;
  private over = false;

  constructor(
    readonly name: string,
    private readonly around: Surroundings,
    private readonly limitMs: number,
    private readonly onDeath: (why: string) => void,
  ) {
    const { scheduler, random, faults } = around;
    this.startedAt = scheduler.now;
    this.skewMs = faults.skewMs === 0 ? 0 : random.int(-faults.skewMs, faults.skewMs);
    scheduler.after(limitMs, () => this.die('ran out of time'));
  }

  get isOver(): boolean {
    return this.over;
  }

  clock(): Date {
    return new Date(this.around.scheduler.now + this.skewMs);
  }

  remainingMs(): number {
    return this.startedAt + this.limitMs - this.around.scheduler.now;
  }

  /** It came to its end by itself. */
  finish(): void {
    this.over = true;
  }

  private die(why: string): void {
    if (this.over) return;
    this.over = true;
    this.around.story.count(why === 'ran out of time' ? 'time-outs' : 'crashes');
    this.around.story.tell(this.name, () => `dies: ${why}`);
    this.onDeath(why);
  }

  /** Makes a request. `begin` sees to it that it is carried out and answered. `risk` scales how likely it is the last one. */
  request<Value>(what: () => string, begin: (answer: Answer<Value>) => void, risk = 1): Promise<Value> {
    const { scheduler, random, faults } = this.around;
    return new Promise<Value>((resolve, reject) => {
      if (this.over) return;
      const dies = random.chance(faults.crash * risk);
      if (dies && random.chance(0.5)) {
        scheduler.after(1, () => this.die(`before ${what()}`));
        return;
      }
      const hangs = random.chance(faults.hang * risk);
      const answered = (settle: () => void): void => {
        if (this.over || hangs) return;
        if (dies) {
          this.die(`after ${what()}`);
          return;
        }
        scheduler.wake();
        settle();
      };
      begin({ take: (value) => answered(() => resolve(value)), refuse: (error) => answered(() => reject(error)) });
    });
  }

  /** Waits without doing anything. */
  async pause(ms: number): Promise<void> {
    await this.request<undefined>(
      () => 'a pause',
      ({ take }) => {
        this.around.scheduler.after(ms, () => take(undefined));
      },
    );
  }
}
