import type { PartKind } from '../../model/remedy';
import type { PartOutcome } from './part-outcome';

/**
 * What somebody tells by itself about a part of ours: the payment provider, or a partner. News come late, twice and in any
 * order; whoever takes them over compares them with what was promised first.
 */
export interface PartUpdate {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  /** @default 'refund' */
  readonly kind?: PartKind | undefined;
  /** Missing where the news is only that an old thing came back. */
  readonly outcome?: PartOutcome | undefined;
  /** What was given, as whoever gave it says. Missing where that is no money, or nobody said. */
  readonly amountMinor?: number | undefined;
  /** ISO 4217, in upper case. */
  readonly currency?: string | undefined;
  /** The old thing, for which a new one was sent in advance, is back. */
  readonly returned?: true | undefined;
}
