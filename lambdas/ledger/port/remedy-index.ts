import type { RemedyKey } from './ledger';

/** By what remedies are found where nobody knows the customer. Each is an index, and not every table has it. */
export const remedyIndexes = ['reference', 'order', 'payment'] as const;

export type RemedyIndex = (typeof remedyIndexes)[number];

/** Finds remedies where nobody knows the customer. */
export interface RemedyLookUp {
  /** The indexes that the table has. */
  readonly indexes: readonly RemedyIndex[];
  /**
   * Some of those that fit. An index lags a second or two.
   *
   * @param value of the order or the payment the whole id, of the remedy how its id begins
   */
  remediesBy(index: RemedyIndex, value: string): Promise<RemedyKey[]>;
}
