import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import type { RemedyRecord, PartRecord, RemedyState } from '../../ledger/remedy-record';
import type { BindingDecision, NoneDecision } from '../../model/decision';
import type { EntitlementPart, RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { Outcome, OutcomePart, OutcomeState } from '../../outcomes/outcome';

/** The failure an outcome is about, and when it was published. */
interface PublishedFailure {
  readonly type: string;
  readonly customerId: string;
  /** Undefined where its customer was erased since. */
  readonly failure: object | undefined;
  readonly detectedAt: string;
  /** Which system published it, where that is known. */
  readonly source?: string | undefined;
}

/**
 * The event that says what state a recorded remedy is in. The contact comes from the failure, for the ledger has none;
 * it is missing where the failure is no longer kept.
 */
export function outcomeOf(record: RemedyRecord, failure: object | undefined): Outcome {
  return {
    schemaVersion: 1,
    remedyId: record.remedyId,
    customerId: record.customerId,
    recordVersion: record.version,
    failureType: record.type,
    state: outcomeStateOf(record.state),
    ...(record.announced !== undefined && isWaiting(record) && { announced: record.announced }),
    reasons: [...record.reasons],
    ...(record.rejectedAs && { rejectedAs: { ...record.rejectedAs } }),
    parts: record.parts.map(outcomePart),
    detectedAt: record.detectedAt,
    policyVersion: record.policyVersion,
    ...(record.source !== undefined && { source: record.source }),
    ...(record.owed && { owedBy: record.owed.by }),
    ...(record.state === 'held' && record.hold?.awaits && { awaits: { ...record.hold.awaits } }),
    ...(record.recovery && { recovery: { ...record.recovery } }),
    ...(failure && { failure: { ...failure } }),
  };
}

/** Only then a mail says that it takes longer. */
function isWaiting({ state }: RemedyRecord): boolean {
  return state === 'held' || state === 'pending';
}

/** The event that says that a failure earns nothing, and why. Nothing is recorded of it. */
export function notOwedOutcome(remedyId: string, decision: NoneDecision, published: PublishedFailure): Outcome {
  return unrecorded(remedyId, 'none', decision, [], published);
}

/** The event that says what would have been given. */
export function shadowOutcome(remedyId: string, decision: BindingDecision, published: PublishedFailure): Outcome {
  const parts = decision.parts.map((part, index) => described(part, { number: index + 1, state: 'planned' }));
  return unrecorded(remedyId, 'shadowed', decision, parts, published);
}

function unrecorded(
  remedyId: string,
  state: 'none' | 'shadowed',
  { reasons, policyVersion }: Pick<NoneDecision, 'reasons' | 'policyVersion'>,
  parts: Outcome['parts'],
  { type: failureType, customerId, failure, detectedAt, source }: PublishedFailure,
): Outcome {
  return {
    schemaVersion: 1,
    remedyId,
    recordVersion: 0,
    failureType,
    state,
    reasons: [...reasons],
    parts,
    detectedAt,
    policyVersion,
    ...(source !== undefined && { source }),
    ...(failure ? { failure: { ...failure } } : { customerId }),
  };
}

function outcomePart({ part, number, insteadOf, outcome }: PartRecord): OutcomePart {
  const providerRef = 'providerRef' in outcome ? outcome.providerRef : undefined;
  const reason = outcome.state === 'declined' ? outcome.reason : undefined;
  const given = outcome.state === 'succeeded' ? outcome : undefined;
  return described(part, { number, insteadOf, state: outcome.state, providerRef, reason }, given);
}

type State = Pick<OutcomePart, 'number' | 'insteadOf' | 'state' | 'providerRef' | 'reason'>;

/** What is published of a part: what it is, without what it falls back to or what is done with the old one. */
function described(
  part: RemedyPart,
  state: State,
  { arrival, shipment, validUntil }: Partial<Extract<PartOutcome, { state: 'succeeded' }>> = {},
): OutcomePart {
  switch (part.kind) {
    case 'refund': {
      const { kind, amountMinor, currency, paymentId, lineId } = part;
      return { ...state, kind, amountMinor, currency, paymentId, lineId, arrival };
    }
    case 'cancellation': {
      const { kind, amountMinor, currency, paymentId, lineId } = part;
      return { ...state, kind, amountMinor, currency, paymentId, lineId };
    }
    case 'credit': {
      const { kind, amountMinor, currency, accountId, basis, expiresAt } = part;
      return { ...state, kind, amountMinor, currency, accountId, basis, expiresAt };
    }
    case 'replacement': {
      const { kind, lineId, sku, quantity, worthMinor, currency } = part;
      return { ...state, kind, lineId, sku, quantity, worthMinor, currency, shipment: shipment && { ...shipment } };
    }
    case 'entitlement': {
      const { kind, entitlementId, to, worthMinor, currency } = part;
      return { ...state, kind, entitlementId, to, worthMinor, currency, ...changeOf(part), validUntil };
    }
    case 'callback': {
      const { kind, channel, deadlineSeconds, budgetMinor, currency } = part;
      return { ...state, kind, channel, deadlineSeconds, budgetMinor, currency };
    }
    default:
      return unreachable(part);
  }
}

function changeOf(
  part: EntitlementPart,
): Pick<Extract<OutcomePart, { kind: 'entitlement' }>, 'action' | 'period' | 'count'> {
  switch (part.action) {
    case 'restore':
      return { action: part.action };
    case 'extend':
      return { action: part.action, period: part.period };
    case 'grant':
      return { action: part.action, count: part.count };
    default:
      return unreachable(part);
  }
}

/** The states that are published. */
export function outcomeStateOf(state: RemedyState): Exclude<OutcomeState, 'none' | 'shadowed'> {
  switch (state) {
    case 'issued':
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'held':
    case 'late-failed':
    case 'rejected':
    case 'needs-attention':
      return state;
    default:
      throw new Error(`no outcome event is published for a remedy that is ${state}`);
  }
}
