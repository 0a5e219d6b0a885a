import type { Budget } from '../../../ledger/budget';
import type { BudgetUse, BudgetUses } from '../../../ledger/port/budget-uses';
import { budgetsFor, incidentBudget } from '../../../ledger/quota-lease';
import { dayMs } from '../../../model/durations';
import { dayIn } from '../../../model/guards/reference';
import type { Limits } from '../../../model/limits';
import type { Money } from '../../../model/money';

/** What the limits of some days count. */
export interface SpendingView {
  /** In which days begin and end. */
  readonly timeZone: string;
  /** The newest first. */
  readonly days: readonly DaySpending[];
  /** In detail: those that were named. They are counted over all days. */
  readonly incidents?: readonly (Spent & { readonly incidentId: string })[];
}

/** What is looked at beside days and failure types. */
export interface SpendingDetail {
  readonly sources: readonly string[];
  readonly incidentIds: readonly string[];
}

export interface SpendingPorts {
  readonly spending: BudgetUses;
  readonly limits: Limits;
  readonly clock: () => Date;
}

export interface DaySpending {
  /** `2026-11-20`. */
  readonly day: string;
  readonly all: Spent;
  /** Those of which anything was counted. */
  readonly types: readonly (Spent & { readonly failureType: string })[];
  /** The same of sources, in detail. */
  readonly sources?: readonly (Spent & { readonly source: string })[];
}

/** What is counted of one limit, and how much that allows now. */
export interface Spent {
  readonly remedies: number;
  readonly remediesLimit: number;
  /** By currency. */
  readonly amounts: readonly Counted[];
  /** In the reference currency together. */
  readonly inReference: readonly Counted[];
  /** When half of it was used, in detail. ISO 8601. */
  readonly halfAt?: string;
}

interface Counted extends Money {
  /** Missing where nobody set one. */
  readonly limitMinor?: number | undefined;
}

/**
 * What functions have reserved of the limits of these days, today's first.
 *
 * @param detail @default - days and failure types alone
 */
export async function viewSpending(
  days: number,
  failureTypes: readonly string[],
  { spending, limits, clock }: SpendingPorts,
  detail?: SpendingDetail,
): Promise<SpendingView> {
  const timeZone = limits.timeZone ?? 'UTC';
  const today = dayIn(timeZone, clock());
  const { sources, incidentIds } = detail ?? { sources: [], incidentIds: [] };
  const all = Array.from({ length: days }, (_, ago) => budgetsOf(dayBefore(today, ago), failureTypes, sources, limits));
  const ofIncidents = new Map(incidentIds.map((id) => [id, incidentBudget(id, limits)]));
  const names = [
    ...all.flatMap(({ ofDay, ofTypes, ofSources }) => [ofDay, ...ofTypes.values(), ...ofSources.values()]),
    ...ofIncidents.values(),
  ].map(({ name }) => name);
  const uses = await spending.usesOf(names);
  const halves = detail ? await spending.halvesOf(names) : new Map<string, string>();
  const shown = (budget: Budget): Spent => {
    const halfAt = halves.get(budget.name);
    return {
      ...spentOf(budget, uses.get(budget.name) ?? nothing, limits),
      ...(halfAt !== undefined && { halfAt }),
    };
  };
  const used = (budgets: ReadonlyMap<string, Budget>): [string, Budget][] =>
    [...budgets].filter(([, { name }]) => uses.has(name));
  return {
    timeZone,
    days: all.map(({ day, ofDay, ofTypes, ofSources }) => ({
      day,
      all: shown(ofDay),
      types: used(ofTypes).map(([failureType, budget]) => ({ failureType, ...shown(budget) })),
      ...(detail && { sources: used(ofSources).map(([source, budget]) => ({ source, ...shown(budget) })) }),
    })),
    ...(detail && { incidents: [...ofIncidents].map(([incidentId, budget]) => ({ incidentId, ...shown(budget) })) }),
  };
}

const nothing: BudgetUse = { remedies: 0, amounts: [], inReference: [] };

interface DayBudgets {
  readonly day: string;
  readonly ofDay: Budget;
  /** By failure type. */
  readonly ofTypes: ReadonlyMap<string, Budget>;
  readonly ofSources: ReadonlyMap<string, Budget>;
}

/** As whoever takes of them names them. */
function budgetsOf(
  day: string,
  failureTypes: readonly string[],
  sources: readonly string[],
  limits: Limits,
): DayBudgets {
  // A day is named by its date, and at noon it is the same in UTC.
  const [noon, inUtc] = [new Date(`${day}T12:00:00Z`), { ...limits, timeZone: 'UTC' }];
  const both = failureTypes.map((type) => [type, budgetsFor({ type }, inUtc, noon)] as const);
  const ofTypes = both.flatMap(([type, [, ofType]]) => (ofType ? [[type, ofType] as const] : []));
  const [ofDay] = budgetsFor({ type: '' }, inUtc, noon);
  if (!ofDay) throw new Error('no limit counts what is given in a day: budgetsFor has to name one');
  // Where sources have no limit none is counted.
  const ofSources = sources.flatMap((source) => {
    const [, , ofSource] = budgetsFor({ type: '', source }, inUtc, noon);
    return ofSource ? [[source, ofSource] as const] : [];
  });
  return { day, ofDay, ofTypes: new Map(ofTypes), ofSources: new Map(ofSources) };
}

/** A calendar day is no span of 24 hours, so it is counted by its date alone. */
function dayBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10);
}

function spentOf(
  { limit }: Budget,
  { remedies, amounts, inReference }: BudgetUse,
  { reference }: Pick<Limits, 'reference'>,
): Spent {
  return {
    remedies,
    remediesLimit: limit.remedies,
    amounts: amounts.map((money) => counted(money, limit.amountMinor[money.currency])),
    inReference: inReference.map((money) =>
      counted(money, money.currency === reference?.currency ? limit.referenceMinor : undefined),
    ),
  };
}

function counted(money: Money, limitMinor: number | undefined): Counted {
  return { ...money, ...(limitMinor !== undefined && { limitMinor }) };
}
