import { copied } from './copied';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';

/** Keeps a copy of the value if the version that is kept is the one before it. */
export function saveNext<Value extends { readonly version: number }>(
  kept: Map<string, Value>,
  at: string,
  next: Value,
): SaveResult {
  if (next.version !== (kept.get(at)?.version ?? 0) + 1) return 'stale';
  kept.set(at, copied(next));
  return 'saved';
}
