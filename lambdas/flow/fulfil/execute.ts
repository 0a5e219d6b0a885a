import type { PartOutcome } from '../../fulfilment/port/part-outcome';
import { AccountTroubleError, isKeyUsable, NotAttemptedError } from '../../fulfilment/port/refund-provider';
import { givenAfterAll, plannedAnew, refusedByAccount } from './account-hold';
import {
  givenAlready,
  isApprovedByPerson,
  isOpen,
  liveParts,
  stateOf,
  type RemedyRecord,
  type PartRecord,
  type WriteStamp,
} from '../../ledger/remedy-record';
import { withWhatFollows } from '../../ledger/record-of';
import { ForeignWriteError } from '../../ledger/seal/seals';
import { leaveContradicted } from './foreign-write';
import { moveRemedy, takeExecution, withParts } from '../../ledger/transitions';
import { worksSince } from '../../model/guards/breaker';
import type { RemedyPart } from '../../model/remedy';
import { leaseEnd } from '../record/lease';
import { reportAnswer, reportTrouble, stoppedByAccount, type AccountStop } from './account-breaker';
import { holdBack, type HoldBackContext } from './hold-back';
import { stoppedNow, stoppedWithoutPerson, withdrawnNow, type Stopped, type VerdictContext } from './stopped';
import { leaveToPerson, reschedule, write, writeAndPublish } from '../record/record-writer';
import { reopen } from '../record/reopen';
import { noteNext } from '../record/settle';
import { stoppedOutcome, fulfilPart, lookUp, remedyForOf, type FulfilContext, type RemedyFor } from './fulfil';

export type ExecuteContext = HoldBackContext & FulfilContext & VerdictContext;

/**
 * Carries out what a person approved, or what a wait released, exactly as it was decided, if the order can still be
 * refunded that much.
 */
export async function executeApproved(
  record: RemedyRecord,
  context: ExecuteContext,
  deadlineMs: number,
): Promise<void> {
  const isToGive = record.parts.some(isOpen);
  const stopped = isToGive && (await (isApprovedByPerson(record) ? stoppedNow : stoppedWithoutPerson)(record, context));
  if (stopped) return holdBack(record, stopped, context);
  const given = givenAlready(record);
  if (given) return leaveToPerson(record, `part ${given.number} was given after all: a person has to look`, context);
  const asked = await askOfRefused(record, context);
  if ('cause' in asked) return holdBack(record, asked, context);
  if ('why' in asked) return reschedule(record, asked.why, context);
  const reopened = await reopen(record, context);
  if (reopened.result === 'contended')
    return reschedule(record, 'the customer record is being written by others', context);
  if (reopened.result === 'contradicted') return leaveContradicted(record, reopened.why, context);
  if (reopened.result === 'refused') return leaveToPerson(record, reopened.why, context);
  await execute({ ...record, parts: asked.parts }, context, deadlineMs);
}

/**
 * What an account refused is looked up before another key is used for it. Where it was given after all, the part counts
 * as one whose end is not known, and none takes its place.
 */
async function askOfRefused(
  record: RemedyRecord,
  context: ExecuteContext,
): Promise<Pick<RemedyRecord, 'parts'> | Stopped | { readonly why: string }> {
  const stopped = stoppedByAccount(partsToGive(record), context);
  if (stopped) return stopped;
  let { parts } = record;
  const remedyFor = await remedyForOf(record, context.ledger);
  for (const refused of refusedByAccount(record)) {
    try {
      const { state } = await lookUp(remedyFor, refused, context);
      if (state === 'not-found' || state === 'declined') continue;
      if (state === 'unknown') return { why: 'the provider gives no certain answer' };
      parts = givenAfterAll(parts, refused);
    } catch (error) {
      if (error instanceof AccountTroubleError) return reportTrouble(error, context);
      if (!(error instanceof NotAttemptedError)) throw error;
      return { why: 'the provider was not reached' };
    }
  }
  return { parts };
}

function partsToGive({ parts }: RemedyRecord): RemedyPart[] {
  return parts.filter(isOpen).map(({ part }) => part);
}

/**
 * Carries out the parts whose end is not known, each with its own key, and records what became of them. That the keys
 * are in use is stored before the provider is asked.
 */
export async function execute(record: RemedyRecord, context: ExecuteContext, deadlineMs: number): Promise<void> {
  if (record.doubt) throw new ForeignWriteError(record.remedyId, record.doubt);
  if (!(await noteNewKeys(record, context)))
    return reschedule(record, 'the customer record is being written by others', context);
  const begun = await write((stamp) => begin(record, stamp), context);
  if (begun.result === 'won') await carryOutOpenParts(record, begun.record, context, deadlineMs);
}

/**
 * Carries out a remedy with parts that take the place of others. They are stored before the customer record hears of
 * them: an attempt that dies in between leaves a version that knows of them, and every older one is seen from then on.
 */
export async function executeAnew(
  record: RemedyRecord,
  parts: RemedyRecord['parts'],
  context: ExecuteContext,
  deadlineMs: number,
): Promise<void> {
  const isKnown = (part: PartRecord): boolean => record.parts.some(({ number }) => number === part.number);
  if (parts.every(isKnown)) return execute({ ...record, parts }, context, deadlineMs);
  const why = 'what was not given is to be asked for as another part';
  const planned = await write((stamp) => withParts(record, parts, why, stamp), context);
  if (planned.result === 'won') await execute(planned.record, context, deadlineMs);
}

/**
 * Before a key is used that the commitment does not name, the customer record knows of the version that does. An older
 * version that somebody puts back would not know that the part in question was replaced. Since when a key is in use is
 * not under the seal, so it says nothing about that.
 */
async function noteNewKeys(record: RemedyRecord, context: ExecuteContext): Promise<boolean> {
  const isNew = (part: PartRecord): boolean => part.insteadOf !== undefined;
  if (!record.parts.some((part) => isOpen(part) && isNew(part))) return true;
  return noteNext(record, context);
}

/** A later part whose time has come, unless something stops it: then it waits for a person. */
export async function executeFallback(
  record: RemedyRecord,
  context: ExecuteContext,
  deadlineMs: number,
): Promise<void> {
  const stopped = (await stoppedNow(record, context)) ?? stoppedByAccount(partsToGive(record), context);
  return stopped ? holdBack(record, stopped, context) : execute(record, context, deadlineMs);
}

function begin(record: RemedyRecord, stamp: WriteStamp): RemedyRecord {
  const { at, token } = stamp;
  const execution = { token, leaseUntil: leaseEnd(new Date(at)) };
  const parts = record.parts.map((part) => (isOpen(part) ? { ...part, keySince: part.keySince ?? at } : part));
  if (record.state === 'executing') return takeExecution({ ...record, parts }, execution, stamp);
  return moveRemedy(record, { to: 'executing', why: 'being carried out', parts, execution }, stamp);
}

async function carryOutOpenParts(
  before: RemedyRecord,
  begun: RemedyRecord,
  context: ExecuteContext,
  deadlineMs: number,
): Promise<void> {
  const remedyFor = await remedyForOf(begun, context.ledger);
  const parts: PartRecord[] = [];
  let stopped: Stopped | undefined;
  let refused: PartRecord | undefined;
  for (const [index, part] of begun.parts.entries()) {
    if (isOpen(part)) stopped = await whatStops(part, begun, context);
    const outcome = isOpen(part)
      ? (stopped ?? (await outcomeOfPart(begun, remedyFor, part, context, deadlineMs)))
      : part.outcome;
    if ('cause' in outcome) {
      const asBefore = stoppedPart(before, before.parts[index] ?? part, outcome);
      if (stopped === undefined && isPlanned(asBefore)) refused = part;
      stopped = outcome;
      parts.push(asBefore);
      continue;
    }
    parts.push(withWhatFollows({ ...part, outcome }, context.clock().toISOString()));
  }
  if (stopped && parts.some(isPlanned) && !parts.some(({ outcome }) => outcome.state === 'unknown')) {
    return holdBack({ ...begun, parts: withoutRefused(begun, parts, refused, context) }, stopped, context);
  }
  const to = stateOf(liveParts({ parts }));
  const why = to === 'unknown' ? 'the provider gave no certain answer' : `the provider says ${to}`;
  await writeAndPublish((stamp) => moveRemedy(begun, { to, why, parts }, stamp), context);
}

/** A switch, a verdict that was withdrawn, or an account in trouble. */
async function whatStops(
  { part }: PartRecord,
  record: RemedyRecord,
  context: ExecuteContext,
): Promise<Stopped | undefined> {
  const byPeople = (await stoppedNow(record, context)) ?? (await withdrawnNow(record, context));
  return byPeople ?? stoppedByAccount([part], context);
}

/** What an account refused is asked for again as another part. */
function withoutRefused(
  { remedyId }: RemedyRecord,
  parts: readonly PartRecord[],
  refused: PartRecord | undefined,
  { clock }: ExecuteContext,
): readonly PartRecord[] {
  return refused ? plannedAnew(remedyId, parts, refused, clock().toISOString()) : parts;
}

async function outcomeOfPart(
  record: RemedyRecord,
  remedyFor: RemedyFor,
  part: PartRecord,
  context: ExecuteContext,
  deadlineMs: number,
): Promise<PartOutcome | AccountStop> {
  try {
    // In whose place another part stands is only looked up, whoever says that it was never asked for.
    const isReplaced = record.parts.some(({ insteadOf }) => insteadOf === part.number);
    if (!isReplaced && part.keySince !== undefined && isKeyUsable(part.keySince, context.clock())) {
      const given = await givenBefore(record, remedyFor, part, context);
      if (given) return given;
      const outcome = await fulfilPart(remedyFor, part, context, deadlineMs);
      if (outcome.state !== 'unknown') await reportAnswer(part.part, remedyFor.remedyId, context);
      return outcome;
    }
    const found = await lookUp(remedyFor, part, context);
    return found.state === 'not-found' ? { state: 'unknown', why: 'not found at the provider' } : found;
  } catch (error) {
    if (error instanceof AccountTroubleError) return afterTrouble(error, remedyFor, context);
    if (!(error instanceof NotAttemptedError)) throw error;
    return { state: 'unknown', why: 'the provider was not reached' };
  }
}

/**
 * A ledger that was restored to an earlier time knows nothing of what was given since, and the provider forgets keys
 * after a day. So of a remedy that may have been carried out that long ago it is asked first.
 */
async function givenBefore(
  { committedAt }: RemedyRecord,
  remedyFor: RemedyFor,
  part: PartRecord,
  context: ExecuteContext,
): Promise<PartOutcome | undefined> {
  if (isKeyUsable(committedAt, context.clock())) return undefined;
  const found = await lookUp(remedyFor, part, context);
  return found.state === 'not-found' ? undefined : found;
}

/**
 * An answer that may be about this one part is so once another remedy has gone through at the same account, after this
 * one was refused there.
 */
async function afterTrouble(
  error: AccountTroubleError,
  { remedyId, refusedAt }: RemedyFor,
  context: ExecuteContext,
): Promise<PartOutcome | AccountStop> {
  const { account } = error.trouble;
  const isProven = refusedAt !== undefined && worksSince(context.controls.breakers()[account], refusedAt, remedyId);
  if (error.otherwise && isProven) return { state: 'declined', reason: error.otherwise };
  return reportTrouble(error, context);
}

/** A part that is stopped is as it was before this attempt, which did not ask for it. */
function stoppedPart({ state }: RemedyRecord, part: PartRecord, stopped: Stopped): PartRecord {
  if (!isPlanned(part)) return part;
  const isUntouched = state !== 'executing' || part.keySince === undefined;
  return { ...part, outcome: stoppedOutcome(stopped, isUntouched) };
}

function isPlanned({ outcome }: PartRecord): boolean {
  return outcome.state === 'planned';
}
