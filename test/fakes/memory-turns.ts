import type { FollowUpTurn, FollowUpTurns } from '../../lambdas/ledger/follow/follow-up-turn';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';
import { copied } from './copied';

/** Turns of follow-ups in memory. They keep copies, as a database does. */
export class MemoryTurns implements FollowUpTurns {
  readonly kept = new Map<string, FollowUpTurn>();

  async readTurn(customerId: string): Promise<FollowUpTurn | undefined> {
    return copied(this.kept.get(customerId));
  }

  async saveTurn(next: FollowUpTurn): Promise<SaveResult> {
    if ((this.kept.get(next.customerId)?.version ?? 0) !== next.version - 1) return 'stale';
    this.kept.set(next.customerId, copied(next));
    return 'saved';
  }
}
