/** What a service takes that has a limit: so many requests a second, of which it saves up those of one second. */
export class LimitedRate {
  taken = 0;
  refused = 0;
  private saved: number;
  private countedAtMs: number;

  constructor(
    private readonly nowMs: () => number,
    private readonly perSecond: number,
  ) {
    this.saved = perSecond;
    this.countedAtMs = nowMs();
  }

  /** @returns whether the request is taken */
  take(): boolean {
    const nowMs = this.nowMs();
    const earned = ((nowMs - this.countedAtMs) / 1_000) * this.perSecond;
    this.saved = Math.min(this.perSecond, this.saved + earned);
    this.countedAtMs = nowMs;
    if (this.saved < 1) {
      this.refused++;
      return false;
    }
    this.saved -= 1;
    this.taken++;
    return true;
  }
}
