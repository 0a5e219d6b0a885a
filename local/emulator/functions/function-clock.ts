/** The clock of the functions: that of this machine, or so much ahead of it as a test let pass. */
export class FunctionClock {
  private passedMs = 0;

  /** How far it is ahead. */
  get aheadMs(): number {
    return this.passedMs;
  }

  /** Lets time pass at once. An invocation that is under way does not notice. */
  pass(milliseconds: number): void {
    this.passedMs += milliseconds;
  }
}
