import type { HoldCause } from '../model/guards/hold-cause';
import type { Paid } from './given/paid';
import type { PartOutcome } from '../fulfilment/port/part-outcome';
import type { Awaited, Covered, Recovery, Uncovered, Repeat } from '../model/decision';
import type { RecordedReason } from '../model/judging/reason-code';
import type { RemedyPart } from '../model/remedy';
import type { Decider } from './decider';
import type { Doubt } from './seal/seals';

/** Where a remedy stands. Which state may follow which is the table in `transitions.ts`. */
export type RemedyState =
  | 'held'
  | 'approved'
  | 'rejected'
  | 'executing'
  | 'issued'
  | 'pending'
  | 'declined'
  | 'unknown'
  | 'late-failed'
  | 'fallback'
  | 'needs-attention';

/** One part of a remedy with what became of it. The parts of a held remedy are only planned. */
export interface PartRecord {
  /** What was decided. It never changes. */
  readonly part: RemedyPart;
  /** From 1 on. With the remedyId it makes the provider's idempotency key. */
  readonly number: number;
  readonly key: string;
  /** When the key may first have been used. The provider forgets it some time after. ISO 8601. */
  readonly keySince?: string | undefined;
  /** The number of the part that failed for good, in whose place this one is given. */
  readonly insteadOf?: number | undefined;
  /** Not to be carried out before. ISO 8601. */
  readonly notBefore?: string | undefined;
  /** Somebody accepted a call: by when they make it, and when that was recorded. ISO 8601. */
  readonly accepted?: AcceptedCall | undefined;
  /** Since when it is known that a call was not made in time. ISO 8601. */
  readonly overdueSince?: string | undefined;
  /** What is expected back from the customer, and what came of it. */
  readonly returned?: Return | undefined;
  /** A person takes an unused credit back. Once it is refused as `cancelled`, it has never been. */
  readonly withdrawal?: Withdrawal | undefined;
  /** That it failed, as somebody says whom a secret alone vouches for. */
  readonly reported?: ReportedFailure | undefined;
  readonly outcome: PartOutcome | { readonly state: 'planned' };
}

/**
 * A webhook says that a part failed. Nothing follows from it but a question to whoever gave the part. What is denied is
 * kept, so that the next report is not asked about at once.
 */
export type ReportedFailure =
  | { readonly state: 'to-ask'; readonly saidAt: string; readonly askAt: string }
  | { readonly state: 'denied'; readonly at: string };

/** A call that somebody accepted, whatever came of it. */
export interface AcceptedCall {
  /** By when the customer is called, or written to. ISO 8601. */
  readonly by: string;
  /** When it was recorded. A mail that speaks of an earlier version did not promise it. ISO 8601. */
  readonly at: string;
}

/** An old thing for which a new one was sent in advance. */
export interface Return {
  /** Until when it is expected. ISO 8601. */
  readonly by: string;
  readonly state: 'expected' | 'came' | 'let-go' | 'person';
}

/** A person's request to take a credit back. */
export interface Withdrawal {
  /** The verified identity of the person who asked for it. */
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Until when a remedy is owed, by a published schedule or a deadline of our own. */
export interface Owed {
  /** ISO 8601. */
  readonly by: string;
  /** How often it was escalated because the time runs out. */
  readonly escalations: number;
  /** The time stands still while somebody who was asked has not answered, as its schedule says. */
  readonly stops?: boolean | undefined;
  /** For how long it stood still, or will until an answer is wanted by, in ms. */
  readonly stoppedMs?: number | undefined;
}

/** One line of the record's history: what it became, when and why. */
export interface HistoryLine {
  readonly version: number;
  readonly at: string;
  readonly state: RemedyState;
  readonly why: string;
}

/** A person's approval of a hold. */
export interface Approval {
  /** The verified identity of the person who approved. */
  readonly actor: string;
  /** Which person that is, where it is certain: {@link Decider}. */
  readonly person?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
  readonly why: string;
  /** Which verdict on its incident, where it was approved with that. */
  readonly verdict?: number | undefined;
}

/** What a person wrote to the customer beside a verdict. The text is personal, and kept with the envelope. */
export interface MessageRef {
  readonly messageId: string;
  /** The verified identity of the person who wrote it. */
  readonly actor: string;
}

/** Why a remedy waits, and for whom. */
export interface Hold {
  /** Missing where the decision itself was in doubt. */
  readonly cause?: HoldCause | undefined;
  /** The cause in words. While the remedy is held it is the first of its reasons. */
  readonly why?: string | undefined;
  /** After it the hold is overdue. ISO 8601. */
  readonly deadline: string;
  /** When to escalate next. ISO 8601. */
  readonly escalateAt: string;
  readonly escalations: number;
  /** How many different people have to approve. */
  readonly approvalsNeeded: 1 | 2;
  readonly approvals: readonly Approval[];
  /** The message of the verdict that won, or of the last approver who wrote one. */
  readonly message?: MessageRef | undefined;
  /** Held because of its incident alone: then one decision on the whole incident releases it. */
  readonly withIncident: boolean;
  /** What is waited for before anything is given. */
  readonly awaits?: Awaited | undefined;
  /** When the customer is told that it waits, or that it still does, if it waits until then. ISO 8601. */
  readonly announceAt?: string | undefined;
  /** The seller was waited for, and is not any more. A customer who was told of the wait hears so. */
  readonly waitOver?: WaitOver | undefined;
  /** Whom people asked for more, the oldest first. */
  readonly asked?: readonly AskedOf[] | undefined;
  /** How long its clock stands still for them. Missing where it goes on. */
  readonly stopped?: StoppedClock | undefined;
}

/** That a wait for somebody who was asked does not count against those who decide. */
export interface StoppedClock {
  /** For how long, in ms: until they answered, or until their answer is wanted. */
  readonly ms: number;
  /** The most that it may be in all, in ms. */
  readonly mostMs: number;
  /** What was asked before does not count any more: people have extended the hold since. ISO 8601. */
  readonly from?: string | undefined;
}

/** How a wait for the seller ended. */
export interface WaitOver {
  /** `nothing-owed`: nothing is owed any more, and no person had to decide so. */
  readonly how: 'silent' | 'answered' | 'nothing-owed';
  /** The version of the record that says so first. Mails of earlier ones spoke of the wait. */
  readonly asOf: number;
}

/** A question to whoever published the failure. Its text, and that of the answer, are kept with the envelope. */
export interface AskedOf {
  readonly inquiryId: string;
  /** The source that is asked. */
  readonly of: string;
  /** The verified identity of whoever asked. */
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
  /** By when the answer is of use. ISO 8601. */
  readonly by: string;
  /** The bus has taken it. Otherwise nobody knows whether it was sent. */
  readonly isSent?: boolean | undefined;
  /** When the answer came. ISO 8601. */
  readonly answeredAt?: string | undefined;
}

/** The attempt that is carrying a remedy out, outside the function that first handled the failure. */
export interface Execution {
  readonly token: string;
  /** ISO 8601. */
  readonly leaseUntil: string;
}

/** The permanent record of one remedy. It holds no name and no address, is never deleted and never expires. */
export interface RemedyRecord {
  readonly remedyId: string;
  readonly customerId: string;
  /** The failure type. */
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly evidence: 'detected' | 'reported';
  /** Which system published the failure, where that is known: whatever is given later counts against its limit too. */
  readonly source?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly orderId: string;
  readonly lineId?: string | undefined;
  readonly paymentId: string;
  /** By which ids the provider knows that payment as well, where it was held. */
  readonly otherPaymentIds?: readonly string[] | undefined;
  /** What was paid for the line, or for the whole order. */
  readonly paid: Paid;
  /** What of the purchase it makes good. */
  readonly covers?: readonly Covered[] | undefined;
  readonly state: RemedyState;
  readonly parts: readonly PartRecord[];
  readonly reasons: readonly string[];
  readonly policyVersion: string;
  readonly hold?: Hold | undefined;
  /** Why a person rejected it, or what was left of it. */
  readonly rejectedAs?: RecordedReason | undefined;
  readonly owed?: Owed | undefined;
  /** Who bears what it costs. */
  readonly recovery?: Recovery | undefined;
  /** The apology waits until a person has approved its words. */
  readonly wordsWait?: boolean | undefined;
  /** Which failure of its customer it is within a time. Missing for the first one. */
  readonly repeat?: Repeat | undefined;
  /** How often its customer was told that it takes longer: that it waits, and that it still does. */
  readonly announced?: 1 | 2 | undefined;
  /** What the payment does not cover. It is held as a remedy of its own. */
  readonly uncovered?: Uncovered | undefined;
  readonly execution?: Execution | undefined;
  /** A person sends it on its way again, and nobody has begun yet. What is known of its parts is asked for first. */
  readonly retry?: Approval | undefined;
  /** Whose gesture it is. They do not approve it. */
  readonly askedBy?: Decider | undefined;
  /** Who sent it on its way again last. They approve it no more. */
  readonly retriedBy?: Decider | undefined;
  /** How often it was polled since it came to its state, so that it is polled less and less often. */
  readonly pollCount: number;
  /**
   * The state has not been published yet. Version 1 is published by the attempt that records it, or by the next that
   * finds it.
   */
  readonly unpublished?: boolean | undefined;
  /** What of it counts as given has changed, and the customer record does not say so yet. */
  readonly unsettled?: boolean | undefined;
  readonly occurredAt: string;
  readonly detectedAt: string;
  readonly committedAt: string;
  /** The attempt that recorded it, so that it recognises its own write. */
  readonly recordedBy: string;
  /** The attempt that wrote this version, for the same reason. Version 1 is written by the attempt that recorded it. */
  readonly writtenBy?: string | undefined;
  /** When it has to be polled next. Only a waiting record has it, and only that puts it on the index of the waiting. */
  readonly dueAt?: string | undefined;
  /** 1 when recorded, and one more with every write. */
  readonly version: number;
  readonly history: readonly HistoryLine[];
  /**
   * How often what is sealed has changed, if it has. It is sealed too, so that nobody can say of an older version that
   * it is a later one.
   */
  readonly revision?: number | undefined;
  /** Says that we have promised and decided what stands here. */
  readonly seal?: Uint8Array | undefined;
  /** Why nothing is given by it, where it was read and its seal is not ours. It is never stored. */
  readonly doubt?: Doubt | undefined;
}

/** What a record says of its failure, besides what the commitment already says. */
export type RemedyFacts = Pick<
  RemedyRecord,
  'customerId' | 'type' | 'subject' | 'occurrence' | 'evidence' | 'source' | 'occurredAt' | 'detectedAt'
>;

/** When something is recorded, and by which attempt. */
export interface WriteStamp {
  /** ISO 8601. */
  readonly at: string;
  /** The attempt's token. */
  readonly token: string;
  /** Whether what it writes is sealed. @default false */
  readonly isSealing?: boolean | undefined;
}

/** When what had been given failed for the last time. */
export function lastFailureOf({ history }: Pick<RemedyRecord, 'history'>): HistoryLine | undefined {
  return history.findLast(({ state }) => state === 'late-failed');
}

/** The account that a held remedy waits for. */
export function awaitedAccount({ state, hold }: Pick<RemedyRecord, 'state' | 'hold'>): string | undefined {
  return state === 'held' && hold?.awaits?.event === 'account-working' ? hold.awaits.account : undefined;
}

/** Whether a person approved what it gives, and not the end of a wait. */
export function isApprovedByPerson({ hold }: Pick<RemedyRecord, 'hold'>): boolean {
  return hold !== undefined && hold.approvals.length > 0;
}

/** Whether a person looked at this one alone, and approved it. A verdict on an incident is about many. */
export function wasLookedAt({ hold }: Pick<RemedyRecord, 'hold'>): boolean {
  return hold !== undefined && hold.approvals.some(({ verdict }) => verdict === undefined);
}

/** A part whose end is not known. One that failed for good is not carried out again. */
export function isOpen({ outcome }: PartRecord): boolean {
  return outcome.state === 'planned' || outcome.state === 'unknown';
}

/**
 * A part that its partner gave although it had been given up, while something else is still to be given in its place.
 */
export function givenAlready({ parts }: Pick<RemedyRecord, 'parts'>): PartRecord | undefined {
  return parts
    .filter(isOpen)
    .map((part) => givenInPlaceOf(part, parts))
    .find((part) => part !== undefined);
}

/**
 * The part that was given although it had been given up, where another one stands in its place: its partner had said
 * nothing in time.
 */
export function givenInPlaceOf(part: PartRecord, parts: readonly PartRecord[]): PartRecord | undefined {
  const replaced = parts.find(({ number }) => number === part.insteadOf);
  if (!replaced || replaced.outcome.state === 'succeeded') return replaced;
  return givenInPlaceOf(replaced, parts);
}

/**
 * Parts that count: one that failed for good no longer does when another is given in its place, nor does a credit that
 * a person took back.
 */
export function liveParts({ parts }: Pick<RemedyRecord, 'parts'>): readonly PartRecord[] {
  const replaced = new Set(parts.map(({ insteadOf }) => insteadOf));
  return parts.filter((part) => !replaced.has(part.number) && !isWithdrawn(part));
}

/** A person took it back, or would not have it given. */
export function isWithdrawn({ withdrawal, outcome }: PartRecord): boolean {
  return withdrawal !== undefined && outcome.state === 'declined';
}

/** Those that were left to the history keep their numbers too: another part would get the key of one of them. */
export function nextPartNumber(parts: RemedyRecord['parts']): number {
  return Math.max(0, ...parts.map(({ number }) => number)) + 1;
}

/** The worst part speaks for the whole: what is not known comes before what failed, and that before what still runs. */
export function stateOf(
  parts: readonly Pick<PartRecord, 'part' | 'outcome'>[],
): 'issued' | 'pending' | 'declined' | 'unknown' {
  const states = parts.map(stateOfPart);
  if (states.includes('unknown') || states.includes('planned')) return 'unknown';
  if (states.includes('declined')) return 'declined';
  if (states.includes('pending')) return 'pending';
  return 'issued';
}

/** The apology does not wait for a call, and promises it only where somebody has accepted it. */
function stateOfPart({ part, outcome }: Pick<PartRecord, 'part' | 'outcome'>): PartRecord['outcome']['state'] {
  return part.kind === 'callback' && outcome.state === 'pending' ? 'succeeded' : outcome.state;
}
