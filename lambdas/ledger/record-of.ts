import { isDeepStrictEqual } from 'node:util';
import { partKey } from '../model/remedy-id';
import { givenBy, type Commitment } from './customer-record';
import { dueOf } from './due';
import { countedParts } from './given/counted-parts';
import {
  stateOf,
  type RemedyRecord,
  type RemedyFacts,
  type PartRecord,
  type Hold,
  type WaitOver,
  type WriteStamp,
} from './remedy-record';
import { dayMs, hourMs } from '../model/durations';

/**
 * The first version of the record of a remedy that was carried out. `outcomes` has one element per part of the
 * decision.
 */
export function recordOf(
  commitment: Commitment,
  facts: RemedyFacts,
  outcomes: readonly PartRecord['outcome'][],
  stamp: WriteStamp,
): RemedyRecord {
  const parts = carriedOutParts(commitment, outcomes, stamp);
  return firstVersion(commitment, facts, { state: stateOf(parts), parts }, stamp);
}

/** The first version of the record of a remedy that was stopped before all of its parts were asked for. */
export function stoppedRecordOf(
  commitment: Commitment,
  facts: RemedyFacts,
  outcomes: readonly PartRecord['outcome'][],
  hold: Hold,
  stamp: WriteStamp,
): RemedyRecord {
  const parts = carriedOutParts(commitment, outcomes, stamp);
  const record = firstVersion(commitment, facts, { state: 'held', parts, hold }, stamp);
  return hold.why === undefined ? record : { ...record, reasons: [hold.why, ...record.reasons] };
}

/** The key of a part that is only planned was not used. */
function carriedOutParts(
  commitment: Commitment,
  outcomes: readonly PartRecord['outcome'][],
  { at }: WriteStamp,
): PartRecord[] {
  const keySince = commitment.committedAt;
  return partsOf(commitment, outcomes)
    .map((part) => (part.outcome.state === 'planned' ? part : { ...part, keySince }))
    .map((part) => withWhatFollows(part, at));
}

/** The first version of a record that waits for a person. */
export function holdingRecordOf(
  commitment: Commitment,
  facts: RemedyFacts,
  hold: Hold,
  stamp: WriteStamp,
): RemedyRecord {
  const planned = commitment.decision.parts.map(() => ({ state: 'planned' }) as const);
  return firstVersion(commitment, facts, { state: 'held', parts: partsOf(commitment, planned), hold }, stamp);
}

/** What becomes of a hold whose wait ended in vain: nobody who approved before knew that, so a person decides anew. */
export const waitedInVain = { awaits: undefined, approvals: [], message: undefined } satisfies Partial<Hold>;

/** What a hold says of it, where the seller was waited for and is not from the next version on. */
export function sellerWaitOver(
  { hold, version }: Pick<RemedyRecord, 'hold' | 'version'>,
  how: WaitOver['how'],
): Pick<Hold, 'waitOver'> {
  return hold?.awaits?.from === 'seller' ? { waitOver: { how, asOf: version + 1 } } : {};
}

/** A hold that begins now, and escalates after three quarters of its time. */
export function newHold(
  at: string,
  holdHours: number,
  terms: Pick<Hold, 'approvalsNeeded' | 'withIncident' | 'awaits' | 'announceAt'>,
): Hold {
  const inHours = (hours: number): string => new Date(Date.parse(at) + hours * hourMs).toISOString();
  return {
    deadline: inHours(holdHours),
    escalateAt: inHours(holdHours * 0.75),
    escalations: 0,
    approvals: [],
    ...terms,
  };
}

/**
 * What follows from what became of a part: from the day a new one is on its way, the old one is expected back, where it
 * is expected at all; a call that somebody accepted is known to be, whatever comes of it.
 */
export function withWhatFollows(recorded: PartRecord, at: string): PartRecord {
  const { part, outcome, returned } = recorded;
  if (part.kind === 'callback') return acceptedCall(recorded, at);
  if (part.kind !== 'replacement' || part.returnWithinDays === undefined) return recorded;
  if (outcome.state !== 'succeeded' || returned !== undefined) return recorded;
  const from = outcome.shipment?.arrivesBy ?? at;
  const by = new Date(Date.parse(from) + part.returnWithinDays * dayMs).toISOString();
  return { ...recorded, returned: { by, state: 'expected' } };
}

function acceptedCall(recorded: PartRecord, at: string): PartRecord {
  const { outcome, accepted } = recorded;
  const by = outcome.state === 'pending' ? outcome.callBy : undefined;
  const isNews = by !== undefined && by !== accepted?.by && Date.parse(by) > Date.parse(at);
  // Whoever accepts it late has until the time that they name.
  return isNews ? { ...recorded, accepted: { by, at }, overdueSince: undefined } : recorded;
}

function firstVersion(
  commitment: Commitment,
  facts: RemedyFacts,
  { state, parts, hold }: Pick<RemedyRecord, 'state' | 'parts' | 'hold'>,
  { at, token }: WriteStamp,
): RemedyRecord {
  const { remedyId, orderId, lineId, paymentId, paid, incidentId, committedAt, decision } = commitment;
  const record: RemedyRecord = {
    remedyId,
    ...facts,
    incidentId,
    orderId,
    lineId,
    paymentId,
    // A usual record stays below a write unit. What was given is known to its customer's record as well.
    otherPaymentIds: decision.outcome === 'hold' ? decision.otherPaymentIds : undefined,
    paid,
    covers: decision.covers,
    state,
    parts,
    reasons: decision.reasons,
    policyVersion: decision.policyVersion,
    hold,
    owed: owedOf(decision),
    recovery: decision.recovery,
    wordsWait: decision.wordsWait,
    repeat: decision.repeat,
    askedBy: decision.askedBy,
    uncovered: decision.uncovered,
    pollCount: 0,
    unsettled: isDeepStrictEqual(countedParts({ state, hold, parts }), givenBy(commitment)) ? undefined : true,
    committedAt,
    recordedBy: token,
    version: 1,
    history: [{ version: 1, at, state, why: `recorded as ${state}` }],
  };
  return { ...record, dueAt: dueOf(record, at) };
}

function owedOf({ owedBy, owedStops }: Commitment['decision']): RemedyRecord['owed'] {
  if (owedBy === undefined) return undefined;
  return { by: owedBy, escalations: 0, ...(owedStops && { stops: true }) };
}

function partsOf({ remedyId, decision }: Commitment, outcomes: readonly PartRecord['outcome'][]): PartRecord[] {
  if (outcomes.length !== decision.parts.length) {
    throw new Error(`${remedyId} has ${decision.parts.length} parts, but ${outcomes.length} outcomes`);
  }
  return decision.parts.map((part, index) => {
    const outcome = outcomes[index] ?? { state: 'planned' };
    return { part, number: index + 1, key: partKey(remedyId, index + 1), outcome };
  });
}
