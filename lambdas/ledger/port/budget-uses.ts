import type { Money } from '../../model/money';

/**
 * How much of a budget is taken. Functions reserve it in blocks, so it is at least what was given of it, and often some
 * more.
 */
export interface BudgetUse {
  readonly remedies: number;
  /** By currency, in the order of their codes. */
  readonly amounts: readonly Money[];
  /** All of it in the reference currency. In two of them where that was changed meanwhile. */
  readonly inReference: readonly Money[];
}

/** What is taken of budgets, for a person who looks. It may lag by a moment, and nothing is decided by it. */
export interface BudgetUses {
  /** Those of these that anything was ever reserved of, by their names. */
  usesOf(names: readonly string[]): Promise<ReadonlyMap<string, BudgetUse>>;
}
