import type { Budget, BudgetStore, Spending } from '../../lambdas/ledger/budget';
import { limitIn } from '../../lambdas/model/limits';

/** Budgets in memory. */
export class MemoryBudgets implements BudgetStore {
  /** How often somebody reserved, or tried to: what a counter in a database would be written. */
  requests = 0;
  private readonly remedies = new Map<string, number>();
  private readonly amounts = new Map<string, number>();

  async reserve({ name, limit }: Budget, spending: Spending): Promise<boolean> {
    this.requests++;
    const money = `${name} ${spending.currency}`;
    const remedies = this.reserved(name) + spending.remedies;
    const amountMinor = (this.amounts.get(money) ?? 0) + spending.amountMinor;
    if (remedies > limit.remedies || amountMinor > limitIn(limit.amountMinor, spending.currency)) return false;
    const inReference = `${name} reference`;
    const referenceMinor = (this.amounts.get(inReference) ?? 0) + (spending.reference?.amountMinor ?? 0);
    if (referenceMinor > (limit.referenceMinor ?? Infinity)) return false;
    this.amounts.set(inReference, referenceMinor);
    this.remedies.set(name, remedies);
    this.amounts.set(money, amountMinor);
    return true;
  }

  /** How many remedies are reserved of a budget. */
  reserved(name: string): number {
    return this.remedies.get(name) ?? 0;
  }
}
