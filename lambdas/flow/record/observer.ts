import type { OutcomeState } from '../../outcomes/outcome';

/** What a remedy just came to. Operators read these words in the logs, so they change as seldom as a contract. */
export type Step =
  | 'committed'
  | 'taken-over'
  | 'fulfilled'
  | 'recorded'
  | 'published'
  | 'duplicate'
  | 'limit-reached'
  | OutcomeState
  | 'hold-escalated'
  | 'hold-overdue'
  | 'hold-approved'
  | 'hold-extended'
  | 'reconsidered'
  | 'awaited-over'
  | 'fallback'
  | 'part-overdue'
  | 'owed-soon'
  | 'owed-overdue'
  | 'unreturned'
  | 'credit-voided'
  | 'response-received'
  | 'contradicted'
  | 'polled'
  | 'sweep'
  | 'dead-lettered'
  | 'incident-held'
  | 'incident-decided'
  | 'switched'
  | 'erased'
  | 'difference'
  | 'reconciled'
  | 'webhook-refused'
  | 'dispute-reported'
  | 'apology-sent'
  | 'apology-unknown'
  | 'apology-repeated'
  | 'mail-delivered'
  | 'mail-failed';

export interface StepTaken {
  readonly step: Step;
  readonly remedyId: string;
  readonly failureType: string;
  /** How long after the failure was published. Given with `apology-sent`. */
  readonly detectToMailMs?: number | undefined;
  /** How many envelopes were `erased`, or differences found when it is `reconciled`. */
  readonly count?: number | undefined;
  /** The verified identity of whoever `erased`. */
  readonly by?: string | undefined;
  /** In a sentence: what the `difference` is, what was `reconciled`, or why somebody `erased`. */
  readonly why?: string | undefined;
}

/** Hears what happens on the road. It cannot stop it: it never throws, and nothing depends on it. */
export interface Observer {
  step(taken: StepTaken): void;
  /** Something went wrong that the road gets over by itself. */
  trouble(remedyId: string, what: string, error: unknown): void;
}
