import type { RequestSource } from '../../lambdas/audit/audit-event';

/** How a request came to a console that others reach than its machine alone. The audit trail says it. */
export interface Arrival {
  /** The id that AWS gave it. */
  readonly requestId: string;
  readonly from: RequestSource;
}
