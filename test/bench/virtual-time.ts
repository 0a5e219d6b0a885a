interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still while anything is being worked on, and then jumps to whatever comes next. */
export class VirtualTime {
  private readonly timers: Timer[] = [];

  constructor(public nowMs: number) {}

  readonly clock = (): Date => new Date(this.nowMs);

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.add({ at: this.nowMs + ms, wake }));
  }

  /** Runs until nobody waits for any time to pass. */
  async run(): Promise<void> {
    await turn();
    for (let next = this.take(); next; next = this.take()) {
      this.nowMs = next.at;
      next.wake();
      await turn();
    }
  }

  /** A binary heap, the earliest on top. */
  private add(timer: Timer): void {
    const { timers } = this;
    let at = timers.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = timers[above];
      if (!parent || parent.at <= timer.at) break;
      timers[at] = parent;
      at = above;
    }
    timers[at] = timer;
  }

  private take(): Timer | undefined {
    const { timers } = this;
    const [top] = timers;
    const last = timers.pop();
    if (!top || !last || timers.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [timers[below], timers[below + 1]];
      if (!left) break;
      if (right && right.at < left.at) below++;
      const child = right && right.at < left.at ? right : left;
      if (child.at >= last.at) break;
      timers[at] = child;
      at = below;
    }
    timers[at] = last;
    return top;
  }
}

/** Everything that can go on without time passing has gone on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
