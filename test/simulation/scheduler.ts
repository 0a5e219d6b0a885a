interface SystemEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

/**
 * Simulated time. Everything that will happen is put here with its time. Before the next of it happens, all code that
 * was woken runs as far as it can.
 */
export class Scheduler {
  /** In ms since the epoch. */
  now: number;
  private readonly heap: SystemEvent[] = [];
  private sequence = 0;
  private woken = false;

  constructor(startsAt: number) {
    this.now = startsAt;
  }

  after(delayMs: number, run: () => void): void {
    this.push({ at: this.now + Math.max(0, delayMs), sequence: this.sequence++, run });
  }

  /** Code outside was woken, and has to run before the next event. */
  wake(): void {
    this.woken = true;
  }

  /** Runs until nothing is left to happen before that time, which it is afterwards, or until `goesOn` says no. */
  async runUntil(end: number, goesOn: () => boolean): Promise<void> {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.pop();
      this.now = Math.max(this.now, next.at);
      next.run();
      // What was woken at the same moment goes on together: that too can happen, and it saves time.
      if (this.woken && this.heap[0]?.at !== this.now) {
        this.woken = false;
        // All microtasks run before an immediate does, and the code under test waits for nothing but what we settle.
        await new Promise<void>((resolve) => {
          setImmediate(resolve);
        });
      }
      if (!goesOn()) return;
    }
    this.now = Math.max(this.now, end);
  }

  private push(event: SystemEvent): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (!parent || isBefore(parent, event)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = event;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      if (!left) break;
      const [child, childIndex] =
        right && isBefore(right, left) ? ([right, 2 * index + 2] as const) : ([left, 2 * index + 1] as const);
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }
}

function isBefore(a: SystemEvent, b: SystemEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
