import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { commitmentOf, type Commitment, type CustomerRecord } from '../../ledger/customer-record';
import type { LedgerView } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { BindingDecision, NoneDecision } from '../../model/decision';
import { uncoveredIdOf } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';
import type { AskForPayment } from '../decide/decide-on-payment';
import { takenBy, type Acquired } from '../../ledger/budget';
import { sourceIn } from '../../ledger/quota-lease';
import { reserve, reserveUncovered, type Reservation, type Whole } from '../decide/reserve';
import { openBytes } from '../../ledger/given/closing';
import { lookAlikeDays, withOtherSpelling } from '../../ledger/other-spellings';
import { paidForLines } from '../decide/paid-for-line';
import { namingSources } from './used-up-by';
import { claimOwners } from '../decide/claim-owners';
import { refuseForeign } from '../fulfil/foreign-write';
import { closeRecorded } from '../record/close-recorded';
import { commitmentFor, commitmentStateOf, takeOverFor } from '../record/lease';
import { notOwedOutcome, outcomeOf, shadowOutcome } from '../record/outcome-of';
import { questionFor } from './ask-for-payment';
import { carryOut, type HeldCommitment } from './carry-out';
import { attemptNow, heeding, newAttempt, observe, publishOutcome, type FailureAttempt } from './failure-attempt';
import { contradictionIn, heedReport, isOfAnother } from './contradicted-report';
import { reconsider } from './reconsider';
import {
  BegunByAnotherSourceError,
  CustomerRecordContendedError,
  CustomerRecordFullError,
  CommitmentLeasedError,
  type Delivery,
  type RemedyContext,
  type RemedyResult,
} from './remedy-context';

type Decide = (customerRecord: CustomerRecord, now: Date) => Promise<Reservation>;

/** An attempt, and how it decides where nothing is committed yet. */
interface DecidingAttempt extends FailureAttempt {
  readonly decideOn: Decide;
  readonly askForPayment: AskForPayment | undefined;
  readonly isHurried?: boolean;
}

/** The open commitments of a customer take no more than this, so that no item nears the size that DynamoDB takes. */
const mostOpenBytes = 200_000;

/** How often an attempt reads the customer record again after somebody else wrote it first. */
const recordReads = 24;

/** An attempt that lost a race leaves the closing to others, so that it is quicker, unless so much is open. */
const leftOpenBytes = 8_000;

/**
 * Somebody else wrote the customer record first. What was acquired belongs to a commitment that may have been written.
 */
interface LostRace {
  readonly result: 'lost';
  readonly acquired?: Acquired | undefined;
}

/**
 * Handles one failure: read, decide, commit, fulfil, record, publish. It may run twice, late, in parallel with itself,
 * or die at any line; the commitment, the provider's key and the record make one remedy of it all the same.
 *
 * @returns once the outcome is recorded and published
 * @throws where the event has to be delivered again
 */
export async function handleFailure(
  published: Delivery,
  definition: FailureDefinition,
  context: RemedyContext,
): Promise<RemedyResult> {
  const delivery = notAhead(withEvidenceOf(published, context), context.clock());
  const attempt = newAttempt(delivery, definition, context.newToken());
  const { failure } = delivery;
  const askForPayment = questionFor(attempt.remedyId, delivery, context);
  const toDecide = { remedyId: attempt.remedyId, failure, definition, askForPayment, source: delivery.source };
  const decideOn: Decide = (customerRecord, now) => reserve(toDecide, customerRecord, now, context);
  return handleAttempt({ ...attempt, decideOn, askForPayment }, context);
}

/** What a deployment says of a source counts, and not what its events say of themselves. */
function withEvidenceOf(delivery: Delivery, { evidenceBySource = {} }: RemedyContext): Delivery {
  const { source = '', failure } = delivery;
  const evidence = evidenceBySource[source];
  return evidence === undefined ? delivery : { ...delivery, failure: { ...failure, evidence } };
}

/**
 * Whoever publishes may set the time of an event. An erasure reaches what was detected before it, so nothing is taken
 * for detected later than it arrives.
 */
function notAhead(delivery: Delivery, now: Date): Delivery {
  return Date.parse(delivery.detectedAt) <= now.getTime() ? delivery : { ...delivery, detectedAt: now.toISOString() };
}

async function handleAttempt(given: DecidingAttempt, context: RemedyContext): Promise<RemedyResult> {
  let acquired: Acquired | undefined;
  for (let lostRaces = 0; lostRaces < recordReads; lostRaces++) {
    if (lostRaces > 0) await context.backOff(lostRaces);
    const { customerRecord, record, apology } = await read(given, context);
    const attempt = heeding(given, customerRecord, record);
    if (record) return handleRecord(record, attempt, context, { customerRecord, apology });
    const isHurried = lostRaces > 0 && openBytes(customerRecord) < leftOpenBytes;
    const result = await handleCustomerRecord(customerRecord, acquired, { ...attempt, isHurried }, context);
    if (result.result !== 'lost') return result;
    acquired = result.acquired;
  }
  throw new CustomerRecordContendedError(given.remedyId, recordReads);
}

/** What the payment does not cover is held as a remedy of its own. Every delivery makes sure that it is. */
async function holdUncovered(
  whole: Whole & Pick<BindingDecision, 'uncovered'>,
  attempt: DecidingAttempt,
  context: RemedyContext,
): Promise<void> {
  const { uncovered } = whole;
  if (!uncovered) return;
  const { facts } = attempt;
  const decideOn: Decide = () => Promise.resolve(reserveUncovered(uncovered, whole, facts, context));
  await handleAttempt({ ...attempt, remedyId: uncoveredIdOf(facts), decideOn }, context);
}

/** The controls come along where those in the cache are too old. */
async function read({ facts, remedyId, delivery }: FailureAttempt, context: RemedyContext): Promise<LedgerView> {
  const { ledger, controls, clock } = context;
  const now = clock();
  const { orderId, paymentId } = delivery.failure.purchase;
  const also = { apology: true, orderId, paymentId };
  const view = await ledger.read(facts.customerId, remedyId, { ...also, controls: controls.areStale(now) });
  if (view.controls) controls.remember(view.controls, now);
  return view;
}

/**
 * The remedy is recorded. All that can be missing is its publication: it is still in the state in which it was
 * recorded, and nothing was written to its notice since.
 */
async function handleRecord(
  record: RemedyRecord,
  attempt: DecidingAttempt,
  context: RemedyContext,
  { customerRecord, apology }: Partial<Pick<LedgerView, 'customerRecord' | 'apology'>> = {},
): Promise<RemedyResult> {
  const { remedyId, definition, delivery, disclosed } = attempt;
  refuseForeign(remedyId, record.doubt, context);
  const isAsRecorded = record.history.every(({ state }) => state === record.state);
  // Another source would have its own address mailed. Whoever began it and died is delivered again.
  if (isAsRecorded && !apology && !isOfAnother(record, delivery)) {
    await publishOutcome(outcomeOf(record, disclosed), attempt, context);
  }
  await holdUncovered(record, attempt, context);
  const report = { ...delivery, askForPayment: attempt.askForPayment };
  if (await heedReport(record, { source: undefined, ...report }, context)) return { result: 'reconsidered', remedyId };
  // What is waited for at the provider is asked for there, and does not come with the failure.
  if (customerRecord && record.hold?.awaits && !record.hold.awaits.event && record.state === 'held') {
    const { limits, options, refunds, partners } = context;
    const payers = { refunds, partners };
    const circumstances = { definition, customerRecord, limits, options, payers, now: context.clock() };
    const isChanged = await reconsider(record, { source: undefined, ...report }, circumstances, context);
    if (isChanged) return { result: 'reconsidered', remedyId };
  }
  observe('duplicate', attempt, context);
  return { result: 'duplicate', remedyId };
}

async function handleCustomerRecord(
  customerRecord: CustomerRecord,
  acquired: Acquired | undefined,
  attempt: DecidingAttempt,
  context: RemedyContext,
): Promise<RemedyResult | LostRace> {
  refuseForeign(attempt.remedyId, commitmentOf(customerRecord, attempt.remedyId)?.doubt, context);
  const state = commitmentStateOf(customerRecord, attemptNow(attempt, context));
  switch (state.kind) {
    case 'uncommitted':
      // Only here is it certain that the commitment it was acquired for was not written: this read came after, without
      // it.
      if (acquired) context.quota.release(acquired.budgets, acquired.spending);
      // It is recorded since the record was read.
      if (customerRecord.lately.some((closed) => closed.remedyId === attempt.remedyId)) return { result: 'lost' };
      return decideAndCommit(customerRecord, attempt, context);
    case 'ours':
      // Its reply was lost, and with it whether it was a new one or taken over.
      return carryOutOrDefer({ ...state, customerRecord, isUntouched: false }, attempt, context);
    case 'leased':
      throw new CommitmentLeasedError(attempt.remedyId, state.commitment.leaseUntil);
    case 'abandoned': {
      refuseOther(state.commitment, attempt);
      await reportTakenOver(state.commitment, attempt, context);
      const taken = takeOverFor(customerRecord, attemptNow(attempt, context));
      if ((await context.ledger.saveCustomerRecord(taken)) === 'stale') return { result: 'lost', acquired };
      observe('taken-over', attempt, context);
      const isUntouched = state.commitment.isUntouched === true;
      return carryOutOrDefer({ ...state, customerRecord: taken, isUntouched }, attempt, context);
    }
    default:
      return unreachable(state);
  }
}

/**
 * What one source began only its own events end: another one would bring its own address, and answer for it from then
 * on.
 */
function refuseOther({ taken, ...commitment }: Commitment, { remedyId, delivery }: DecidingAttempt): void {
  const source = sourceIn(taken) ?? commitment.source;
  if (source !== undefined && source !== delivery.source) throw new BegunByAnotherSourceError(remedyId, source);
}

/** What was committed is carried out as it was, whoever comes to do it. */
async function reportTakenOver(
  { decision, ...commitment }: Commitment,
  { remedyId, facts, delivery, askForPayment }: DecidingAttempt,
  context: RemedyContext,
): Promise<void> {
  const report = { failure: delivery.failure, source: delivery.source, askForPayment };
  const differs = await contradictionIn({ ...commitment, otherPaymentIds: decision.otherPaymentIds }, report);
  if (differs === undefined) return;
  const why = `it was begun by another report: ${differs}`;
  context.observer.step({ step: 'report-contradicted', remedyId, failureType: facts.type, why });
}

async function decideAndCommit(
  customerRecord: CustomerRecord,
  attempt: DecidingAttempt,
  context: RemedyContext,
): Promise<RemedyResult | LostRace> {
  const { remedyId, definition } = attempt;
  const { failure } = attempt.delivery;
  const now = attemptNow(attempt, context);
  const reserved = await attempt.decideOn(customerRecord, now.now);
  switch (reserved.kind) {
    case 'nothing':
      return refuse(reserved.decision, attempt, context);
    case 'shadow':
      return keepShadow(reserved.decision, attempt, context);
    case 'binding': {
      const claimed = await claimOwners(reserved.decision, failure, context.ledger);
      const isKept = claimed === reserved.decision;
      const decision = await namingSources(claimed, customerRecord, context.ledger);
      if (!isKept && reserved.acquired) context.quota.release(reserved.acquired.budgets, reserved.acquired.spending);
      const acquired = isKept ? reserved.acquired : undefined;
      if (!(await noteSpelling(decision, customerRecord, now.now, context))) return { result: 'lost', acquired };
      const days = { keptDays: keptDaysFor(attempt, context), timeZone: context.limits.timeZone };
      const small = attempt.isHurried ? customerRecord : await closeRecorded(customerRecord, days, context);
      const taken = acquired && takenBy(acquired);
      const source = sourceIn(taken) === undefined ? attempt.delivery.source : undefined;
      const line = { ...lineOf(failure, definition.type), source, taken };
      const committed = commitmentFor(small, now, line, decision);
      if (openBytes(committed) > mostOpenBytes) {
        if (acquired) context.quota.release(acquired.budgets, acquired.spending);
        throw new CustomerRecordFullError(remedyId);
      }
      if ((await context.ledger.saveCustomerRecord(committed, remedyId)) === 'stale')
        return { result: 'lost', acquired };
      observe('committed', attempt, context);
      const state = commitmentStateOf(committed, now);
      if (state.kind !== 'ours') throw new Error(`${remedyId} is not in the customer record it was just committed in`);
      return carryOutOrDefer({ ...state, customerRecord: committed, isUntouched: true }, attempt, context);
    }
    default:
      return unreachable(reserved);
  }
}

/**
 * Whoever has another spelling of a customer who was given nothing for long is noted with that one, before anything is
 * given: of many spellings at once one is given.
 *
 * @returns false where somebody else wrote that record first
 */
async function noteSpelling(
  decision: BindingDecision,
  customerRecord: CustomerRecord,
  now: Date,
  { ledger, limits }: RemedyContext,
): Promise<boolean> {
  const isGiven = decision.outcome === 'give' || decision.awaits !== undefined;
  const noted = isGiven ? withOtherSpelling(customerRecord, limits, now) : undefined;
  return !noted || (await ledger.saveCustomerRecord(noted)) === 'saved';
}

async function carryOutOrDefer(
  held: HeldCommitment,
  attempt: DecidingAttempt,
  context: RemedyContext,
): Promise<RemedyResult> {
  const result = await carryOut(held, attempt, context);
  if (result.result === 'recorded-by-another') return handleRecord(result.record, attempt, context);
  await holdUncovered(held.commitment.decision, attempt, context);
  return result;
}

async function keepShadow(
  decision: BindingDecision,
  attempt: FailureAttempt,
  context: RemedyContext,
): Promise<RemedyResult> {
  const { remedyId, facts } = attempt;
  const { customerId, type, occurredAt } = facts;
  const decidedAt = context.clock().toISOString();
  await context.ledger.keepShadow({ customerId, remedyId, type, decision, occurredAt, decidedAt });
  await publishOutcome(shadowOutcome(remedyId, decision, publishedOf(attempt)), attempt, context);
  observe('shadowed', attempt, context);
  return { result: 'shadowed', remedyId };
}

async function refuse(decision: NoneDecision, attempt: FailureAttempt, context: RemedyContext): Promise<RemedyResult> {
  const { remedyId } = attempt;
  await publishOutcome(notOwedOutcome(remedyId, decision, publishedOf(attempt)), attempt, context);
  observe('none', attempt, context);
  return { result: 'none', remedyId, reasons: decision.reasons };
}

/** Of what is not recorded, the event alone says whose failure it was. */
function publishedOf({ facts, disclosed }: FailureAttempt) {
  const { type, customerId, detectedAt, source } = facts;
  return { type, customerId, detectedAt, source, failure: disclosed };
}

/** As far back as limits and policies look at what was given. */
function keptDaysFor({ definition: { policy } }: FailureAttempt, { limits, options }: RemedyContext): number {
  const chosen = options ?? policy.defaults;
  return Math.max(
    limits.perCustomer.windowDays,
    lookAlikeDays(limits),
    chosen.repeats.withinDays,
    policy.countsBackDays?.(chosen) ?? 0,
  );
}

/** What a commitment says of its failure beside the decision. */
function lineOf(failure: Failure, type: string) {
  return { ...failure.purchase, ofLines: paidForLines(failure), incidentId: failure.incidentId, type };
}
