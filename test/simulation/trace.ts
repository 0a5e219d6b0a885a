/** Tells what happens in a simulated world, and counts the interesting part of it. */
export class Story {
  readonly lines: string[] = [];
  readonly counts = new Map<string, number>();

  constructor(
    readonly isTold: boolean,
    private readonly startedAt: number,
    private readonly now: () => number,
  ) {}

  /** One line. It is only put into words if somebody reads it. */
  tell(who: string, what: () => string): void {
    if (this.isTold) this.lines.push(`${this.time()}  ${who.padEnd(22)} ${what()}`);
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
