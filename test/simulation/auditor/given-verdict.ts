/** A person's verdict on an incident, as the operator API was told it. Times are in ms since the epoch. */
export interface GivenVerdict {
  readonly incidentId: string;
  readonly verdict: 'approve' | 'withdraw';
  readonly person: string;
  readonly begunAt: number;
  /** Missing until that person is answered. */
  answeredAt?: number | undefined;
  answer?: 'done' | 'refused' | undefined;
  readonly tailHours: number;
  /** What that person had seen waiting. */
  readonly seen: SeenCohort;
}

export interface SeenCohort {
  readonly remedies: number;
  readonly amounts: readonly { readonly amountMinor: number; readonly currency: string }[];
}

/** What is withdrawn is not about what was seen. */
export const nothingSeen: SeenCohort = { remedies: 0, amounts: [] };
