import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { csvOf } from '../../lists/csv';
import { isNarrow, type AuditFilter } from './audit-filter';
import type { DayPart } from './read-trail';
import { aboutOf } from './event-text';

const columns = [
  ...['time', 'request', 'actor', 'person', 'operation', 'about', 'why', 'answer', 'status', 'refusal'],
  ...['ip', 'user agent', 'vpc endpoint'],
];

export interface FileBound {
  /** How long a file may become. */
  readonly mostBytes: number;
  /** The address of the rest of the day. */
  readonly restAt: (after: string) => string;
}

/**
 * Events as CSV, which comes in parts because a day may be long.
 *
 * @param bound a file that would be longer ends with a row that says where the rest is. @default - it may be as long as
 *   it is
 */
export async function* csvParts(parts: AsyncIterable<DayPart>, bound?: FileBound): AsyncGenerator<string> {
  yield csvOf([columns]);
  let bytes = 0;
  for await (const { events, next } of parts) {
    const text = csvOf(events.map(rowOf));
    yield text;
    bytes += Buffer.byteLength(text);
    if (bound && next !== undefined && bytes > bound.mostBytes) {
      yield csvOf([[`This is not all of the day: a file has an end here. The rest is at ${bound.restAt(next)}`]]);
      return;
    }
  }
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
