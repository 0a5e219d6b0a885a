/** The limits of a world, as its auditor knows them. Without a person nothing goes beyond them. */
export interface AuditedLimits {
  readonly perRemedy: Amounts;
  readonly perCustomer: CountedLimit & { readonly windowDays: number };
  readonly perFailureTypeAndDay: CountedLimit;
  readonly perIncident: CountedLimit;
  readonly perDay: CountedLimit;
  readonly perSourceAndDay?: CountedLimit | undefined;
  /** Of one person who gives of their own accord, and which failures stand for that here. */
  readonly perGiverAndDay?: CountedLimit | undefined;
  readonly typeOfGestures?: string | undefined;
  readonly twoPeopleAbove: Amounts;
  /** How many units of each currency one unit of the reference currency buys, of which `referenceMinor` has cents. */
  readonly reference?: { readonly unitsFor: Amounts } | undefined;
  /** Where a day begins. */
  readonly timeZone?: string | undefined;
}

/** In minor units, by currency. A currency that is not named has the limit 0. */
export type Amounts = Readonly<Record<string, number>>;

export interface CountedLimit {
  readonly remedies: number;
  readonly amountMinor: Amounts;
  /** All currencies together. */
  readonly referenceMinor?: number | undefined;
}
