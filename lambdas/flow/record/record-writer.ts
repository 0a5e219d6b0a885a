import { keptFailure } from '../../ledger/envelope';
import {
  liveParts,
  type Approval,
  type MessageRef,
  type RemedyRecord,
  type WriteStamp,
} from '../../ledger/remedy-record';
import { markPublished, moveRemedy, withApproval, withNextPoll } from '../../ledger/transitions';
import { approverKey } from '../../ledger/decider';
import { toDecimal } from '../../model/money';
import type { FlowContext } from './flow-context';
import { outcomeOf, outcomeStateOf } from './outcome-of';
import { settle } from './settle';

export type WriteContext = Pick<FlowContext, 'ledger' | 'clock' | 'newToken'>;

export type PublishContext = WriteContext & Pick<FlowContext, 'outcomes' | 'observer' | 'budgets'>;

/** Makes the next version of a record. It throws where the record may not go that way. */
export type Transition = (stamp: WriteStamp) => RemedyRecord;

/** Somebody else wrote the record. `stored` is what they wrote. */
export interface LostWrite {
  readonly result: 'lost';
  readonly stored: RemedyRecord | undefined;
  /** It was applied, its reply was lost, and somebody else has gone on from it. Otherwise it was not applied. */
  readonly isOvertaken?: boolean | undefined;
}

/** What came of a write. A write that was applied and whose reply was lost has won. */
export type Write = { readonly result: 'won'; readonly record: RemedyRecord } | LostWrite;

/** Writes the next version of a record. */
export async function write(transition: Transition, { ledger, clock, newToken }: WriteContext): Promise<Write> {
  const next = transition({ at: clock().toISOString(), token: newToken(), isSealing: ledger.isSealing });
  if ((await ledger.saveRemedy(next)) === 'saved') return { result: 'won', record: next };
  const stored = await ledger.readRemedy(next.customerId, next.remedyId);
  const isOurs = stored?.version === next.version && stored.writtenBy === next.writtenBy;
  return isOurs ? { result: 'won', record: next } : { result: 'lost', stored, isOvertaken: follows(stored, next) };
}

/** Whether a record has been through this version, whoever wrote it since. */
function follows(stored: RemedyRecord | undefined, { version, history }: RemedyRecord): boolean {
  const ours = history.at(-1);
  const line = stored?.history.find((one) => one.version === version);
  return line !== undefined && line.at === ours?.at && line.why === ours.why;
}

/** Writes the first version of a record. */
export async function writeFirst(first: RemedyRecord, { ledger }: Pick<FlowContext, 'ledger'>): Promise<Write> {
  if ((await ledger.saveRemedy(first)) === 'saved') return { result: 'won', record: first };
  const stored = await ledger.readRemedy(first.customerId, first.remedyId);
  // Later versions keep the token of the attempt that recorded the first one.
  return stored?.recordedBy === first.recordedBy ? { result: 'won', record: first } : { result: 'lost', stored };
}

/** Writes one person's approval. The ledger itself refuses a second one of the same person. */
export async function writeApproval(
  record: RemedyRecord,
  { actor, person, why }: Omit<Approval, 'at'>,
  message: MessageRef | undefined,
  { ledger, clock, newToken }: WriteContext,
): Promise<Write> {
  const stamp = { at: clock().toISOString(), token: newToken(), isSealing: ledger.isSealing };
  const approved = withApproval(record, { actor, person, why, at: stamp.at }, stamp, message);
  if ((await ledger.saveApproval(approved, approverKey({ actor, person }))) === 'saved')
    return { result: 'won', record: approved };
  const stored = await ledger.readRemedy(record.customerId, record.remedyId);
  const isOurs = stored?.hold?.approvals.some((approval) => approval.actor === actor && approval.at === stamp.at);
  return isOurs ? { result: 'won', record: approved } : { result: 'lost', stored };
}

/**
 * Writes the next version of a record, publishes its state where others have to know it, and has it counted for what it
 * gave. An attempt that dies in between leaves the record unpublished or unsettled, and due for the sweep.
 */
export async function writeAndPublish(transition: Transition, context: PublishContext): Promise<Write> {
  const written = await write(transition, context);
  if (written.result === 'lost' || !isUnfinished(written.record)) return written;
  const published = await finish(written.record, context);
  // A consumer of the event may write before the publication is noted. What was written here was written all the same.
  return published.result === 'won' ? published : written;
}

/** Something of what its last version began is still to be done. */
export function isUnfinished({ unpublished, unsettled }: RemedyRecord): boolean {
  return unpublished === true || unsettled === true;
}

/**
 * Has a record counted for what it gave, publishes its state, and notes both. It may be done twice, but never not at
 * all. Counted first: who hears that a remedy was rejected may publish the next failure at once.
 */
export async function finish(record: RemedyRecord, context: PublishContext): Promise<Write> {
  const isSettled = !record.unsettled || (await settle(record, context));
  if (!isSettled && !record.unpublished) return unchanged(record);
  if (record.unpublished) await publish(record, context);
  return write((stamp) => markPublished(record, stamp, isSettled), context);
}

async function publish(record: RemedyRecord, context: PublishContext): Promise<void> {
  const envelope = await context.ledger.readEnvelope(record.customerId, record.remedyId);
  await context.outcomes.publish(outcomeOf(record, keptFailure(envelope)));
  const { remedyId, type: failureType } = record;
  const step = outcomeStateOf(record.state);
  const givenBack = step === 'issued' ? refundsOf(record) : undefined;
  context.observer.step({ step, remedyId, failureType, ...(givenBack && { givenBack }) });
}

function refundsOf(record: RemedyRecord) {
  return liveParts(record).flatMap(({ part }) =>
    part.kind === 'refund' ? [{ currency: part.currency, amount: toDecimal(part) }] : [],
  );
}

/** Leaves a record as it is, to be polled again later. */
export async function reschedule(record: RemedyRecord, why: string, context: WriteContext): Promise<void> {
  await write((stamp) => withNextPoll(record, why, stamp), context);
}

/** Leaves a remedy to a person, and publishes it. Nothing more happens to it by itself. */
export async function leaveToPerson(record: RemedyRecord, why: string, context: PublishContext): Promise<void> {
  await writeAndPublish((stamp) => moveRemedy(record, { to: 'needs-attention', why }, stamp), context);
}

/** A record that needs no write. */
export function unchanged(record: RemedyRecord): Write {
  return { result: 'won', record };
}
