import { isKeyUsable } from '../../fulfilment/port/refund-provider';
import { liveParts, nextPartNumber, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import { isOfProvider } from '../../model/remedy';
import { partKey } from '../../model/remedy-id';
import type { ExecuteContext } from '../fulfil/execute';
import { pollPart, withdrawPart, type Found } from './poll-part';

/** What stands in the place of what was not given, as far as that is certain. */
export type Replaced =
  | { readonly kind: 'parts'; readonly parts: readonly PartRecord[] }
  | { readonly kind: 'not-reached' }
  | { readonly kind: 'uncertain' };

/**
 * What became of each part is asked first: what was given is not given again, what is certainly not given gets another
 * part in its place, with a key of its own, and where nobody can say, nothing does.
 */
export async function replaceParts(
  record: RemedyRecord,
  states: readonly ('declined' | 'unknown')[],
  context: ExecuteContext,
): Promise<Replaced> {
  const open = liveParts(record).filter(({ outcome }) => states.some((state) => state === outcome.state));
  let parts = record.parts;
  for (const part of open) {
    const found = await foundOf(part, record, context);
    if (found.state === 'unreachable') return { kind: 'not-reached' };
    if (found.state === 'unknown') return { kind: 'uncertain' };
    // A refusal that nobody had heard of is written down: the part that takes its place has a reason then.
    const known = found.state === 'not-found' ? part : { ...part, outcome: found };
    if (known !== part) parts = settled(parts, known);
    if (known.outcome.state === 'declined' || known === part) parts = anew(parts, known, record, context);
  }
  return { kind: 'parts', parts };
}

/**
 * A partner that never said what became of a part may still give it, and not every partner can be asked. It is told not
 * to, before another part takes its place.
 */
function foundOf(part: PartRecord, record: RemedyRecord, context: ExecuteContext): Promise<Found> {
  const isOfPartner = !isOfProvider(part.part);
  const mayStillCome = isGivenUp(part) || (part.outcome.state === 'unknown' && !isUsable(part, context));
  return isOfPartner && mayStillCome ? withdrawPart(record, part, context) : pollPart(record, part, context);
}

function isGivenUp({ outcome }: PartRecord): boolean {
  return outcome.state === 'declined' && (outcome.reason === 'no-answer' || outcome.reason === 'address-gone');
}

function isUsable({ keySince }: PartRecord, { clock }: ExecuteContext): boolean {
  return keySince !== undefined && isKeyUsable(keySince, clock());
}

function settled(parts: RemedyRecord['parts'], known: PartRecord): readonly PartRecord[] {
  return parts.map((other) => (other.number === known.number ? known : other));
}

/** A key that still protects is used again where nobody ever refused under it. Every other is too old, or refused. */
function anew(
  parts: RemedyRecord['parts'],
  part: PartRecord,
  { remedyId }: RemedyRecord,
  context: ExecuteContext,
): readonly PartRecord[] {
  if (part.outcome.state === 'unknown' && isUsable(part, context)) return parts;
  const number = nextPartNumber(parts);
  const next: PartRecord = {
    part: part.part,
    number,
    key: partKey(remedyId, number),
    insteadOf: part.number,
    outcome: { state: 'planned' },
  };
  return [...parts, next];
}
