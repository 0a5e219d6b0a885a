import type { Tombstone } from '../../lambdas/ledger/envelope';

/** The tombstone of a customer who was erased at that moment. */
export function tombstoneAt(now: Date): Tombstone {
  const at = now.toISOString();
  return { until: at, at };
}
