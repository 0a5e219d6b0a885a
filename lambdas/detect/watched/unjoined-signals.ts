import type { Reference } from '../../shop/shop';

/** A subject of a detector of which nobody could say whose it is. No person is in it. */
export interface UnjoinedSignal {
  /** The detector that heard of it. */
  readonly detector: string;
  /** The parcel or session, as the detector calls it. */
  readonly subject: string;
  /** What the shop was asked by. Empty where an older version wrote it. */
  readonly reference: Reference;
  /** The failure types that it may be. */
  readonly types: readonly string[];
  /** A sentence. */
  readonly why: string;
  /** When the shop was asked by this reference for the first time. ISO 8601. */
  readonly since: string;
  /** How often it was asked by this reference. */
  readonly tries: number;
}

/** What of all that could not be joined one request shows. */
export interface UnjoinedList {
  /** Those that wait longest first. */
  readonly signals: readonly UnjoinedSignal[];
  /** False where there is more. */
  readonly isComplete: boolean;
}

/** What detectors could join to no purchase, for people who find out. */
export interface UnjoinedSignals {
  /** The detectors of this deployment. */
  readonly detectors: readonly string[];
  /** At most so many of each detector. */
  list(limit: number, now: Date): Promise<UnjoinedList>;
}
