import type { BookedPart } from '../sim-partner';
import type { AskedCancellation, BookedRefund } from '../sim-provider';
import type { Plain } from '../stored';
import type { AuditedLimits } from './audited-limits';

/** A payment in the provider's own books, in its own numbers. */
export interface ProviderPayment {
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  /** While it is. */
  readonly disputedSince?: number | undefined;
  /** When the last dispute about it was decided. */
  readonly disputeEndedAt?: number | undefined;
  /** For ever, where it was not captured. */
  readonly capturedAt: number;
  /** Nothing will be taken any more, nor can anything go back. */
  readonly isCancelled: boolean;
  readonly cancelledAt: number;
}

/** What of a world the view may look at besides what is reported to it. */
export interface Evidence {
  readonly now: () => number;
  readonly stored: (pk: string, sk: string) => Plain;
  readonly refunds: readonly BookedRefund[];
  readonly payments: ReadonlyMap<string, ProviderPayment>;
  /** The last cancellation that was asked for, by remedy. */
  readonly cancellations: ReadonlyMap<string, AskedCancellation>;
  readonly partnerBook: ReadonlyMap<string, BookedPart>;
  readonly limits: AuditedLimits;
}
