import type { OutcomeState } from '../outcomes/outcome';

/** What a remedy just came to. Operators read these words in the logs, so they change as seldom as a contract. */
export type Step =
  | 'claimed'
  | 'taken-over'
  | 'fulfilled'
  | 'recorded'
  | 'published'
  | 'duplicate'
  | OutcomeState
  | 'apology-sent'
  | 'apology-unknown'
  | 'apology-repeated';

export interface StepTaken {
  readonly step: Step;
  readonly remedyId: string;
  readonly failureType: string;
  /** How long after the failure was published. Given with `apology-sent`. */
  readonly detectToMailMs?: number | undefined;
}

/** Hears what happens on the road. It cannot stop it: it never throws, and nothing depends on it. */
export interface Observer {
  step(taken: StepTaken): void;
  /** Something went wrong that the road gets over by itself. */
  trouble(remedyId: string, what: string, error: unknown): void;
}
