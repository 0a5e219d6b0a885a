import { listOf, listOfNotice, waitingShards } from '../../lambdas/ledger/dynamo/dynamo-keys';
import { sumsOf } from '../../lambdas/ledger/follow/dynamo-incident-fixes';
import type { Hurt, IncidentFix, IncidentFixes } from '../../lambdas/ledger/follow/incident-fix';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';
import type { Waiting } from '../../lambdas/ledger/port/waiting-list';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { copied } from './copied';
import type { MemoryLedger } from './memory-ledger';

/** Ends of incidents in memory, with those whom they hurt on the lists that the index of the real table has. */
export class MemoryFixes implements IncidentFixes {
  readonly kept = new Map<string, IncidentFix>();

  constructor(private readonly ledger: Pick<MemoryLedger, 'records' | 'notices'>) {}

  async readFix(incidentId: string): Promise<IncidentFix | undefined> {
    return copied(this.kept.get(incidentId));
  }

  async saveFix(next: IncidentFix): Promise<SaveResult> {
    if ((this.kept.get(next.incidentId)?.version ?? 0) !== next.version - 1) return 'stale';
    this.kept.set(next.incidentId, copied(next));
    return 'saved';
  }

  async undecidedFixes(limit: number): Promise<readonly string[]> {
    return [...this.kept.values()]
      .filter(({ decided }) => !decided)
      .slice(0, limit)
      .map(({ incidentId }) => incidentId);
  }

  async hurtBy(incidentId: string, limit: number): Promise<Hurt> {
    const lists = waitingShards.map((shard) => listOf.hurt(incidentId, shard));
    const found = [...this.ledger.notices.values()].filter((notice) => lists.includes(listOfNotice(notice) ?? ''));
    return {
      remedies: found.slice(0, limit).map(({ customerId, remedyId }) => ({ customerId, remedyId })),
      amounts: sumsOf(found.flatMap(({ planned }) => planned?.amounts ?? [])),
      isComplete: found.length <= limit,
    };
  }

  async failedAfter(customerId: string, at: string): Promise<boolean> {
    return [...this.ledger.records.values()].some(
      (record) => record.customerId === customerId && !withoutFailure.includes(record.type) && record.occurredAt > at,
    );
  }

  /** What of it is due, as the index says. */
  due(until: string): Waiting[] {
    return [...this.kept.values()].flatMap(({ incidentId, dueAt }) =>
      dueAt !== undefined && dueAt <= until ? [{ kind: 'fix', incidentId } as const] : [],
    );
  }
}
