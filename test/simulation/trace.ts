/**
 * What happens in a simulated world: line by line if that is wanted, and counted where a simulation has to come across
 * it.
 */
export class Trace {
  readonly lines: string[] = [];
  readonly counts = new Map<string, number>();

  constructor(
    readonly isTraced: boolean,
    private readonly startedAt: number,
    private readonly now: () => number,
  ) {}

  /** Adds a line. It is only built where lines are wanted. */
  record(who: string, what: () => string): void {
    if (this.isTraced) this.lines.push(`${this.time()}  ${who.padEnd(22)} ${what()}`);
  }

  /** Something happened that a simulation has to come across. */
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  private time(): string {
    const sinceMs = this.now() - this.startedAt;
    const days = Math.floor(sinceMs / 86_400_000);
    return `day ${String(days).padStart(3)} ${new Date(this.now()).toISOString().slice(11, 23)}`;
  }
}
