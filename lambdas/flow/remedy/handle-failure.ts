import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import type { CustomerRecord, Commitment } from '../../ledger/customer-record';
import type { RemedyRecord, RemedyFacts, Hold, WriteStamp } from '../../ledger/remedy-record';
import { envelopeOf } from '../../ledger/envelope';
import type { LedgerView } from '../../ledger/port/ledger';
import { openedIncident } from '../../ledger/incident';
import { holdingRecordOf, newHold, recordOf } from '../../ledger/record-of';
import type { BindingDecision, HoldDecision, NoneDecision } from '../../model/decision';
import { limitIn } from '../../model/limits';
import { costIn, currenciesOf } from '../../model/remedy';
import { remedyIdOf } from '../../model/remedy-id';
import { unreachable } from '../../model/unreachable';
import type { Outcome } from '../../outcomes/outcome';
import { commitmentFor, givenBack, commitmentStateOf, takeOverFor, type Attempt } from '../record/lease';
import { fulfil } from '../fulfil/fulfil';
import type { Step } from '../record/observer';
import { notOwedOutcome, outcomeOf, outcomeStateOf, shadowOutcome } from '../record/outcome-of';
import { reserve, type Acquired } from '../decide/reserve';
import { reconsider } from './reconsider';
import {
  CustomerRecordContendedError,
  CommitmentLeasedError,
  type Delivery,
  type RemedyPorts,
  type RemedyResult,
} from './ports';

/** How often an attempt reads the account again after somebody else wrote it first. */
const recordReads = 12;

/**
 * The road of one failure: read, decide, claim, fulfil, record, publish. It may run twice, late, in parallel with itself,
 * or die at any line; the claim, the provider's key and the entry make one remedy of it all the same.
 *
 * @returns once the outcome is recorded and published
 * @throws where the event has to be delivered again
 */
export async function handleFailure(
  delivery: Delivery,
  definition: FailureDefinition,
  ports: RemedyPorts,
): Promise<RemedyResult> {
  const road = new FailureHandler(delivery, definition, ports);
  return road.publishFailure();
}

class FailureHandler {
  private readonly facts: RemedyFacts;
  private readonly remedyId: string;
  private readonly token: string;
  /** Drawn from the shared limits for a claim that may or may not have been written. */
  private acquired: Acquired | undefined;

  constructor(
    private readonly delivery: Delivery,
    private readonly definition: FailureDefinition,
    private readonly ports: RemedyPorts,
  ) {
    const { failure, detectedAt } = delivery;
    const { type } = definition;
    const customerId = failure.customer.id;
    const subject = definition.subject(failure);
    const occurrence = definition.occurrence(failure);
    const { evidence, occurredAt } = failure;
    this.facts = { customerId, type, subject, occurrence, evidence, occurredAt, detectedAt };
    this.remedyId = remedyIdOf({ customerId, type, subject, occurrence });
    this.token = ports.newToken();
  }

  async publishFailure(): Promise<RemedyResult> {
    for (let lostRaces = 0; lostRaces < recordReads; lostRaces++) {
      if (lostRaces > 0) await this.ports.backOff(lostRaces);
      const { customerRecord, record } = await this.read();
      if (record) return this.handleRecord(record, customerRecord);
      const result = await this.handleCustomerRecord(customerRecord);
      if (result !== 'lost the race') return result;
    }
    throw new CustomerRecordContendedError(this.remedyId, recordReads);
  }

  /** What is switched comes with the read where it is no longer fresh. */
  private async read(): Promise<LedgerView> {
    const { ledger, controls, clock } = this.ports;
    const now = clock();
    const view = await ledger.read(this.facts.customerId, this.remedyId, { controls: controls.areStale(now) });
    if (view.controls) controls.remember(view.controls, now);
    return view;
  }

  /** Somebody recorded this remedy. All that can be missing is that anybody heard of it. */
  private async handleRecord(record: RemedyRecord, customerRecord?: CustomerRecord): Promise<RemedyResult> {
    if (record.version === 1) await this.publish(outcomeOf(record, this.delivery.failure));
    if (customerRecord && record.hold?.awaits && record.state === 'held') {
      const circumstances = {
        definition: this.definition,
        customerRecord,
        limits: this.ports.limits,
        now: this.ports.clock(),
      };
      const news = await reconsider(
        record,
        this.delivery.failure,
        { ...circumstances, options: this.ports.options },
        this.ports,
      );
      if (news) return { result: 'reconsidered', remedyId: this.remedyId };
    }
    this.observe('duplicate');
    return { result: 'duplicate', remedyId: this.remedyId };
  }

  private async handleCustomerRecord(customerRecord: CustomerRecord): Promise<RemedyResult | 'lost the race'> {
    const attempt = this.attempt();
    const state = commitmentStateOf(customerRecord, attempt);
    switch (state.kind) {
      case 'uncommitted':
        return this.commitment(customerRecord, attempt);
      case 'ours':
        return this.carryOut(state.commitment, customerRecord);
      case 'leased':
        throw new CommitmentLeasedError(this.remedyId, state.commitment.leaseUntil);
      case 'abandoned': {
        const taken = takeOverFor(customerRecord, attempt);
        if ((await this.ports.ledger.saveCustomerRecord(taken)) === 'stale') return 'lost the race';
        this.observe('taken-over');
        return this.carryOut(state.commitment, taken);
      }
      default:
        return unreachable(state);
    }
  }

  private async commitment(customerRecord: CustomerRecord, attempt: Attempt): Promise<RemedyResult | 'lost the race'> {
    this.releaseAcquired();
    const { failure } = this.delivery;
    const promised = await reserve(this.remedyId, failure, this.definition, customerRecord, attempt.now, this.ports);
    switch (promised.kind) {
      case 'nothing':
        return this.refuse(promised.decision);
      case 'shadow':
        return this.keepShadow(promised.decision);
      case 'binding': {
        this.acquired = promised.acquired;
        const committed = commitmentFor(
          customerRecord,
          attempt,
          lineOf(failure, this.definition.type),
          promised.decision,
        );
        if ((await this.ports.ledger.saveCustomerRecord(committed)) === 'stale') return 'lost the race';
        this.observe('committed');
        const state = commitmentStateOf(committed, attempt);
        if (state.kind !== 'ours') throw new Error(`${this.remedyId} is not in the account it was just claimed in`);
        return this.carryOut(state.commitment, committed);
      }
      default:
        return unreachable(promised);
    }
  }

  /** Only here is it certain that the claim it was drawn for was not written: the account was read since, without it. */
  private releaseAcquired(): void {
    if (this.acquired) this.ports.quota.release(this.acquired.budgets, this.acquired.spending);
    this.acquired = undefined;
  }

  private async keepShadow(decision: BindingDecision): Promise<RemedyResult> {
    const { customerId, type, occurredAt } = this.facts;
    const decidedAt = this.ports.clock().toISOString();
    await this.ports.ledger.keepShadow({ customerId, remedyId: this.remedyId, type, decision, occurredAt, decidedAt });
    await this.publish(shadowOutcome(this.remedyId, type, decision, this.delivery));
    this.observe('shadowed');
    return { result: 'shadowed', remedyId: this.remedyId };
  }

  private async refuse(decision: NoneDecision): Promise<RemedyResult> {
    const { failure, detectedAt } = this.delivery;
    await this.publish(notOwedOutcome(this.remedyId, this.definition.type, decision, { failure, detectedAt }));
    this.observe('none');
    return { result: 'none', remedyId: this.remedyId, reasons: decision.reasons };
  }

  private async carryOut(commitment: Commitment, customerRecord: CustomerRecord): Promise<RemedyResult> {
    const record = await this.recordFor(commitment, customerRecord);
    if (record.dueAt !== undefined) await this.ports.ledger.keepEnvelope(this.envelope());
    if ((await this.ports.ledger.saveRemedy(record)) === 'stale') {
      const stored = await this.storedRecord();
      // Another attempt recorded first, and what it recorded counts. Otherwise this very write was applied, its reply lost.
      if (stored.recordedBy !== this.token) return this.handleRecord(stored);
    }
    this.observe('recorded');
    await this.publish(outcomeOf(record, this.delivery.failure));
    const result = outcomeStateOf(record.state);
    this.observe(result);
    return { result, remedyId: this.remedyId };
  }

  private async storedRecord(): Promise<RemedyRecord> {
    const stored = await this.ports.ledger.readRemedy(this.facts.customerId, this.remedyId);
    if (stored) return stored;
    throw new Error(`${this.remedyId} has an entry that cannot be written and cannot be read`);
  }

  private async recordFor(commitment: Commitment, customerRecord: CustomerRecord): Promise<RemedyRecord> {
    const { decision } = commitment;
    if (decision.outcome === 'hold') {
      return holdingRecordOf(commitment, this.facts, await this.holdFor(commitment, decision), this.stamp());
    }
    try {
      const context = { ...this.facts, failure: this.delivery.failure };
      const outcomes = await fulfil(commitment, context, this.ports, this.delivery.deadlineMs);
      this.observe('fulfilled');
      return recordOf(commitment, this.facts, outcomes, this.stamp());
    } catch (error) {
      if (error instanceof NotAttemptedError) await this.giveBack(customerRecord);
      throw error;
    }
  }

  /** The incident is kept before the entry that waits with it, so that none waits for a decision nobody is asked for. */
  private async holdFor({ incidentId }: Commitment, decision: HoldDecision): Promise<Hold> {
    const { limits, incidents, clock } = this.ports;
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
  private async giveBack(customerRecord: CustomerRecord): Promise<void> {
    try {
      await this.ports.ledger.saveCustomerRecord(givenBack(customerRecord, this.attempt()));
    } catch (error) {
      this.ports.observer.trouble(this.remedyId, 'the lease was not given back', error);
    }
  }

  private envelope() {
    return envelopeOf({ ...this.facts, remedyId: this.remedyId }, this.delivery, this.ports.clock());
  }

  private async publish(outcome: Outcome): Promise<void> {
    await this.ports.outcomes.publish(outcome);
    this.observe('published');
  }

  private attempt(): Attempt {
    return { remedyId: this.remedyId, token: this.token, now: this.ports.clock() };
  }

  private stamp(): WriteStamp {
    return { at: this.ports.clock().toISOString(), token: this.token };
  }

  private observe(step: Step): void {
    this.ports.observer.step({ step, remedyId: this.remedyId, failureType: this.definition.type });
  }
}

/** What of a failure its claim says beside the decision. */
function lineOf({ purchase, incidentId }: Failure, type: string) {
  return { ...purchase, incidentId, type };
}
