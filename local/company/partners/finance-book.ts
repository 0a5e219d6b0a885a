import { recoveryEventSchema, type RecoveryEvent } from '../../../lambdas/outcomes/outcome';

/** Where the finance system writes down who bears which loss. */
export class FinanceBook {
  private readonly entries = new Map<string, RecoveryEvent>();

  /** One line for each remedy, however often it was told. */
  get recoveries(): readonly RecoveryEvent[] {
    return [...this.entries.values()];
  }

  hear(detail: unknown): void {
    const recovery = recoveryEventSchema.parse(detail);
    this.entries.set(recovery.remedyId, recovery);
  }
}
