import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Answer } from '../../asking/ask';
import { OperatorApiError, type OperatorApi } from '../../asking/operator-api';
import { isNarrow, isWanted, type AuditFilter } from './audit-filter';

/** A part of a day that was looked through. */
export interface TrailPart {
  readonly events: readonly AuditEvent[];
  /** How many events were looked through to find these. */
  readonly looked: number;
  /** Where to read on. Missing where the day has no more. */
  readonly next?: string | undefined;
}

/** What was found in it, and where the day goes on. */
export type DayPart = Pick<TrailPart, 'events' | 'next'>;

const perPage = 50;

/** Each reading of the trail stands in it, too, and each event is an object of its own: so much is read for a page. */
const readAtOnce = 200;
const mostReadings = 10;

/** The next events that are wanted. Where few fit it ends before it has looked through a whole day. */
export async function readTrail(api: OperatorApi, filter: AuditFilter, after?: string): Promise<Answer<TrailPart>> {
  const [limit, readings] = isNarrow(filter) ? [readAtOnce, mostReadings] : [perPage, 1];
  const events: AuditEvent[] = [];
  let [looked, next] = [0, after];
  for (let reading = 0; reading < readings && events.length < perPage; reading++) {
    const query = { day: filter.day, limit: String(limit), after: next };
    const answer = await ask(api, operations.listAudit, { query });
    if (answer.is === 'refused') return answer;
    events.push(...answer.value.events.filter((event) => isWanted(event, filter)));
    looked += answer.value.events.length;
    next = answer.value.next;
    if (next === undefined) break;
  }
  return { is: 'done', value: { events, looked, next } };
}

/**
 * The whole rest of a day, a part at a time.
 *
 * @throws {@link OperatorApiError} where it ends before its time: nobody takes half a day for a whole one
 */
export async function* restOfDay(api: OperatorApi, filter: AuditFilter, first: TrailPart): AsyncGenerator<DayPart> {
  let { next } = first;
  yield { events: first.events, next };
  while (next !== undefined) {
    const answer = await ask(api, operations.listAudit, { query: { day: filter.day, limit: '500', after: next } });
    if (answer.is === 'refused') throw new OperatorApiError(`The trail cannot be read on: ${answer.why}.`);
    next = answer.value.next;
    yield { events: answer.value.events.filter((event) => isWanted(event, filter)), next };
  }
}
