import { isDeepStrictEqual } from 'node:util';
import { sellerWaitOver } from '../../ledger/record-of';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { moveRemedy, withHold, withRelease } from '../../ledger/transitions';
import type { Decision } from '../../model/decision';
import { withoutCommitment } from '../../ledger/customer-record';
import { writeAndPublish, type Transition } from '../record/record-writer';
import { decide, type Circumstances } from '../decide/decide';
import { decideOnPayment } from '../decide/decide-on-payment';
import { HoldContendedError, isOfAnother, leaveToPersonWithBoth, type Report } from './contradicted-report';
import type { RemedyContext } from './remedy-context';

/**
 * A failure whose remedy waits for something was published again, perhaps with what is waited for. The decision stays
 * as it was committed: the same failure can only release it, end it, or leave it to a person. From another source than
 * the first, which nobody said answers for it, it leaves it to a person who reads of both.
 *
 * @returns whether it changed anything
 * @throws {@link HoldContendedError}
 */
export async function reconsider(
  record: RemedyRecord,
  report: Report,
  circumstances: Circumstances,
  context: RemedyContext,
): Promise<boolean> {
  const { failure, askForPayment } = report;
  const { customerRecord } = circumstances;
  const others = withoutCommitment(customerRecord, record.remedyId);
  const { committedAt } = record;
  const asIfNew = { ...circumstances, customerRecord: others, committedAt };
  // A duplicate brings nothing new, and asks nobody.
  if (stillWaits(decide(failure, asIfNew))) return false;
  if (isOfAnother(record, report) && !mayAnswer(report, context)) {
    const why = `${report.source ?? 'a source that is not known'} publishes what ${record.source} has to answer`;
    await leaveToPersonWithBoth(record, why, context);
    return true;
  }
  const decision = await decideOnPayment(failure, asIfNew, askForPayment);
  const transition = transitionFor(record, decision, decidedParts(record));
  const written = await writeAndPublish(transition, context);
  if (written.result === 'lost') {
    throw new HoldContendedError(`${record.remedyId} is being written by others; this delivery has to come again`);
  }
  context.observer.step({ step: 'reconsidered', remedyId: record.remedyId, failureType: record.type });
  return true;
}

function mayAnswer({ source }: Report, { answeringSources = [] }: RemedyContext): boolean {
  return source !== undefined && answeringSources.includes(source);
}

function decidedParts({ parts }: RemedyRecord): readonly object[] {
  return parts.filter(({ insteadOf }) => insteadOf === undefined).map(({ part }) => part);
}

function transitionFor(record: RemedyRecord, decision: Decision, committed: readonly object[]): Transition {
  const [why = ''] = decision.reasons;
  if (decision.outcome === 'none') {
    const hold = record.hold && { ...record.hold, ...sellerWaitOver(record, 'nothing-owed') };
    const rejected = { to: 'rejected', why: `published again, and nothing is owed: ${why}`, hold } as const;
    return (stamp) => moveRemedy(record, rejected, stamp);
  }
  const isSame = isDeepStrictEqual(withoutDates(decision.parts), withoutDates(committed));
  if (decision.outcome === 'hold' && decision.awaits && isSame) {
    const { awaits } = decision;
    const change = { awaits, deadline: awaits.until, escalateAt: awaits.until };
    return (stamp) => withHold(record, change, `published again with what was waited for, but: ${why}`, stamp);
  }
  if (decision.outcome === 'give' && isSame) {
    return (stamp) => withRelease(record, `published again with what was waited for: ${why}`, stamp);
  }
  const forPerson = `published again with other facts, so a person has to look: ${why}`;
  const change = { awaits: undefined, ...sellerWaitOver(record, 'answered') };
  // Who was told of the wait hears that it is over.
  const isNews = change.waitOver !== undefined && record.announced !== undefined;
  return (stamp) => withHold(isNews ? { ...record, unpublished: true } : record, change, forPerson, stamp);
}

function stillWaits(decision: Decision): boolean {
  return decision.outcome === 'hold' && decision.awaits !== undefined;
}

/** When a credit expires counts from the day of the decision, and makes no difference here. */
function withoutDates(parts: readonly object[]): unknown {
  return JSON.parse(JSON.stringify(parts, (name, value: unknown) => (name === 'expiresAt' ? undefined : value)));
}
