import type { Money } from '../../model/money';

/** What was paid for one line of an order, in minor units. */
export interface PaidForLine {
  readonly lineId: string;
  readonly amountMinor: number;
}

/** What was paid for the line, or for the whole order. */
export interface Paid extends Money {
  /** What its failure said of each of its lines, where it is about several. */
  readonly ofLines?: readonly PaidForLine[] | undefined;
}
