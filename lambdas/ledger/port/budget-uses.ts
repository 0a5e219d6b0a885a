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

/** Notes when half of a budget was used, and an alarm rang. */
export interface HalfNotes {
  /** @param at ISO 8601 */
  noteHalf(name: string, at: string): Promise<void>;
}

/** What is taken of budgets, for a person who looks. It may lag by a moment, and nothing is decided by it. */
export interface BudgetUses {
  /** Those of these that anything was ever reserved of, by their names. */
  usesOf(names: readonly string[]): Promise<ReadonlyMap<string, BudgetUse>>;
  /** When half of each of these was used, by their names, where it was. ISO 8601. */
  halvesOf(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
