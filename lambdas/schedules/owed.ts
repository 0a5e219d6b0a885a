import { money, toDecimal, type Money } from '../model/money';
import { shareOf } from '../model/shares';
import type { Clock, TenderRule } from './schedule';

/** What a table owes for what happened. "Nothing" is a value too, with a reason in plain words. */
export type Owed = (OwedAmount & OwedHow) | OwedNothing;

export interface OwedAmount {
  readonly outcome: 'owed';
  /** In the currency of the table where it names sums, and in the currency paid where it names shares. */
  readonly amount: Money;
  /** The share of what was paid, where the table names shares. */
  readonly shareBasisPoints?: number;
  /** Such as `30 to 59 minutes late: 50 % of the single fare`. */
  readonly reason: string;
}

export interface OwedHow {
  readonly tender: TenderRule;
  /** The deadlines for payment: `deadlineOf` turns them into instants. */
  readonly clocks: readonly Clock[];
}

export interface OwedNothing {
  readonly outcome: 'nothing';
  /** Such as `less than 15 minutes late`. */
  readonly reason: string;
}

/** What one row owes, before the table adds how it is paid. */
export type RowResult = OwedAmount | OwedNothing;

export function nothing(reason: string): OwedNothing {
  return { outcome: 'nothing', reason };
}

export function sum(amount: Money, reason: string): OwedAmount {
  return { outcome: 'owed', amount, reason };
}

/** A share of what was paid, rounded up to the minor unit. */
export function share(paid: Paid, shareBasisPoints: number, reason: string): RowResult {
  if (paid.paidMinor === 0) return nothing('nothing was paid');
  const amount = money(shareOf(paid.paidMinor, shareBasisPoints), paid.currency);
  return { outcome: 'owed', amount, shareBasisPoints, reason };
}

/** What the customer paid, in minor units. */
export interface Paid {
  readonly paidMinor: number;
  readonly currency: string;
}

/** `GBP 10.34`: the same for every reader, because reasons are stored and compared. */
export function amountInWords(amount: Money): string {
  return `${amount.currency} ${toDecimal(amount)}`;
}

/** `12.5 %` */
export function percentInWords(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}
