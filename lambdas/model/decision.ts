import type { HoldCause } from './guards/hold-cause';
import type { RemedyPart } from './remedy';

/** What one failure earns its customer. A refusal is a value with reasons like the others, not an exception. */
export type Decision = GiveDecision | HoldDecision | NoneDecision;

interface Reasoned {
  /** Why, in plain words that a customer's advocate can repeat. Never personal data: the ledger keeps them. */
  readonly reasons: readonly string[];
  /**
   * Which policy decided, with which options. The commitment keeps it, so that a later policy changes nothing that was
   * decided.
   */
  readonly policyVersion: string;
}

/** What is given, or would be once a person approves it. */
export interface DecidedRemedy {
  readonly parts: readonly RemedyPart[];
  /** Who bears the cost, where the policy says so. */
  readonly recovery?: Recovery | undefined;
  /** By when a published schedule or a deadline requires it to be given. ISO 8601. */
  readonly owedBy?: string | undefined;
  /** That time stands still while somebody who was asked for more has not answered, as its schedule says. */
  readonly owedStops?: boolean | undefined;
  /** What it makes good, so that the same is not made good again under another name. */
  readonly covers?: readonly Covered[] | undefined;
  /** By which ids the provider knows its payment as well: another detector may name it by one of these. */
  readonly otherPaymentIds?: readonly string[] | undefined;
  /** The apology waits until a person has approved its words, or has written others. The money does not wait. */
  readonly wordsWait?: boolean | undefined;
  /** What is owed as well, and the payment does not cover. It is held as a remedy of its own. */
  readonly uncovered?: Uncovered | undefined;
  /** Which failure of its customer it is within a time. Missing for the first one. */
  readonly repeat?: Repeat | undefined;
  /** Who of the company asked for it, where it is a gesture of theirs. They do not approve it. */
  readonly askedBy?: AskedBy | undefined;
}

/** A verified identity, and which person that is, where it is certain. */
export interface AskedBy {
  readonly actor: string;
  readonly person?: string | undefined;
}

/** That a customer was let down before, not long ago. */
export interface Repeat {
  /** 2 for the second failure within these days. */
  readonly count: number;
  readonly days: number;
  /** How many hours its owner has to write the mail. Missing where nobody has to. */
  readonly ownerHours?: number | undefined;
}

/** Something of a purchase that a remedy makes good: the shipping of an order, a service in a span of time. */
export interface Covered {
  /** In business ids, such as `shipping` or `service/svc_1`. Never personal data: the ledger keeps it. */
  readonly what: string;
  /** From when, where it is about time. ISO 8601. */
  readonly from?: string | undefined;
  /** Until when, where it is about time. ISO 8601. */
  readonly until?: string | undefined;
}

/** What a payment does not cover of what is owed, and why. */
export type Uncovered = Pick<HoldDecision, 'parts' | 'reasons' | 'owedBy'>;

/** Who bears the cost of a remedy. It is published for the finance system, which recovers it from that party. */
export interface Recovery {
  readonly bearer: 'platform' | 'merchant' | 'carrier';
  /** The merchant's or carrier's business id. */
  readonly partyId?: string | undefined;
  readonly amountMinor: number;
  readonly currency: string;
  /** Why that party bears it, in plain words. */
  readonly why: string;
}

export interface GiveDecision extends Reasoned, DecidedRemedy {
  readonly outcome: 'give';
}

export const awaitedEvents = ['captured', 'dispute-closed', 'account-working'] as const;

/** Something that has to arrive before anything is given. */
export interface Awaited {
  /** What, in plain words: `the merchant’s answer`, `a photo`. */
  readonly what: string;
  /** How long it is awaited. ISO 8601. */
  readonly until: string;
  /** What follows if it has not arrived by then. */
  readonly then: 'give' | 'person';
  /** What ends the wait before its time. Whoever knows of it is asked again and again. */
  readonly event?: AwaitedEvent | undefined;
  /** The account that has to work again, by the name of its breaker. */
  readonly account?: string | undefined;
  /** Who has to answer, where that is somebody: a customer may be told so. */
  readonly from?: 'seller' | 'customer' | undefined;
}

/**
 * Something that happens elsewhere: a payment is captured, a dispute is closed, the account at the provider works
 * again.
 */
export type AwaitedEvent = (typeof awaitedEvents)[number];

/** A person must decide before anything is given, or something is awaited. `parts` is what would be given. */
export interface HoldDecision extends Reasoned, DecidedRemedy {
  readonly outcome: 'hold';
  /** Held because of its incident and for no other reason. One verdict on the incident then releases it. */
  readonly withIncident?: boolean | undefined;
  /** Missing where the decision itself is in doubt. */
  readonly cause?: HoldCause | undefined;
  /** Held until something arrives: the same failure published again with it decides the case. */
  readonly awaits?: Awaited | undefined;
}

export interface NoneDecision extends Reasoned {
  readonly outcome: 'none';
}

/** A decision that is committed before anything else happens. */
export type BindingDecision = GiveDecision | HoldDecision;

/** What a failure type's own policy says, before the rules that hold for all failure types. */
export type PolicyDecision =
  Omit<GiveDecision, 'policyVersion'> | Omit<HoldDecision, 'policyVersion'> | Omit<NoneDecision, 'policyVersion'>;
