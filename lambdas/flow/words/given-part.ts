import type { GivenPart } from '../../failures/definition/failure-definition';
import type { PartRecord, RemedyRecord } from '../../ledger/remedy-record';
import type { RemedyPart } from '../../model/remedy';

/** A recorded part as a mail may speak of it: with what was said by whoever gave it. */
export function givenPart(recorded: PartRecord, record: RemedyRecord, statementName: string | undefined): GivenPart {
  const { part, outcome } = recorded;
  const { arrival, shipment, validUntil }: Partial<Extract<PartRecord['outcome'], { state: 'succeeded' }>> =
    outcome.state === 'succeeded' ? outcome : {};
  const insteadOf = decidedInstead(recorded, record);
  return { ...part, arrival, shipment, validUntil, call: callOf(recorded), statementName, insteadOf };
}

/** What was promised for a time that is over is not promised any more. */
function callOf({ part, outcome, accepted, overdueSince }: PartRecord): GivenPart['call'] {
  if (part.kind !== 'callback') return undefined;
  if (outcome.state === 'succeeded') return 'made';
  const isPromised = outcome.state === 'pending' && accepted !== undefined && overdueSince === undefined;
  return isPromised ? { by: accepted.by } : undefined;
}

/** What was to be given in the place of a part. The same tried once more is nothing else to the customer. */
function decidedInstead(recorded: PartRecord, { parts }: RemedyRecord): RemedyPart | undefined {
  const decided = decidedPart(recorded, parts);
  return decided.kind === recorded.part.kind ? undefined : decided;
}

function decidedPart({ part, insteadOf }: PartRecord, parts: readonly PartRecord[]): RemedyPart {
  const before = parts.find(({ number }) => number === insteadOf);
  return before ? decidedPart(before, parts) : part;
}
