import type { RemedyPart } from './remedy';

/**
 * What one failure earns its customer. A refusal is a value like the others: it has reasons and is told, and nothing is
 * thrown.
 */
export type Decision = GiveDecision | HoldDecision | NoneDecision;

interface Reasoned {
  /** Why, in plain words that a customer's advocate can repeat. Never personal data: the ledger keeps them. */
  readonly reasons: readonly string[];
  /** Which policy decided. It stays with the claim, so that a later policy changes nothing already promised. */
  readonly policyVersion: string;
}

export interface GiveDecision extends Reasoned {
  readonly outcome: 'give';
  readonly parts: readonly RemedyPart[];
}

/** A person must look before anything is given. `parts` is what would be given. */
export interface HoldDecision extends Reasoned {
  readonly outcome: 'hold';
  readonly parts: readonly RemedyPart[];
  /** Held because its incident went over its limit, and for nothing else. One word for the incident then releases it. */
  readonly withIncident?: boolean | undefined;
}

export interface NoneDecision extends Reasoned {
  readonly outcome: 'none';
}

/** A decision that binds: it is claimed before anything else happens. */
export type BindingDecision = GiveDecision | HoldDecision;
