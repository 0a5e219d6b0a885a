import { isKeyUsable } from '../../fulfilment/port/refund-provider';
import { liveParts, nextPartNumber, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy } from '../../ledger/transitions';
import { isOfProvider } from '../../model/remedy';
import { partKey } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';
import { execute, type ExecuteContext } from '../fulfil/execute';
import { stoppedNow } from '../fulfil/stopped';
import type { FlowContext } from '../record/flow-context';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';
import { paymentNow } from './payment-now';
import { pollPart, withdrawPart, type Found } from './resolve-unknown';

export type RetryPartsContext = ExecuteContext & Pick<FlowContext, 'payments'>;

/**
 * A person sent a remedy on its way again. What became of each part is asked first: what was given is not given again,
 * what is certainly not given is asked for as another part with a key of its own, and where nobody can say, nothing is
 * asked for.
 */
export async function retryParts(record: RemedyRecord, context: RetryPartsContext, deadlineMs: number): Promise<void> {
  const stopped = await stoppedNow(record, context);
  if (stopped) return reschedule(record, stopped.why, context);
  if (!(await mayBeRetried(record, context))) return;
  const open = liveParts(record).filter(({ outcome }) => outcome.state === 'declined' || outcome.state === 'unknown');
  let parts = record.parts;
  for (const part of open) {
    const found = await foundOf(part, record, context);
    if (found.state === 'unreachable') return reschedule(record, 'the provider was not reached', context);
    if (found.state === 'unknown') return leaveUnknown(record, context);
    // A refusal that nobody had heard of is written down: the part that takes its place has a reason then.
    const known = found.state === 'not-found' ? part : { ...part, outcome: found };
    if (known !== part) parts = settled(parts, known);
    if (known.outcome.state === 'declined' || known === part) parts = anew(parts, known, record, context);
  }
  await execute({ ...record, parts, retry: undefined }, context, deadlineMs);
}

/** Why it needed attention may still be so: it waits for what ends by itself, and a person looks at what does not. */
async function mayBeRetried(record: RemedyRecord, context: RetryPartsContext): Promise<boolean> {
  const now = await paymentNow(record, 'refunds', context);
  switch (now.kind) {
    case 'free':
    case 'unfit':
      return true;
    case 'waits':
    case 'not-known':
      await reschedule(record, now.why, context);
      return false;
    case 'account':
      await reschedule(record, now.stop.why, context);
      return false;
    case 'over':
    case 'other-currency':
      await leaveToPerson({ ...record, retry: undefined }, `${now.why}: a person has to look`, context);
      return false;
    default:
      return unreachable(now);
  }
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

async function leaveUnknown(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const why = 'sent on its way again, and the provider gives no certain answer';
  await writeAndPublish((stamp) => moveRemedy({ ...record, retry: undefined }, { to: 'unknown', why }, stamp), context);
}
