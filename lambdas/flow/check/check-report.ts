import { monthOf, type MarkedCheck, type ShouldHave } from '../../ledger/check/quality-check';
import type { CheckStore } from '../../ledger/port/check-store';

/** What checkers said of the remedies of one failure type, decided by one version of its policy, in one month. */
export interface CheckReportRow {
  /** `2026-11`, in UTC. */
  readonly month: string;
  readonly failureType: string;
  readonly policyVersion: string;
  /** How many were to be checked. */
  readonly chosen: number;
  /** Of these, how many nobody has marked. */
  readonly open: number;
  /** By the last mark on each. */
  readonly right: number;
  readonly wrong: Readonly<Record<ShouldHave, number>>;
}

export interface CheckReport {
  /** The newest month first. */
  readonly rows: readonly CheckReportRow[];
  /** False where a month has more than was read. */
  readonly isComplete: boolean;
}

/** So many checks of a month are counted. */
const mostOfMonth = 10_000;

const atOnce = 1_000;

/** The report of so many months, this one among them. */
export async function reportChecks(
  months: number,
  { checks, clock }: { readonly checks: Pick<CheckStore, 'checksOf'>; readonly clock: () => Date },
): Promise<CheckReport> {
  const read = await Promise.all(monthsUntil(clock(), months).map((month) => checksIn(month, checks)));
  return { rows: read.flatMap(({ found }) => rowsOf(found)), isComplete: read.every((one) => one.isComplete) };
}

/** The newest first. */
export function monthsUntil(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

async function checksIn(month: string, checks: Pick<CheckStore, 'checksOf'>) {
  const found: MarkedCheck[] = [];
  let after: string | undefined;
  while (found.length < mostOfMonth) {
    const page = await checks.checksOf({ month, after, limit: atOnce });
    found.push(...page.checks);
    if (page.next === undefined) return { found, isComplete: true };
    after = page.next;
  }
  return { found, isComplete: false };
}

/** One row for each failure type and policy version, in their order. */
function rowsOf(found: readonly MarkedCheck[]): CheckReportRow[] {
  const groups = new Map<string, MarkedCheck[]>();
  for (const one of found) {
    const name = JSON.stringify([one.check.failureType, one.check.policyVersion]);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, group]) => rowOf(group));
}

function rowOf(group: readonly MarkedCheck[]): CheckReportRow[] {
  const [first] = group;
  if (!first) return [];
  const { failureType, policyVersion } = first.check;
  const wrong = { nothing: 0, less: 0, more: 0, otherwise: 0 };
  let [open, right] = [0, 0];
  for (const { marks } of group) {
    const last = marks.at(-1);
    if (!last) open += 1;
    else if (last.should === undefined) right += 1;
    else wrong[last.should] += 1;
  }
  return [{ month: monthOf(first.check), failureType, policyVersion, chosen: group.length, open, right, wrong }];
}
