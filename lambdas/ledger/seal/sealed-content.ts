import { unreachable } from '../../model/unreachable';
import type { RemedyPart } from '../../model/remedy';
import type { Commitment } from '../customer-record';
import type { HeldIncident } from '../incident/incident';
import type { Hold, RemedyRecord, RemedyState } from '../remedy-record';

/**
 * Where a remedy stands, as far as it decides whether money may move. `going`: it may, and what became of a part is
 * written by functions that have no key. `held`: it waits for what its hold says. `ended`: nothing more happens by
 * itself, and a person may send it on its way again. `rejected`: nobody may.
 */
type Phase = 'held' | 'going' | 'ended' | 'rejected';

interface Promised extends Pick<
  RemedyRecord,
  | 'remedyId'
  | 'customerId'
  | 'incidentId'
  | 'orderId'
  | 'lineId'
  | 'paymentId'
  | 'paid'
  | 'committedAt'
  | 'recovery'
  | 'uncovered'
  | 'retry'
  | 'revision'
> {
  readonly type?: string | undefined;
  readonly parts: readonly { readonly part: RemedyPart; readonly number: number; readonly insteadOf?: number }[];
  readonly phase: Phase;
  readonly hold: Partial<Pick<Hold, 'approvalsNeeded' | 'approvals' | 'awaits' | 'withIncident'>> | undefined;
}

/**
 * What the seal of a commitment is about. Where it gives at once this is the content of its record too, so that both
 * bear the same seal.
 */
export function contentOfPromise(customerId: string, commitment: Commitment): string {
  const { decision, remedyId, type, incidentId, orderId, lineId, paymentId, paid, committedAt } = commitment;
  const isHeld = decision.outcome === 'hold';
  return contentOf({
    ...{ remedyId, customerId, type, incidentId, orderId, lineId, paymentId, paid, committedAt },
    parts: decision.parts.map((part, index) => ({ part, number: index + 1 })),
    recovery: decision.recovery,
    uncovered: decision.uncovered,
    phase: isHeld ? 'held' : 'going',
    hold: isHeld ? { awaits: decision.awaits, withIncident: decision.withIncident } : undefined,
  });
}

/** What the seal of a record is about, as whoever has the key writes it. */
export function contentOfRecord(record: RemedyRecord): string {
  return contentInPhase(record, phaseOf(record.state));
}

/** What a record's seal may be about: functions without a key leave a remedy to a person too. */
export function contentsOfRecord(record: RemedyRecord): string[] {
  const own = contentOfRecord(record);
  return record.state === 'needs-attention' ? [own, contentInPhase(record, 'going')] : [own];
}

/** What the seal of an incident is about: the verdicts of people, and what another person has still to approve. */
export function contentOfVerdicts({ incidentId, decided, proposed, earlier = [] }: HeldIncident): string {
  return stable(['incident', incidentId, decided, proposed, earlier]);
}

function contentInPhase(record: RemedyRecord, phase: Phase): string {
  const { parts, hold, ...rest } = record;
  const numbered = parts.map(({ part, number, insteadOf }) => ({ part, number, ...(insteadOf && { insteadOf }) }));
  return contentOf({ ...rest, parts: numbered, hold, phase });
}

function contentOf({ parts, hold, paid, phase, ...promised }: Promised): string {
  const { remedyId, customerId, type, incidentId, orderId, lineId, paymentId, committedAt } = promised;
  const { recovery, uncovered, retry } = promised;
  const given = parts.map(({ part, number, insteadOf }) => [number, insteadOf, part]);
  const identity = [remedyId, customerId, type, incidentId, orderId, lineId, paymentId, committedAt];
  const terms = hold && [hold.approvalsNeeded, hold.approvals ?? [], hold.awaits, hold.withIncident];
  // A first version has none, and its content is that of its commitment.
  const counter = promised.revision === undefined ? [] : [promised.revision];
  return stable(['remedy', identity, paid, given, [recovery, uncovered, retry], phase, terms, ...counter]);
}

function phaseOf(state: RemedyState): Phase {
  switch (state) {
    case 'held':
      return 'held';
    case 'approved':
    case 'executing':
    case 'issued':
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'late-failed':
    case 'fallback':
      return 'going';
    case 'needs-attention':
      return 'ended';
    case 'rejected':
      return 'rejected';
    default:
      return unreachable(state);
  }
}

/** What is stored comes back with its names in another order, and without what was undefined. */
function stable(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
