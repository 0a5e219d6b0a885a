import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { csvOf } from '../../lists/csv';
import { isNarrow, type AuditFilter } from './audit-filter';
import { aboutOf } from './event-text';

const columns = [
  ...['time', 'request', 'actor', 'person', 'operation', 'about', 'why', 'answer', 'status', 'refusal'],
  ...['ip', 'user agent', 'vpc endpoint'],
];

/** Events as CSV, which comes in parts because a day may be long. */
export async function* csvParts(parts: AsyncIterable<readonly AuditEvent[]>): AsyncGenerator<string> {
  yield csvOf([columns]);
  for await (const events of parts) yield csvOf(events.map(rowOf));
}

/** `audit-2026-11-28.csv`. It says so where it is not all of the day. */
export function csvName(filter: AuditFilter): string {
  return `audit-${filter.day}${isNarrow(filter) ? '-narrowed' : ''}.csv`;
}

function rowOf(event: AuditEvent): string[] {
  const { at, requestId, actor, person, operation, why, answer, status, refusal, from } = event;
  const cells = [at, requestId, actor, person, operation, aboutOf(event).join('; '), why, answer, status, refusal];
  return [...cells, from.ip, from.userAgent, from.vpcEndpointId].map((cell) => String(cell ?? ''));
}
