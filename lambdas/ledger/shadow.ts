import type { BindingDecision } from '../model/decision';

/** What would have been given, had its failure type not been in shadow mode. Nothing was committed and nothing paid. */
export interface Shadow {
  readonly customerId: string;
  readonly remedyId: string;
  readonly type: string;
  readonly decision: BindingDecision;
  readonly occurredAt: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}
