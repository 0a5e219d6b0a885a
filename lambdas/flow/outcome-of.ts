import type { Entry, EntryPart, EntryState } from '../ledger/entry';
import type { BindingDecision, NoneDecision } from '../model/decision';
import type { Outcome, OutcomeState } from '../outcomes/outcome';

/** The failure an outcome tells of, and when it was published. */
interface Told {
  readonly failure: object;
  readonly detectedAt: string;
}

/**
 * The event that tells how a recorded remedy stands. The contact comes from the failure, for the ledger has none; it is
 * missing where the failure is no longer kept.
 */
export function outcomeOf(entry: Entry, failure: object | undefined): Outcome {
  return {
    schemaVersion: 1,
    remedyId: entry.remedyId,
    customerId: entry.customerId,
    entryVersion: entry.version,
    failureType: entry.type,
    state: outcomeStateOf(entry.state),
    reasons: [...entry.reasons],
    parts: entry.parts.map(outcomePart),
    detectedAt: entry.detectedAt,
    ...(failure && { failure: { ...failure } }),
  };
}

/** The event that tells that a failure earns nothing, and why. Nothing is recorded of it. */
export function notOwedOutcome(remedyId: string, failureType: string, decision: NoneDecision, told: Told): Outcome {
  return unrecorded(remedyId, failureType, 'none', decision.reasons, [], told);
}

/** The event that tells what would have been given. */
export function shadowOutcome(remedyId: string, failureType: string, decision: BindingDecision, told: Told): Outcome {
  const parts = decision.parts.map((part, index) => ({ ...part, number: index + 1, state: 'planned' as const }));
  return unrecorded(remedyId, failureType, 'shadowed', decision.reasons, parts, told);
}

function unrecorded(
  remedyId: string,
  failureType: string,
  state: 'none' | 'shadowed',
  reasons: readonly string[],
  parts: Outcome['parts'],
  { failure, detectedAt }: Told,
): Outcome {
  return {
    schemaVersion: 1,
    remedyId,
    entryVersion: 0,
    failureType,
    state,
    reasons: [...reasons],
    parts,
    detectedAt,
    failure: { ...failure },
  };
}

function outcomePart({ number, kind, amountMinor, currency, paymentId, outcome }: EntryPart): Outcome['parts'][number] {
  const providerRef = 'providerRef' in outcome ? outcome.providerRef : undefined;
  const arrival = outcome.state === 'paid' ? outcome.arrival : undefined;
  return { number, kind, amountMinor, currency, paymentId, state: outcome.state, providerRef, arrival };
}

/** The states of which others are told. */
export function outcomeStateOf(state: EntryState): Exclude<OutcomeState, 'none' | 'shadowed'> {
  switch (state) {
    case 'paid':
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'held':
    case 'late-failed':
    case 'rejected':
    case 'manual':
      return state;
    default:
      throw new Error(`no outcome event tells of a remedy that is ${state}`);
  }
}
