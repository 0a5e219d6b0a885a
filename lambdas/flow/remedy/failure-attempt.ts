import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { RemedyFacts } from '../../ledger/remedy-record';
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
  return { remedyId, token, delivery, definition, facts };
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
