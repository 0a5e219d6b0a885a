import type { AuditEvent } from '../../../lambdas/audit/audit-event';

/** About which ids, and with what: `remedyId: rem_8c1f…`. */
export function aboutOf({ about, withheld = [] }: AuditEvent): string[] {
  const named = Object.entries(about).map(([name, value]) => `${name}: ${textOf(value)}`);
  return [...named, ...withheld.map((name) => `${name}: given, and not kept here`)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
