import type { WatchedSubject, WatchedSubjects } from './watched-subject';

/** Subjects in memory: for a replay, which leaves nothing behind. */
export class MemoryWatchedSubjects implements WatchedSubjects {
  private readonly kept = new Map<string, WatchedSubject>();

  async read(subject: string): Promise<WatchedSubject | undefined> {
    return this.kept.get(subject);
  }

  async save(next: WatchedSubject): Promise<'saved' | 'stale'> {
    if ((this.kept.get(next.subject)?.version ?? 0) !== next.version - 1) return 'stale';
    this.kept.set(next.subject, next);
    return 'saved';
  }

  async due(now: Date, atMost: number): Promise<readonly string[]> {
    const due = this.all().flatMap(({ subject, dueAt }) =>
      dueAt !== undefined && Date.parse(dueAt) <= now.getTime() ? [{ subject, dueAt }] : [],
    );
    return due
      .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
      .slice(0, atMost)
      .map(({ subject }) => subject);
  }

  of(subject: string): WatchedSubject | undefined {
    return this.kept.get(subject);
  }

  all(): readonly WatchedSubject[] {
    return [...this.kept.values()];
  }
}
