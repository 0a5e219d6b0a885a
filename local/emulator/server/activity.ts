/** Counts work in progress, so that others can wait until there is none. */
export class Activity {
  private inProgress = 0;
  private waiting: (() => void)[] = [];

  /** Counts work that begins. The function that is returned ends it; further calls do nothing. */
  begin(): () => void {
    this.inProgress += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.inProgress -= 1;
      if (this.inProgress === 0) this.release();
    };
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const end = this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Resolves when no event, retry or invocation is in progress. */
  async idle(): Promise<void> {
    if (this.inProgress > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private release(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
