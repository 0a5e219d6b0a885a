import type { RemedyPart } from './remedy';

/**
 * What one failure earns its customer. A refusal is a value like the others: it has reasons and is told, and nothing is
 * thrown.
 */
export type Decision = GiveDecision | HoldDecision | NoneDecision;

interface Reasoned {
  /** Why, in plain words that a customer's advocate can repeat. Never personal data: the ledger keeps them. */
  readonly reasons: readonly string[];
  /** Which policy decided, with which options. It stays with the claim, so that a later policy changes nothing promised. */
  readonly policyVersion: string;
}

/** What would be given, or is. */
interface Gift {
  readonly parts: readonly RemedyPart[];
  /** Who bears the cost, where the policy says so. */
  readonly recovery?: Recovery | undefined;
  /** Until when a published schedule or a promise says that it has to be given. ISO 8601. */
  readonly owedBy?: string | undefined;
}

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

export interface GiveDecision extends Reasoned, Gift {
  readonly outcome: 'give';
}

/** Something that is still to come before anything is given. */
export interface Awaited {
  /** What, in plain words: `the merchant’s answer`, `a photo`. */
  readonly what: string;
  /** Until when it is waited for. ISO 8601. */
  readonly until: string;
  /** What follows if it has not come by then. */
  readonly then: 'give' | 'person';
}

/** A person must look before anything is given, or something is waited for. `parts` is what would be given. */
export interface HoldDecision extends Reasoned, Gift {
  readonly outcome: 'hold';
  /** Held because of its incident, and for nothing else. One word for the incident then releases it. */
  readonly withIncident?: boolean | undefined;
  /** Held until something comes: the same failure published again with it decides the case. */
  readonly awaits?: Awaited | undefined;
}

export interface NoneDecision extends Reasoned {
  readonly outcome: 'none';
}

/** A decision that binds: it is claimed before anything else happens. */
export type BindingDecision = GiveDecision | HoldDecision;

/** What a failure type's own policy says, before the rules that hold for all failure types. */
export type PolicyDecision =
  Omit<GiveDecision, 'policyVersion'> | Omit<HoldDecision, 'policyVersion'> | Omit<NoneDecision, 'policyVersion'>;
