import type { MessageRef, PartRecord, RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import type { RecordedReason } from '../../model/judging/reason-code';
import { moveRemedy } from '../../ledger/transitions';

export interface Rejection {
  /** The verified identity of the person. */
  readonly actor: string;
  /** Who rejected it and why, as a line of the history. */
  readonly line: string;
  /** The reason code, where one was asked for. */
  readonly rejectedAs?: RecordedReason | undefined;
  /** It follows the verdict on its incident. A person who rejects one alone has judged that one. @default false */
  readonly withIncident?: boolean | undefined;
  /** What the customer is told, where nothing was given. */
  readonly message?: MessageRef | undefined;
}

/** Whether something of it was given, or may have been, before the rest was stopped. */
export function hasGiven({ parts }: Pick<RemedyRecord, 'parts'>): boolean {
  return parts.some(({ outcome }) => outcome.state !== 'planned' && outcome.state !== 'declined');
}

/** A held remedy as a person rejected it. What was given stays given, and is told; then only the rest is rejected. */
export function rejection(
  held: RemedyRecord,
  { actor, line, rejectedAs, withIncident = false, message }: Rejection,
  stamp: WriteStamp,
): RemedyRecord {
  const record = { ...held, rejectedAs, hold: held.hold && { ...held.hold, withIncident } };
  if (!hasGiven(record)) return moveRemedy(record, { to: 'rejected', why: line, message }, stamp);
  const parts = record.parts.map((part): PartRecord => {
    if (part.outcome.state !== 'planned') return part;
    const outcome = { state: 'declined', reason: 'cancelled' } as const;
    return { ...part, withdrawal: { actor, at: stamp.at }, outcome };
  });
  // What an earlier approver wrote is about the whole, of which a part is given.
  const hold = record.hold && { ...record.hold, message: undefined };
  return moveRemedy(record, { to: 'approved', why: `the rest is ${line}`, parts, hold }, stamp);
}
