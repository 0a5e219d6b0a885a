/** Who bears what a remedy costs. It is told to the finance system, which claims it from whoever that is. */
export interface Recovery {
  readonly bearer: 'platform' | 'merchant' | 'carrier';
  /** The merchant's or carrier's business id. */
  readonly partyId?: string | undefined;
  readonly amountMinor: number;
  readonly currency: string;
  /** Why it is theirs, in plain words. */
  readonly why: string;
}
