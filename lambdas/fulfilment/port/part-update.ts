import type { PartKind } from '../../model/remedy';
import type { PartOutcome } from './part-outcome';

/**
 * What the payment provider or a partner reports about a part of ours. Updates may arrive late, twice or out of order;
 * they are compared with what was promised before they are applied.
 */
export interface PartUpdate {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  /** @default 'refund' */
  readonly kind?: PartKind | undefined;
  /** Missing where the update says only that an old thing came back. */
  readonly outcome?: PartOutcome | undefined;
  /** What was given, as the provider or partner says. Missing where it is not money, or was not said. */
  readonly amountMinor?: number | undefined;
  /** ISO 4217, in upper case. */
  readonly currency?: string | undefined;
  /** Every id of the payment that was refunded, where the provider names it. */
  readonly paymentIds?: readonly string[] | undefined;
  /** The old thing, for which a new one was sent in advance, is back. */
  readonly returned?: true | undefined;
}
