import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { pseudonymOf } from '../../../lambdas/audit/pseudonym';
import { remedyIdsBegin } from '../../../lambdas/model/remedy-id';
import { idFromPath, idInPath } from '../../../lambdas/operator-api/path-id';

/** Which events of a day are wanted. All that are given have to fit. */
export interface AuditFilter {
  /** In UTC: `2026-11-28`. */
  readonly day: string;
  /** A part of an ARN or of a name, or a whole ARN. */
  readonly by?: string | undefined;
  /** The person behind several sessions, exactly. */
  readonly person?: string | undefined;
  /** The id of a remedy, a customer or anything else, or the reference of a remedy. */
  readonly of?: string | undefined;
}

type Values = Readonly<Record<string, string | undefined>>;

const names = ['by', 'person', 'of'] as const;

/**
 * As it stands in an address. Names and ids are encoded there: they may be mail addresses.
 *
 * @returns undefined where something stands there as nobody here has written it
 */
export function filterIn(values: Values, today: string): AuditFilter | undefined {
  const { day = today } = values;
  const filter: Record<string, string> = { day };
  for (const name of names) {
    const segment = values[name];
    if (segment === undefined) continue;
    const text = idFromPath(segment);
    if (text === undefined || text === '') return undefined;
    filter[name] = text;
  }
  return { ...filter, day };
}

/** The address of a page with what is wanted there. */
export function placeOfAudit(filter: AuditFilter, { path = '/audit', after }: { path?: string; after?: string } = {}) {
  const query = new URLSearchParams({ day: filter.day });
  for (const name of names) {
    const text = filter[name];
    if (text !== undefined) query.set(name, idInPath(text));
  }
  if (after !== undefined) query.set('after', after);
  return `${path}?${query.toString()}`;
}

export function isNarrow(filter: AuditFilter): boolean {
  return names.some((name) => filter[name] !== undefined);
}

export function isWanted(event: AuditEvent, filter: AuditFilter): boolean {
  return isBy(event, filter) && isAbout(event.about, filter.of);
}

function isBy({ actor = '', person = '' }: AuditEvent, filter: AuditFilter): boolean {
  if (filter.person !== undefined && filter.person !== person) return false;
  if (filter.by === undefined) return true;
  if (filter.by.startsWith('arn:')) return filter.by === actor;
  const text = filter.by.toLowerCase();
  return [actor, person].some((name) => name.toLowerCase().includes(text));
}

function isAbout(value: unknown, id: string | undefined): boolean {
  if (id === undefined) return true;
  if (typeof value !== 'object' || value === null) return isNamed(value, id);
  return Object.values(value).some((inner) => isAbout(inner, id));
}

function isNamed(value: unknown, id: string): boolean {
  if (typeof value !== 'string') return false;
  const begin = remedyIdsBegin(id);
  return value === pseudonymOf(id) || value === id || (begin !== undefined && value.startsWith(begin));
}
