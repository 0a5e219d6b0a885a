import { outcomeSchema, type Outcome } from '../../../lambdas/outcomes/outcome';

/** What was told of each remedy on the bus, in order, also before it is known which event it came of. */
export class OutcomeLog {
  private readonly byRemedy = new Map<string, readonly Outcome[]>();

  of(remedyId: string): readonly Outcome[] {
    return this.byRemedy.get(remedyId) ?? [];
  }

  /** Keeps an outcome, once, however often it is told. Returns whose it is, or undefined where it is no outcome. */
  hear(detail: unknown): string | undefined {
    const parsed = outcomeSchema.safeParse(detail);
    if (!parsed.success) return undefined;
    const { remedyId, recordVersion, state } = parsed.data;
    const before = this.of(remedyId);
    const isKnown = before.some((known) => known.recordVersion === recordVersion && known.state === state);
    if (!isKnown) this.byRemedy.set(remedyId, [...before, parsed.data]);
    return remedyId;
  }
}
