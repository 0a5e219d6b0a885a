import { dayMs } from '../model/durations';
import type { Budget, BudgetStore, Spending, Taken } from './budget';
import { sourceTarget } from '../model/controls';
import { dayIn } from '../model/guards/reference';
import { limitIn, type Limits } from '../model/limits';

/** The most remedies reserved at once. At 3,333 remedies a second the counter is then written 52 times a second. */
const largestBlock = 64;

/** No function reserves more of a limit than this at once, so that functions that stop leave little of it unspent. */
const largestShare = 1 / 40;

/** How long a budget that refused is not asked again for as much. It spares the counter while thousands are held. */
const refusalMs = 30_000;

/** Those that were used longest ago are forgotten once there are so many: pools of days gone by. */
const mostLeased = 100;

interface LeasedQuota {
  remedies: number;
  amountMinor: number;
  referenceMinor: number;
  /** How many remedies to reserve next time. It doubles, so that a function that does little reserves little. */
  nextBlock: number;
  refused?: { readonly amountMinor: number; readonly untilMs: number } | undefined;
}

/** Which shared limits a remedy counts against. */
export function budgetsFor(
  {
    type,
    incidentId,
    source,
  }: { readonly type: string; readonly incidentId?: string | undefined; readonly source?: string | undefined },
  limits: Limits,
  now: Date,
): readonly Budget[] {
  const day = dayIn(limits.timeZone ?? 'UTC', now);
  const budgets: Budget[] = [
    { name: `day/${day}`, what: 'the limit of the day', limit: limits.perDay },
    { name: `type/${type}/${day}`, what: `the day's limit for ${type}`, limit: limits.perFailureTypeAndDay },
  ];
  if (source !== undefined && limits.perSourceAndDay) {
    const what = `the day's limit for what ${source} publishes`;
    budgets.push({ name: `source/${source}/${day}`, what, limit: limits.perSourceAndDay });
  }
  if (incidentId === undefined) return budgets;
  return [...budgets, incidentBudget(incidentId, limits)];
}

/** The name on one day of a budget that only some failures count against, and when its counter is forgotten. */
export function ownBudgetOn(name: string, { timeZone }: Pick<Limits, 'timeZone'>, now: Date) {
  const forgottenAt = new Date(now.getTime() + 3 * dayMs).toISOString();
  return { name: `${name}/${dayIn(timeZone ?? 'UTC', now)}`, forgottenAt };
}

const ofAll = ['day', 'type', 'source', 'incident', 'address'];

/** Whether a budget is one of those that only some failures count against. */
export function isOwnBudget(name: string): boolean {
  return !ofAll.includes(name.split('/', 1)[0] ?? '');
}

/** Which source published what took a share of budgets. Undefined where none of them is a source's own. */
export function sourceIn(taken: Taken | undefined): string | undefined {
  const ofSource = taken?.from.find((name) => name.startsWith('source/'));
  return ofSource?.split('/').slice(1, -1).join('/');
}

export function incidentBudget(incidentId: string, limits: Limits): Budget {
  return { name: `incident/${incidentId}`, what: 'the limit of its incident', limit: limits.perIncident };
}

/**
 * The command that stops what fills a budget, for whoever is woken by it: `amends kill source:com.example.player` stops
 * one detector, and the others of its type go on.
 */
export function stopOf({ name }: Pick<Budget, 'name'>): string {
  const [kind, ...rest] = name.split('/');
  const what = kind === 'incident' ? rest.join('/') : rest.slice(0, -1).join('/');
  switch (kind) {
    case 'incident':
      return `amends incidents reject ${what} --why "…"`;
    case 'source':
      return `amends kill ${sourceTarget(what)} --why "…"`;
    case 'type':
      return `amends kill ${what} --why "…"`;
    default:
      return 'amends kill all --why "…"';
  }
}

/**
 * What a function instance may still spend of the shared limits. It reserves in blocks ahead of need and keeps what is
 * left for its next remedies, so that few remedies write to a counter. A crash loses the rest of the blocks: money then
 * stays unspent, and is never spent twice. One per function instance, shared by all its invocations.
 */
export class QuotaLease {
  private readonly leases = new Map<string, LeasedQuota>();

  constructor(
    private readonly store: Pick<BudgetStore, 'reserve'>,
    private readonly clock: () => Date,
  ) {}

  /** @returns the first budget in which it does not fit. Nothing is acquired then from any. */
  async acquire(budgets: readonly Budget[], spending: Spending): Promise<Budget | undefined> {
    for (const [index, budget] of budgets.entries()) {
      if (await this.acquireFrom(budget, spending)) continue;
      this.release(budgets.slice(0, index), spending);
      return budget;
    }
    return undefined;
  }

  /** What was acquired and certainly not committed may be acquired again. */
  release(budgets: readonly Budget[], spending: Spending): void {
    for (const budget of budgets) add(this.leasedOf(budget, spending), spending);
  }

  private async acquireFrom(budget: Budget, spending: Spending): Promise<boolean> {
    const leased = this.leasedOf(budget, spending);
    if (take(leased, spending)) return true;
    if (this.isRefused(leased, spending)) return false;
    const block = blockOf(budget, leased, spending);
    for (const reservation of [block, missing(leased, spending)]) {
      const isGiven = await this.store.reserve(budget, reservation);
      if (isGiven) add(leased, reservation);
      // Halved near the end of a budget, or each of its last remedies would ask twice.
      if (reservation === block) leased.nextBlock = isGiven ? leased.nextBlock * 2 : Math.floor(block.remedies / 2);
      leased.nextBlock = Math.min(largestBlock, Math.max(1, leased.nextBlock));
      if (isGiven && take(leased, spending)) return true;
    }
    // Another remedy of this instance may have reserved more than it needed meanwhile.
    if (take(leased, spending)) return true;
    const untilMs = this.clock().getTime() + refusalMs;
    leased.refused = { amountMinor: spending.amountMinor, untilMs };
    return false;
  }

  private isRefused({ refused }: LeasedQuota, { amountMinor }: Spending): boolean {
    return refused !== undefined && amountMinor >= refused.amountMinor && this.clock().getTime() < refused.untilMs;
  }

  private leasedOf({ name }: Budget, { currency }: Spending): LeasedQuota {
    const key = `${name} ${currency}`;
    const known = this.leases.get(key);
    if (known) {
      // Last among those that are forgotten.
      this.leases.delete(key);
      this.leases.set(key, known);
      return known;
    }
    if (this.leases.size >= mostLeased) this.leases.delete(this.leases.keys().next().value ?? '');
    const leased: LeasedQuota = { remedies: 0, amountMinor: 0, referenceMinor: 0, nextBlock: 4 };
    this.leases.set(key, leased);
    return leased;
  }
}

function take(leased: LeasedQuota, { remedies, amountMinor, reference }: Spending): boolean {
  const referenceMinor = reference?.amountMinor ?? 0;
  if (leased.remedies < remedies || leased.amountMinor < amountMinor) return false;
  if (leased.referenceMinor < referenceMinor) return false;
  leased.remedies -= remedies;
  leased.amountMinor -= amountMinor;
  leased.referenceMinor -= referenceMinor;
  return true;
}

function add(leased: LeasedQuota, { remedies, amountMinor, reference }: Spending): void {
  leased.remedies += remedies;
  leased.amountMinor += amountMinor;
  leased.referenceMinor += reference?.amountMinor ?? 0;
}

function blockOf({ limit }: Budget, { nextBlock }: LeasedQuota, spending: Spending): Spending {
  const { amountMinor, currency, reference } = spending;
  const mostRemedies = limit.remedies * largestShare;
  const mostByAmount = (limitIn(limit.amountMinor, currency) * largestShare) / Math.max(1, amountMinor);
  const mostByReference =
    limit.referenceMinor === undefined || !reference
      ? Infinity
      : (limit.referenceMinor * largestShare) / Math.max(1, reference.amountMinor);
  const remedies = Math.max(1, Math.floor(Math.min(nextBlock, mostRemedies, mostByAmount, mostByReference)));
  const ofBlock = reference && { ...reference, amountMinor: reference.amountMinor * remedies };
  return { remedies, amountMinor: amountMinor * remedies, currency, reference: ofBlock };
}

/** Just what this remedy lacks, for the end of a budget in which no block fits any more. */
function missing(leased: LeasedQuota, { remedies, amountMinor, currency, reference }: Spending): Spending {
  return {
    remedies: Math.max(0, remedies - leased.remedies),
    amountMinor: Math.max(0, amountMinor - leased.amountMinor),
    currency,
    reference: reference && {
      ...reference,
      amountMinor: Math.max(0, reference.amountMinor - leased.referenceMinor),
    },
  };
}
