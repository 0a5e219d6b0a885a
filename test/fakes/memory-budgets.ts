import type { Budget, BudgetStore, Spending } from '../../lambdas/ledger/budget';
import { limitIn } from '../../lambdas/model/limits';

/** Budgets in memory. */
export class MemoryBudgets implements BudgetStore {
  /** How often somebody reserved, or tried to: what a counter in a database would be written. */
  requests = 0;
  private readonly remedies = new Map<string, number>();
  private readonly amounts = new Map<string, number>();
  private readonly marks = new Set<string>();

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

  async reserveOnce(budget: Budget, spending: Spending, mark: string): Promise<boolean> {
    const unconfirmed = `${budget.name} ${mark} unconfirmed`;
    if (this.marks.has(unconfirmed)) return true;
    this.marks.add(unconfirmed);
    const fits = await this.reserve(budget, spending);
    if (!fits) this.marks.delete(unconfirmed);
    return fits;
  }

  async confirm(name: string, mark: string): Promise<void> {
    this.marks.delete(`${name} ${mark} unconfirmed`);
  }

  async giveBack(name: string, spending: Spending, mark: string): Promise<void> {
    if (this.marks.has(`${name} ${mark}`) || !this.remedies.has(name)) return;
    this.marks.add(`${name} ${mark}`);
    this.remedies.set(name, this.reserved(name) - spending.remedies);
    const back = { [`${name} ${spending.currency}`]: spending.amountMinor };
    if (spending.reference) back[`${name} reference`] = spending.reference.amountMinor;
    for (const [counter, count] of Object.entries(back)) {
      this.amounts.set(counter, (this.amounts.get(counter) ?? 0) - count);
    }
  }

  /** How many remedies are reserved of a budget. */
  reserved(name: string): number {
    return this.remedies.get(name) ?? 0;
  }
}
