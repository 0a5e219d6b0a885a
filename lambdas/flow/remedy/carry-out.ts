import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import type { CustomerRecord, Commitment } from '../../ledger/customer-record';
import { envelopeOf } from '../../ledger/envelope';
import { openedIncident } from '../../ledger/incident';
import { holdingRecordOf, newHold, recordOf } from '../../ledger/record-of';
import type { RemedyRecord, Hold, WriteStamp } from '../../ledger/remedy-record';
import type { HoldDecision } from '../../model/decision';
import { limitIn } from '../../model/limits';
import { costIn, currenciesOf } from '../../model/remedy';
import { fulfil } from '../fulfil/fulfil';
import { givenBack } from '../record/lease';
import { outcomeOf, outcomeStateOf } from '../record/outcome-of';
import { writeFirst } from '../record/record-writer';
import { attemptNow, observe, publishOutcome, type FailureAttempt } from './failure-attempt';
import type { RemedyContext, RemedyResult } from './remedy-context';

/** Another attempt recorded the remedy first, and what it recorded counts. */
export interface RecordedByAnother {
  readonly result: 'recorded-by-another';
  readonly record: RemedyRecord;
}

/**
 * Carries out a commitment that this attempt holds, records what became of it and publishes that.
 *
 * @throws where the event has to be delivered again
 */
export async function carryOut(
  commitment: Commitment,
  customerRecord: CustomerRecord,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<RemedyResult | RecordedByAnother> {
  const { remedyId, delivery, facts } = attempt;
  const first = await recordFor(commitment, customerRecord, attempt, context);
  if (first.dueAt !== undefined) {
    await context.ledger.keepEnvelope(envelopeOf({ ...facts, remedyId }, delivery, context.clock()));
  }
  const written = await writeFirst(first, context);
  if (written.result === 'lost') {
    if (written.stored) return { result: 'recorded-by-another', record: written.stored };
    throw new Error(`${remedyId} has a record that cannot be written and cannot be read`);
  }
  observe('recorded', attempt, context);
  await publishOutcome(outcomeOf(first, delivery.failure), attempt, context);
  const result = outcomeStateOf(first.state);
  observe(result, attempt, context);
  return { result, remedyId };
}

async function recordFor(
  commitment: Commitment,
  customerRecord: CustomerRecord,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<RemedyRecord> {
  const { facts, delivery } = attempt;
  const { decision } = commitment;
  if (decision.outcome === 'hold') {
    const hold = await holdFor(commitment, decision, context);
    return holdingRecordOf(commitment, facts, hold, stampOf(attempt, context));
  }
  try {
    const remedyFor = { ...facts, failure: delivery.failure };
    const outcomes = await fulfil(commitment, remedyFor, context, delivery.deadlineMs);
    observe('fulfilled', attempt, context);
    return recordOf(commitment, facts, outcomes, stampOf(attempt, context));
  } catch (error) {
    if (error instanceof NotAttemptedError) await giveLeaseBack(customerRecord, attempt, context);
    throw error;
  }
}

/**
 * The incident is kept before the record that waits with it, so that none waits for a decision that nobody is asked
 * for.
 */
async function holdFor(
  { incidentId }: Commitment,
  decision: HoldDecision,
  { limits, incidents, clock }: RemedyContext,
): Promise<Hold> {
  const at = clock().toISOString();
  const isLarge = currenciesOf(decision.parts).some(
    (currency) => costIn(decision.parts, currency) > limitIn(limits.twoPeopleAbove, currency),
  );
  const withIncident = decision.withIncident === true && incidentId !== undefined && !isLarge;
  const { awaits, owedBy } = decision;
  if (withIncident) await incidents.openIncident(openedIncident(incidentId, at, limits.holdHours, owedBy));
  return newHold(awaits?.until ?? at, limits.holdHours, { approvalsNeeded: isLarge ? 2 : 1, withIncident, awaits });
}

/** Nothing was attempted, so the next delivery need not wait for the lease to end. If this fails it just waits. */
async function giveLeaseBack(
  customerRecord: CustomerRecord,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<void> {
  try {
    await context.ledger.saveCustomerRecord(givenBack(customerRecord, attemptNow(attempt, context)));
  } catch (error) {
    context.observer.trouble(attempt.remedyId, 'the lease was not given back', error);
  }
}

function stampOf({ token }: FailureAttempt, { clock }: RemedyContext): WriteStamp {
  return { at: clock().toISOString(), token };
}
