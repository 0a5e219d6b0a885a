import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { CustomerRecord } from '../../ledger/customer-record';
import { isErased } from '../../ledger/envelope';
import type { RemedyFacts, RemedyRecord } from '../../ledger/remedy-record';
import { remedyIdOf } from '../../model/remedy-id';
import type { Outcome } from '../../outcomes/outcome';
import type { Attempt } from '../record/lease';
import type { RemedyStep } from '../record/observer';
import type { Delivery, RemedyContext } from './remedy-context';

/** One attempt at the remedy of one failure. */
export interface FailureAttempt {
  readonly remedyId: string;
  /** Unique to this attempt, so that it recognises its own writes. */
  readonly token: string;
  readonly delivery: Delivery;
  /** The failure as it is passed on and kept. Undefined where its customer was erased since it was detected. */
  readonly disclosed: Failure | undefined;
  readonly definition: FailureDefinition;
  readonly facts: RemedyFacts;
}

export function newAttempt(delivery: Delivery, definition: FailureDefinition, token: string): FailureAttempt {
  const { failure, detectedAt, source } = delivery;
  const { type } = definition;
  const customerId = failure.customer.id;
  // A team's own failure type may build them from fields that are no ids.
  const subject = definition.subject(failure).normalize('NFC');
  const occurrence = definition.occurrence(failure).normalize('NFC');
  const { evidence, occurredAt } = failure;
  const remedyId = remedyIdOf({ customerId, type, subject, occurrence });
  const facts = { customerId, type, subject, occurrence, evidence, source, occurredAt, detectedAt };
  return { remedyId, token, delivery, disclosed: failure, definition, facts };
}

/**
 * The attempt as the customer record lets it be: what was erased is neither passed on nor kept again. A remedy that is
 * recorded is as old as its first detection, however late another detector sees the same failure.
 */
export function heeding<Attempt extends FailureAttempt>(
  attempt: Attempt,
  { tombstone }: Pick<CustomerRecord, 'tombstone'>,
  record: Pick<RemedyRecord, 'detectedAt'> = attempt.delivery,
): Attempt {
  const { failure } = attempt.delivery;
  const { detectedAt } = record;
  return { ...attempt, disclosed: isErased(tombstone, detectedAt) ? undefined : failure };
}

/** The attempt as leases know it, at this moment. */
export function attemptNow({ remedyId, token }: FailureAttempt, { clock }: RemedyContext): Attempt {
  return { remedyId, token, now: clock() };
}

export async function publishOutcome(outcome: Outcome, attempt: FailureAttempt, context: RemedyContext): Promise<void> {
  await context.outcomes.publish(outcome);
  observe('published', attempt, context);
}

export function observe(step: RemedyStep, { remedyId, facts }: FailureAttempt, { observer }: RemedyContext): void {
  observer.step({ step, remedyId, failureType: facts.type });
}
