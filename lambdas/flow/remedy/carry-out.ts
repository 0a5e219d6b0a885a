import type { CustomerRecord, Commitment } from '../../ledger/customer-record';
import { accountHold, plannedAnew } from '../fulfil/account-hold';
import { envelopeOf } from '../../ledger/envelope';
import { openedIncident } from '../../ledger/incident/incident';
import { holdingRecordOf, newHold, recordOf, stoppedRecordOf } from '../../ledger/record-of';
import type { RemedyRecord, Hold, WriteStamp } from '../../ledger/remedy-record';
import type { HoldDecision } from '../../model/decision';
import { fulfil, type Fulfilment } from '../fulfil/fulfil';
import { approvalsFor } from '../fulfil/hold-back';
import { givenBack } from '../record/lease';
import { withoutFailure } from '../../model/judging/gesture';
import { announceAtOf } from '../words/announce-waiting';
import { outcomeOf, outcomeStateOf } from '../record/outcome-of';
import { writeFirst } from '../record/record-writer';
import { settle } from '../record/settle';
import { attemptNow, observe, publishOutcome, type FailureAttempt } from './failure-attempt';
import type { RemedyContext, RemedyResult } from './remedy-context';

/** Another attempt recorded the remedy first, and what it recorded counts. */
export interface RecordedByAnother {
  readonly result: 'recorded-by-another';
  readonly record: RemedyRecord;
}

/** A commitment in the hands of this attempt. */
export interface HeldCommitment {
  readonly commitment: Commitment;
  readonly customerRecord: CustomerRecord;
  /** Whether certainly no attempt has asked anybody for any of it yet. */
  readonly isUntouched: boolean;
}

/**
 * Carries out a commitment that this attempt holds, records what became of it and publishes that.
 *
 * @throws where the event has to be delivered again
 */
export async function carryOut(
  held: HeldCommitment,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<RemedyResult | RecordedByAnother> {
  const { remedyId, delivery, disclosed, facts } = attempt;
  const first = await recordFor(held, attempt, context);
  if (first.dueAt !== undefined && disclosed) {
    await context.ledger.keepEnvelope(envelopeOf({ ...facts, remedyId }, delivery, context.clock()));
  }
  const written = await writeFirst(first, context);
  if (written.result === 'lost') {
    if (written.stored) return { result: 'recorded-by-another', record: written.stored };
    throw new Error(`${remedyId} has a record that cannot be written and cannot be read`);
  }
  observe('recorded', attempt, context);
  if (wasStopped(first, held.commitment)) observe('stopped', attempt, context);
  // Where this is lost, the sweep does it.
  if (first.unsettled) await settle(first, context);
  await publishOutcome(outcomeOf(first, disclosed), attempt, context);
  const result = outcomeStateOf(first.state);
  observe(result, attempt, context);
  return { result, remedyId };
}

async function recordFor(held: HeldCommitment, attempt: FailureAttempt, context: RemedyContext): Promise<RemedyRecord> {
  const { commitment, isUntouched } = held;
  const { facts, delivery, disclosed } = attempt;
  const { decision } = commitment;
  if (decision.outcome === 'hold') {
    const hold = await holdFor(commitment, decision, context);
    return holdingRecordOf(commitment, facts, hold, stampOf(attempt, context));
  }
  const remedyFor = { ...facts, failure: disclosed };
  const fulfilment = await fulfil(commitment, remedyFor, isUntouched, context, delivery.deadlineMs);
  if (fulfilment.notAttempted) {
    const isStillUntouched = isUntouched && fulfilment.outcomes.length === 0 && fulfilment.notAttempted.isCertain;
    await giveLeaseBack(held, isStillUntouched, attempt, context);
    throw fulfilment.notAttempted;
  }
  observe('fulfilled', attempt, context);
  return fulfilledRecord(commitment, fulfilment, attempt, context);
}

/** What was stopped is held, unless nobody knows what came of a part of it: that has to be found out first. */
function fulfilledRecord(
  commitment: Commitment,
  { outcomes, stopped, refused }: Fulfilment,
  attempt: FailureAttempt,
  context: RemedyContext,
): RemedyRecord {
  const { limits } = context;
  const stamp = stampOf(attempt, context);
  if (!stopped || outcomes.some(({ state }) => state === 'unknown')) {
    return recordOf(commitment, attempt.facts, outcomes, stamp);
  }
  if (stopped.account !== undefined) {
    const hold = accountHold({ account: stopped.account, why: stopped.why }, stamp.at);
    return withRefused(stoppedRecordOf(commitment, attempt.facts, outcomes, hold, stamp), refused, stamp);
  }
  const approvalsNeeded = approvalsFor(commitment.decision.parts, limits);
  const hold = { ...newHold(stamp.at, limits.holdHours, { approvalsNeeded, withIncident: false }), ...stopped };
  return stoppedRecordOf(commitment, attempt.facts, outcomes, hold, stamp);
}

/** A part that the account refused is asked for again as another part. */
function withRefused(record: RemedyRecord, refused: number | undefined, { at }: WriteStamp): RemedyRecord {
  const part = record.parts.find(({ number }) => number === refused);
  return part ? { ...record, parts: plannedAnew(record.remedyId, record.parts, part, at) } : record;
}

/**
 * The incident is kept before the record that waits with it, so that none waits for a decision that nobody is asked
 * for.
 */
async function holdFor(
  { incidentId, type }: Commitment,
  decision: HoldDecision,
  { limits, incidents, clock }: RemedyContext,
): Promise<Hold> {
  const at = clock().toISOString();
  const approvalsNeeded = approvalsFor(decision.parts, limits);
  const withIncident = decision.withIncident === true && incidentId !== undefined && approvalsNeeded === 1;
  const { awaits, cause, owedBy } = decision;
  if (withIncident) await incidents.openIncident(openedIncident(incidentId, at, limits.holdHours, owedBy));
  if (awaits?.account !== undefined) {
    const { account } = awaits;
    return accountHold({ account, why: decision.reasons[0] ?? awaits.what }, at);
  }
  const hold = { ...newHold(awaits?.until ?? at, limits.holdHours, { approvalsNeeded, withIncident, awaits }), cause };
  // Of what nobody was let down by nobody is told that something went wrong.
  const isFailure = type === undefined || !withoutFailure.includes(type);
  return { ...hold, announceAt: isFailure ? announceAtOf(hold, decision, at, limits) : undefined };
}

/** Something keeps it back that its decision did not know of. */
function wasStopped({ hold }: RemedyRecord, { decision }: Commitment): boolean {
  return hold?.cause !== undefined && (decision.outcome === 'give' || decision.cause !== hold.cause);
}

/** Nothing is being attempted, so the next delivery need not wait for the lease to end. If this fails it just waits. */
async function giveLeaseBack(
  { customerRecord }: HeldCommitment,
  isUntouched: boolean,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<void> {
  try {
    const next = givenBack(customerRecord, attemptNow(attempt, context), isUntouched);
    await context.ledger.saveCustomerRecord(next, attempt.remedyId);
  } catch (error) {
    context.observer.trouble(attempt.remedyId, 'the lease was not given back', error);
  }
}

function stampOf({ token }: FailureAttempt, { clock }: RemedyContext): WriteStamp {
  return { at: clock().toISOString(), token };
}
