import { outcomeSchema, type Outcome } from '../../../lambdas/outcomes/outcome';

/**
 * The outcomes that were published for each remedy, in order, even before it is known which event the remedy belongs
 * to.
 */
export class OutcomeLog {
  private readonly byRemedy = new Map<string, readonly Outcome[]>();

  of(remedyId: string): readonly Outcome[] {
    return this.byRemedy.get(remedyId) ?? [];
  }

  /** Keeps an outcome, once, however often it is published. Returns its remedy, or undefined for other events. */
  record(detail: unknown): string | undefined {
    const parsed = outcomeSchema.safeParse(detail);
    if (!parsed.success) return undefined;
    const { remedyId, recordVersion, state } = parsed.data;
    const before = this.of(remedyId);
    const isKnown = before.some((known) => known.recordVersion === recordVersion && known.state === state);
    if (!isKnown) this.byRemedy.set(remedyId, [...before, parsed.data]);
    return remedyId;
  }
}
