import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../failures/definition/failure';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy, withHold, withRelease } from '../../ledger/transitions';
import type { Decision } from '../../model/decision';
import { commitmentOf } from '../../ledger/customer-record';
import { RetryableError } from '../record/retryable-error';
import { decide, type Circumstances } from '../decide/decide';
import { stamp } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndPublish, type PublishPorts } from '../record/publish';

/** Others write the entry of a remedy that waits. Deliver what was published again once more, or its news would be lost. */
export class HoldContendedError extends RetryableError {
  override readonly name = 'HoldContendedError';
}

/**
 * A failure whose remedy waits for something was published again, perhaps with what is waited for. What was promised stays as it
 * is: the same failure can only release it, end it, or leave it to a person.
 *
 * @returns whether it brought news
 * @throws {@link HoldContendedError}
 */
export async function reconsider(
  record: RemedyRecord,
  failure: Failure,
  circumstances: Circumstances,
  ports: PublishPorts,
): Promise<boolean> {
  const { customerRecord } = circumstances;
  const commitment = commitmentOf(customerRecord, record.remedyId);
  if (!commitment) return false;
  const others = { ...customerRecord, commitments: customerRecord.commitments.filter((other) => other !== commitment) };
  const decision = decide(failure, { ...circumstances, customerRecord: others });
  const next = nextOf(record, decision, commitment.decision.parts, ports);
  if (!next) return false;
  const saved = await (next.unpublished ? saveAndPublish(next, ports) : saveOwn(next, ports.ledger));
  if (saved === 'stale') {
    throw new HoldContendedError(`${record.remedyId} is being written by others; this delivery has to come again`);
  }
  ports.observer.step({ step: 'reconsidered', remedyId: record.remedyId, failureType: record.type });
  return true;
}

function nextOf(
  record: RemedyRecord,
  decision: Decision,
  promised: readonly object[],
  ports: PublishPorts,
): RemedyRecord | undefined {
  const [why = ''] = decision.reasons;
  if (decision.outcome === 'none') {
    return moveRemedy(record, { to: 'rejected', why: `published again, and nothing is owed: ${why}` }, stamp(ports));
  }
  if (decision.outcome === 'hold' && decision.awaits) return undefined;
  if (decision.outcome === 'give' && isDeepStrictEqual(withoutDates(decision.parts), withoutDates(promised))) {
    return withRelease(record, `published again with what was waited for: ${why}`, stamp(ports));
  }
  const forPerson = `published again with other facts, so a person has to look: ${why}`;
  return withHold(record, { awaits: undefined }, forPerson, stamp(ports));
}

/** When a credit expires counts from the day of the decision, and is no other promise. */
function withoutDates(parts: readonly object[]): unknown {
  return JSON.parse(JSON.stringify(parts, (name, value: unknown) => (name === 'expiresAt' ? undefined : value)));
}
