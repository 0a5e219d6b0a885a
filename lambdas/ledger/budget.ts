import { createHash } from 'node:crypto';
import { dayMs } from '../model/durations';
import { dayIn, inReference } from '../model/guards/reference';
import type { Money } from '../model/money';
import type { BudgetLimit, Limits } from '../model/limits';
import { costIn, currenciesOf, type RemedyPart } from '../model/remedy';

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
  /**
   * Of something small, such as one mail address: when its counter is forgotten, ISO 8601. That half of it is used is
   * nobody's alarm.
   */
  readonly forgottenAt?: string | undefined;
}

/**
 * How many remedies without money one mail address hears of in a day, by whichever customer ids: of what costs nothing
 * no other limit keeps somebody from being written to without end. The address is named by a hash.
 */
export function addressBudget(address: string, { apologiesPerAddressAndDay, timeZone }: Limits, now: Date): Budget {
  const [local = '', host = ''] = address.trim().toLowerCase().split('@');
  // What stands after a plus goes to the same mailbox.
  const mailbox = `${local.split('+')[0] ?? ''}@${host}`;
  const hash = createHash('sha256').update(mailbox).digest('base64url').slice(0, 12);
  return {
    name: `address/${hash}/${dayIn(timeZone ?? 'UTC', now)}`,
    what: "the day's limit of remedies without money for one mail address",
    limit: { remedies: apologiesPerAddressAndDay ?? defaultApologies, amountMinor: {} },
    forgottenAt: new Date(now.getTime() + 2 * dayMs).toISOString(),
  };
}

/** Of a household with a bad day all are written to. */
export const defaultApologies = 5;

/** What was acquired of budgets for one remedy. */
export interface Acquired {
  readonly budgets: readonly Budget[];
  readonly spending: Spending;
}

/** What one remedy took out of budgets, by their names. It is kept with the commitment, to be given back from there. */
export interface Taken {
  readonly from: readonly string[];
  readonly spending: Spending;
}

export function takenBy({ budgets, spending }: Acquired): Taken {
  return { from: budgets.map(({ name }) => name), spending };
}

/**
 * What a remedy of these parts takes out of each budget, or why nobody can say. Limits are counted in one currency per
 * remedy. One that costs nothing counts as a remedy all the same.
 *
 * @param inCurrency of the purchase, where the parts cost nothing
 */
export function spendingOn(
  parts: readonly RemedyPart[],
  { reference: rates }: Pick<Limits, 'reference'>,
  inCurrency: string,
): Spending | { readonly why: string } {
  const [currency = inCurrency, ...others] = currenciesOf(parts);
  if (others.length > 0) return { why: 'it is given in several currencies at once' };
  const amountMinor = costIn(parts, currency);
  const spending = { remedies: 1, amountMinor, currency };
  if (!rates) return spending;
  const reference = inReference({ amountMinor, currency }, rates);
  if (!reference) return { why: `no rate from ${currency} into ${rates.currency} is set` };
  return { ...spending, reference };
}

/**
 * Where shared limits are counted. A crash can only leave money unspent: what is given back is noted as given back
 * before, by whoever calls.
 */
export interface BudgetStore {
  /**
   * Reserves, if the whole of it still fits.
   *
   * @returns false where it does not fit. A reply that was lost may have reserved twice, which only under-spends.
   */
  reserve(budget: Budget, spending: Spending): Promise<boolean>;
  /**
   * Reserves for one remedy, once, however often it is asked until that is confirmed.
   *
   * @param mark of the remedy
   * @returns false where it does not fit
   */
  reserveOnce(budget: Budget, spending: Spending, mark: string): Promise<boolean>;
  /** What was reserved with the mark was spent: nobody asks for it any more, and the mark is forgotten. */
  confirm(name: string, mark: string): Promise<void>;
  /**
   * Gives back what was reserved of the budget with that name, once, however often the request itself is repeated.
   *
   * @param mark of this giving back alone
   */
  giveBack(name: string, spending: Spending, mark: string): Promise<void>;
}
