import { recoveryEventSchema, type RecoveryEvent } from '../../../lambdas/outcomes/outcome';

/** The finance system: keeps who bears which loss. */
export class FinanceSystem {
  private readonly byRemedy = new Map<string, RecoveryEvent>();

  /** One line per remedy, however often its event is delivered. */
  get recoveries(): readonly RecoveryEvent[] {
    return [...this.byRemedy.values()];
  }

  record(detail: unknown): void {
    const recovery = recoveryEventSchema.parse(detail);
    this.byRemedy.set(recovery.remedyId, recovery);
  }
}
