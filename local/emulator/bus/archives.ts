import { matches } from '../event-pattern/event-pattern';
import type { EventArchive } from '../template/rules';
import type { AcceptedEntry } from './put-events';

/** The events of this run that the archives of the template keep. */
export class Archives {
  private readonly kept = new Map<string, AcceptedEntry[]>();

  constructor(private readonly archives: readonly EventArchive[]) {}

  keep(entry: AcceptedEntry): void {
    for (const { arn, busName, pattern } of this.archives) {
      if (busName !== entry.busName || !matches(pattern, entry.event)) continue;
      const kept = this.kept.get(arn);
      if (kept) kept.push(entry);
      else this.kept.set(arn, [entry]);
    }
  }

  /** What one of them has kept that was published in that time, by the time of the events. */
  between(arn: string, fromMs: number, untilMs: number): readonly AcceptedEntry[] {
    return this.of(arn).filter(({ event: { time } }) => Date.parse(time) >= fromMs && Date.parse(time) <= untilMs);
  }

  of(arn: string): readonly AcceptedEntry[] {
    return this.kept.get(arn) ?? [];
  }
}
