import type { Budget, Spending } from '../../lambdas/ledger/budget';
import { limitIn } from '../../lambdas/model/limits';

/** What was taken of shared limits, to the unit: functions reserve in blocks, and hold a little earlier. */
export class SharedLimits {
  private readonly taken = new Map<string, number>();

  /** Takes of all of them, or of none. @returns the first that has no room */
  take(budgets: readonly Budget[], spending: Spending): Budget | undefined {
    const full = budgets.find((budget) => countsOf(budget, spending).some((count) => !this.hasRoom(count)));
    if (full) return full;
    for (const { name, added } of budgets.flatMap((budget) => countsOf(budget, spending))) {
      this.taken.set(name, (this.taken.get(name) ?? 0) + added);
    }
    return undefined;
  }

  private hasRoom({ name, added, most }: Count): boolean {
    return (this.taken.get(name) ?? 0) + added <= most;
  }
}

interface Count {
  readonly name: string;
  readonly added: number;
  readonly most: number;
}

function countsOf({ name, limit }: Budget, { remedies, amountMinor, currency, reference }: Spending): Count[] {
  const counts = [
    { name: `${name} remedies`, added: remedies, most: limit.remedies },
    { name: `${name} ${currency}`, added: amountMinor, most: limitIn(limit.amountMinor, currency) },
  ];
  if (limit.referenceMinor === undefined || !reference) return counts;
  return [...counts, { name: `${name} in all`, added: reference.amountMinor, most: limit.referenceMinor }];
}
