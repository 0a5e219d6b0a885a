import type { AuditEvent } from '../../lambdas/audit/audit-event';
import type { AuditPage, AuditRange, AuditTrail } from '../../lambdas/audit/audit-trail';

/** The audit trail in memory. */
export class MemoryAuditTrail implements AuditTrail {
  readonly events: AuditEvent[] = [];
  /** It takes so many events more, and then none. */
  takes = Infinity;

  async append(event: AuditEvent): Promise<void> {
    if (this.takes-- <= 0) throw new Error('the audit trail takes nothing');
    this.events.push(event);
  }

  async read({ day, after = '0', limit }: AuditRange): Promise<AuditPage> {
    const ofDay = this.events.filter(({ at }) => at.startsWith(day));
    const [from, to] = [Number(after), Number(after) + limit];
    return { events: ofDay.slice(from, to), next: to < ofDay.length ? String(to) : undefined };
  }
}
