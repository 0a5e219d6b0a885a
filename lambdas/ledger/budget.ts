import type { Money } from '../model/money';
import type { BudgetLimit } from '../model/limits';

/** What a remedy takes out of a budget, or a function reserves for the remedies to come. */
export interface Spending {
  readonly remedies: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** The same in the reference currency. Missing where limits do not add up currencies. */
  readonly reference?: Money | undefined;
}

/** One shared limit: for a day, a failure type and day, or an incident. */
export interface Budget {
  /** Unique, such as `day/2026-11-21`, `type/VideoPlaybackFailed/2026-11-21` or `incident/2026-11-21-cdn-outage`. */
  readonly name: string;
  /** What it limits, as the reason of a hold says it. */
  readonly what: string;
  readonly limit: BudgetLimit;
}

/**
 * Where shared limits are counted. What is reserved is never given back there, so a crash can only leave money unspent.
 */
export interface BudgetStore {
  /**
   * Reserves, if the whole of it still fits.
   *
   * @returns false where it does not fit. A reply that was lost may have reserved twice, which only under-spends.
   */
  reserve(budget: Budget, spending: Spending): Promise<boolean>;
}
