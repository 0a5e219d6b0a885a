import type { Failure } from '../failures/failure';
import type { Entry, EntryPart, EntryState } from '../ledger/entry';
import type { NoneDecision } from '../model/decision';
import type { Outcome, OutcomeState } from '../outcomes/outcome';

/** The event that tells how a recorded remedy stands. The contact comes from the failure, for the ledger has none. */
export function outcomeOf(entry: Entry, failure: Failure): Outcome {
  return {
    schemaVersion: 1,
    remedyId: entry.remedyId,
    entryVersion: entry.version,
    failureType: entry.type,
    state: outcomeStateOf(entry.state),
    reasons: [...entry.reasons],
    parts: entry.parts.map(outcomePart),
    detectedAt: entry.detectedAt,
    failure,
  };
}

/** The event that tells that a failure earns nothing, and why. Nothing is recorded of it. */
export function notOwedOutcome(
  remedyId: string,
  failureType: string,
  { reasons }: NoneDecision,
  failure: Failure,
  detectedAt: string,
): Outcome {
  return {
    schemaVersion: 1,
    remedyId,
    entryVersion: 0,
    failureType,
    state: 'none',
    reasons: [...reasons],
    parts: [],
    detectedAt,
    failure,
  };
}

function outcomePart({ number, kind, amountMinor, currency, paymentId, outcome }: EntryPart): Outcome['parts'][number] {
  const providerRef = 'providerRef' in outcome ? outcome.providerRef : undefined;
  const arrival = outcome.state === 'paid' ? outcome.arrival : undefined;
  return { number, kind, amountMinor, currency, paymentId, state: outcome.state, providerRef, arrival };
}

/** The states in which an entry can be recorded, and so be told for the first time. */
export function outcomeStateOf(state: EntryState): Exclude<OutcomeState, 'none'> {
  switch (state) {
    case 'paid':
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'held':
      return state;
    default:
      throw new Error(`no outcome event tells of a remedy that is ${state}`);
  }
}
