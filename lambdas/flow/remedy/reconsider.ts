import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../failures/definition/failure';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy, withHold, withRelease } from '../../ledger/transitions';
import type { Decision } from '../../model/decision';
import { commitmentOf } from '../../ledger/customer-record';
import { writeAndPublish, type PublishContext, type Transition } from '../record/record-writer';
import { RetryableError } from '../record/retryable-error';
import { decide, type Circumstances } from '../decide/decide';

/** Others are writing the record of a remedy that waits. Deliver the event again, or what it says would be lost. */
export class HoldContendedError extends RetryableError {
  override readonly name = 'HoldContendedError';
}

/**
 * A failure whose remedy waits for something was published again, perhaps with what is waited for. The decision stays
 * as it was committed: the same failure can only release it, end it, or leave it to a person.
 *
 * @returns whether it changed anything
 * @throws {@link HoldContendedError}
 */
export async function reconsider(
  record: RemedyRecord,
  failure: Failure,
  circumstances: Circumstances,
  context: PublishContext,
): Promise<boolean> {
  const { customerRecord } = circumstances;
  const commitment = commitmentOf(customerRecord, record.remedyId);
  if (!commitment) return false;
  const others = { ...customerRecord, commitments: customerRecord.commitments.filter((other) => other !== commitment) };
  const { committedAt } = commitment;
  const decision = decide(failure, { ...circumstances, customerRecord: others, committedAt });
  const transition = transitionFor(record, decision, commitment.decision.parts);
  if (!transition) return false;
  const written = await writeAndPublish(transition, context);
  if (written.result === 'lost') {
    throw new HoldContendedError(`${record.remedyId} is being written by others; this delivery has to come again`);
  }
  context.observer.step({ step: 'reconsidered', remedyId: record.remedyId, failureType: record.type });
  return true;
}

function transitionFor(record: RemedyRecord, decision: Decision, committed: readonly object[]): Transition | undefined {
  const [why = ''] = decision.reasons;
  if (decision.outcome === 'none') {
    const rejected = { to: 'rejected', why: `published again, and nothing is owed: ${why}` } as const;
    return (stamp) => moveRemedy(record, rejected, stamp);
  }
  if (decision.outcome === 'hold' && decision.awaits) return undefined;
  if (decision.outcome === 'give' && isDeepStrictEqual(withoutDates(decision.parts), withoutDates(committed))) {
    return (stamp) => withRelease(record, `published again with what was waited for: ${why}`, stamp);
  }
  const forPerson = `published again with other facts, so a person has to look: ${why}`;
  return (stamp) => withHold(record, { awaits: undefined }, forPerson, stamp);
}

/** When a credit expires counts from the day of the decision, and makes no difference here. */
function withoutDates(parts: readonly object[]): unknown {
  return JSON.parse(JSON.stringify(parts, (name, value: unknown) => (name === 'expiresAt' ? undefined : value)));
}
