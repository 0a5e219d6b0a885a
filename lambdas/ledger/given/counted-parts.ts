import type { DeclineReason } from '../../fulfilment/port/part-outcome';
import { withoutFailure } from '../../model/judging/gesture';
import type { RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { Counted } from '../customer-record';
import type { PartRecord, RemedyRecord } from '../remedy-record';

/**
 * The decided parts of a remedy that count as given: against what was paid, and against limits. A part that certainly
 * gave nothing, and that nothing will be given for by itself, counts no longer.
 */
export function countedParts(record: Pick<RemedyRecord, 'state' | 'hold' | 'parts'>): readonly RemedyPart[] {
  const decided = record.parts.filter(({ insteadOf }) => insteadOf === undefined);
  return decided.filter((part) => isCounted(part, record)).map(({ part }) => part);
}

/** What a remedy record says that counts, to be kept with its commitment. */
export function countedBy(record: Judged & Pick<RemedyRecord, 'parts' | 'version' | 'revision'>): Counted {
  const parts = countedParts(record);
  const isEnded = record.state === 'rejected' || record.state === 'held' || record.state === 'needs-attention';
  const isGiven = parts.length > 0 || (record.parts.length === 0 && !isEnded);
  const { version: asOf, revision } = record;
  const isRejected = isDisbelieved(record) || undefined;
  return { asOf, revision, isHeld: record.state === 'held' || undefined, isGiven, isRejected, parts };
}

type Judged = Pick<RemedyRecord, 'type' | 'evidence' | 'state' | 'hold' | 'rejectedAs'>;

/**
 * Whether a person has rejected a report, which later ones of its line have to find. What was published later, or a
 * verdict on a whole incident, says nothing of whoever reported; and a gesture or a wish for a call reports nothing.
 */
export function isDisbelieved({ type, evidence, state, hold, rejectedAs }: Judged): boolean {
  if (state !== 'rejected' || rejectedAs === undefined || hold?.withIncident) return false;
  return evidence === 'reported' && !withoutFailure.includes(type);
}

/** What counts once a remedy is on its way, before its record says that it is. */
export function countedNext(record: RemedyRecord): Counted {
  return { ...countedBy({ ...record, state: 'executing', version: record.version + 1 }), isAhead: true };
}

function isCounted(decided: PartRecord, { state, hold, parts }: Pick<RemedyRecord, 'state' | 'hold' | 'parts'>) {
  const last = lastOf(decided, parts);
  if (isTakenBack(last)) return false;
  switch (state) {
    case 'rejected':
      return false;
    case 'held':
      // What is waited for is given by itself; what only a person can give takes its share when that person says so.
      return hold?.awaits !== undefined || isPerhapsGiven(last);
    case 'needs-attention':
      return isPerhapsGiven(last);
    case 'approved':
    case 'executing':
    case 'issued':
    case 'pending':
    case 'declined':
    case 'unknown':
    case 'late-failed':
    case 'fallback':
      return true;
    default:
      return unreachable(state);
  }
}

/** What was given in the place of a part, or that part. */
function lastOf(part: PartRecord, parts: readonly PartRecord[]): PartRecord {
  const next = parts.find(({ insteadOf }) => insteadOf === part.number);
  return next ? lastOf(next, parts) : part;
}

function isTakenBack({ withdrawal, outcome }: PartRecord): boolean {
  return withdrawal !== undefined && outcome.state === 'declined';
}

/**
 * What is unknown may have been given, and so may what we gave up by ourselves: a partner that did not answer may act
 * before it hears of that.
 */
function isPerhapsGiven({ part, outcome }: PartRecord): boolean {
  if (outcome.state === 'declined') return part.kind !== 'refund' && isGivenUp(outcome.reason);
  return outcome.state !== 'planned';
}

function isGivenUp(reason: DeclineReason): boolean {
  return reason === 'no-answer' || reason === 'address-gone';
}
