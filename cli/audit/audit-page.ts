import type { AuditEvent } from '../../lambdas/audit/audit-event';
import { tableOf } from '../pages/table';

const columns = ['WHEN (UTC)', 'WHO', 'FROM', 'WHAT', 'ABOUT', 'ANSWER', 'WHY'];

export function auditPage(day: string, events: readonly AuditEvent[]): string {
  if (events.length === 0) return `Nothing is in the audit trail of ${day} that fits.`;
  return tableOf(columns, events.map(rowOf));
}

function rowOf(event: AuditEvent): string[] {
  const { at, actor = 'nobody', from, operation, about, withheld = [], why = '' } = event;
  const named = Object.entries(about).map(([name, value]) => `${name}=${textOf(value)}`);
  const given = withheld.map((name) => `${name} (not kept here)`);
  const [, time = ''] = at.split('T');
  return [
    time.slice(0, 8),
    whoOf(actor),
    from.ip ?? '',
    operation,
    [...named, ...given].join(' '),
    answerOf(event),
    why,
  ];
}

/** The role and the session, or the user: what stands in an ARN after the account. */
function whoOf(actor: string): string {
  return actor.split(':').at(-1) ?? actor;
}

function answerOf({ answer, status, refusal }: AuditEvent): string {
  if (answer !== 'refused') return answer;
  return `refused (${status ?? '?'})${refusal === undefined ? '' : `: ${refusal}`}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
