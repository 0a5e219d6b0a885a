import type { RemedyPart } from '../model/remedy';
import { partKey } from '../model/remedy-id';
import { unreachable } from '../model/unreachable';
import type { PartOutcome } from '../fulfilment/part-outcome';
import type { Claim } from './account';

/** Where a remedy stands. Which state may follow which is the table in `transitions.ts`. */
export type EntryState =
  | 'held'
  | 'approved'
  | 'rejected'
  | 'executing'
  | 'paid'
  | 'pending'
  | 'declined'
  | 'unknown'
  | 'late-failed'
  | 'fallback'
  | 'manual';

/** Where the apology stands. */
export type NoticeState =
  'none' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'complained' | 'suppressed' | 'unknown';

export interface Notice {
  readonly state: NoticeState;
  /** When it came to that state. ISO 8601. */
  readonly at: string;
  /** The attempt that is sending. */
  readonly token?: string | undefined;
  /** SES's id of the mail, once sent. */
  readonly messageId?: string | undefined;
}

/** One part of the remedy with what became of it. A held remedy's parts are only planned. */
export type EntryPart = RemedyPart & {
  /** From 1 on. With the remedyId it makes the provider's idempotency key. */
  readonly number: number;
  readonly key: string;
  readonly outcome: PartOutcome | { readonly state: 'planned' };
};

/** One line of the entry's history: what it became, when and why. */
export interface HistoryLine {
  readonly version: number;
  readonly at: string;
  readonly state: EntryState;
  readonly notice: NoticeState;
  readonly why: string;
}

/** The permanent record of one remedy. It holds no name and no address, is never deleted and never expires. */
export interface Entry {
  readonly remedyId: string;
  readonly customerId: string;
  /** The failure type. */
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly evidence: 'detected' | 'reported';
  readonly incidentId?: string | undefined;
  readonly orderId: string;
  readonly lineId: string;
  readonly state: EntryState;
  readonly parts: readonly EntryPart[];
  readonly reasons: readonly string[];
  readonly policyVersion: string;
  readonly notice: Notice;
  readonly occurredAt: string;
  readonly detectedAt: string;
  readonly claimedAt: string;
  /** The attempt that recorded it, so that it recognises its own write. */
  readonly recordedBy: string;
  /** When somebody has to look next. Only a waiting entry has it, and only that puts it on the index of the waiting. */
  readonly dueAt?: string | undefined;
  /** 1 when recorded, and one more with every write. */
  readonly version: number;
  readonly history: readonly HistoryLine[];
}

/** What an entry says of its failure, besides what the claim already says. */
export type EntryFacts = Pick<
  Entry,
  'customerId' | 'type' | 'subject' | 'occurrence' | 'evidence' | 'incidentId' | 'occurredAt' | 'detectedAt'
>;

/** When something is recorded, and by which attempt. */
export interface Moment {
  /** ISO 8601. */
  readonly at: string;
  /** The attempt's token. */
  readonly by: string;
}

/** The first version of a carried-out remedy's entry. `outcomes` has one element per part of the claim's decision. */
export function recordOf(claim: Claim, facts: EntryFacts, outcomes: readonly PartOutcome[], moment: Moment): Entry {
  return firstVersion(claim, facts, stateOf(outcomes), outcomes, moment);
}

/** The first version of an entry that waits for a person. */
export function holdingRecordOf(claim: Claim, facts: EntryFacts, moment: Moment): Entry {
  const planned = claim.decision.parts.map(() => ({ state: 'planned' }) as const);
  return firstVersion(claim, facts, 'held', planned, moment);
}

function firstVersion(
  claim: Claim,
  facts: EntryFacts,
  state: EntryState,
  outcomes: readonly EntryPart['outcome'][],
  { at, by }: Moment,
): Entry {
  const { remedyId, orderId, lineId, claimedAt, decision } = claim;
  if (outcomes.length !== decision.parts.length) {
    throw new Error(`${remedyId} has ${decision.parts.length} parts, but ${outcomes.length} outcomes`);
  }
  const parts = outcomes.map((outcome, index) => entryPart(claim, index, outcome));
  const why = `recorded as ${state}`;
  return {
    remedyId,
    ...facts,
    orderId,
    lineId,
    state,
    parts,
    reasons: decision.reasons,
    policyVersion: decision.policyVersion,
    notice: { state: 'none', at },
    claimedAt,
    recordedBy: by,
    dueAt: dueAt(state, at),
    version: 1,
    history: [{ version: 1, at, state, notice: 'none', why }],
  };
}

function entryPart(claim: Claim, index: number, outcome: EntryPart['outcome']): EntryPart {
  const part = claim.decision.parts[index];
  if (!part) throw new Error(`${claim.remedyId} has no part ${index + 1}`);
  return { ...part, number: index + 1, key: partKey(claim.remedyId, index + 1), outcome };
}

/** The worst part speaks for the whole: what is not known comes before what failed, and that before what still runs. */
function stateOf(outcomes: readonly PartOutcome[]): EntryState {
  const states = outcomes.map((outcome) => outcome.state);
  if (states.includes('unknown')) return 'unknown';
  if (states.includes('declined')) return 'declined';
  if (states.includes('pending')) return 'pending';
  return 'paid';
}

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** When somebody has to look at an entry in that state, or undefined if nobody has to. */
export function dueAt(state: EntryState, at: string): string | undefined {
  const inMs = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  switch (state) {
    case 'unknown':
    case 'executing':
      return inMs(2 * minute);
    case 'approved':
    case 'declined':
    case 'late-failed':
    case 'fallback':
    case 'manual':
      return inMs(0);
    case 'pending':
      return inMs(day);
    case 'held':
      return inMs(2 * day);
    case 'paid':
    case 'rejected':
      return undefined;
    default:
      return unreachable(state);
  }
}
