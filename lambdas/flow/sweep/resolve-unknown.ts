import type { PartNotFound, PartOutcome } from '../../fulfilment/port/part-outcome';
import { AccountTroubleError, isKeyUsable, NotAttemptedError } from '../../fulfilment/port/refund-provider';
import { liveParts, stateOf, type RemedyRecord, type PartRecord } from '../../ledger/remedy-record';
import { expectingReturn } from '../../ledger/record-of';
import { moveRemedy } from '../../ledger/transitions';
import { reportTrouble } from '../fulfil/account-breaker';
import { execute, type ExecuteContext } from '../fulfil/execute';
import { lookUp, remedyForOf, withdraw } from '../fulfil/fulfil';
import { stoppedNow, withdrawnNow } from '../fulfil/stopped';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';
import { isOfProvider } from '../../model/remedy';
import { dayMs } from '../../model/durations';

/** Banks take up to a month. What takes longer will not come without help. */
const longestPendingMs = 45 * dayMs;

/**
 * Providers answer again within hours, and within a day their keys are forgotten. What is still unknown after a weekend
 * stays so without a person.
 */
const longestUnknownMs = 3 * dayMs;

function hasBeenUnknownFor({ history, committedAt }: RemedyRecord, now: Date): number {
  // Asking again with the same key is a part of the same time of not knowing.
  const last = history.findLastIndex(({ state }) => state !== 'unknown' && state !== 'executing') + 1;
  return now.getTime() - Date.parse(history.at(last)?.at ?? committedAt);
}

/** What became of a part, as far as anybody could be asked. */
export type Found = PartOutcome | PartNotFound | { readonly state: 'unreachable' };

export async function pollPart(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  context.observer.step({ step: 'polled', remedyId: record.remedyId, failureType: record.type });
  try {
    return await lookUp(await remedyForOf(record, context.ledger), part, context);
  } catch (error) {
    if (error instanceof AccountTroubleError) await reportTrouble(error, context);
    if (error instanceof NotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}

/** Nobody knows whether the money moved: look first, then ask with the same key while it protects, then a person. */
export async function resolveUnknown(
  record: RemedyRecord,
  context: ExecuteContext & Parameters<typeof withdrawnNow>[1],
  deadlineMs: number,
): Promise<void> {
  const parts: PartRecord[] = [];
  let mayAskAgain = true;
  let isMissing = false;
  for (const part of record.parts) {
    if (part.outcome.state !== 'unknown') {
      // Stopped while another part was being found out about. It goes on with that one.
      isMissing ||= part.outcome.state === 'planned';
      parts.push(part);
      continue;
    }
    const found = await pollPart(record, part, context);
    if (found.state === 'unreachable') return waitOrLeave(record, 'the provider was not reached', context);
    if (found.state === 'not-found') {
      isMissing = true;
      mayAskAgain &&= part.keySince !== undefined && isKeyUsable(part.keySince, context.clock());
      parts.push(part);
    } else parts.push({ ...part, outcome: found });
  }
  if (isMissing && mayAskAgain) {
    const stopped = (await stoppedNow(record, context)) ?? (await withdrawnNow(record, context));
    if (stopped) return waitOrLeave(record, `not found at the provider, and not asked again: ${stopped.why}`, context);
    return execute({ ...record, parts }, context, deadlineMs);
  }
  const to = stateOf(liveParts({ parts }));
  if (to !== 'unknown') {
    await writeAndPublish(
      (stamp) => moveRemedy(record, { to, parts, why: `found at the provider as ${to}` }, stamp),
      context,
    );
    return;
  }
  if (!isMissing) return waitOrLeave(record, 'the provider still gives no certain answer', context);
  const why = 'not found at the provider, and its key is too old to ask again: a person has to look';
  await leaveToPerson(record, why, context);
}

/** It is asked about again later, but not for ever. */
async function waitOrLeave(record: RemedyRecord, why: string, context: ExecuteContext): Promise<void> {
  if (hasBeenUnknownFor(record, context.clock()) < longestUnknownMs) return reschedule(record, why, context);
  await leaveToPerson(
    record,
    `for three days nobody could say whether it was given, and a person has to look: ${why}`,
    context,
  );
}

/** The provider is still at it, and its webhook may have been lost. */
export async function pollPending(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const parts: PartRecord[] = [];
  for (const part of record.parts) {
    const found = part.outcome.state === 'pending' ? await pollOrWithdraw(record, part, context) : part.outcome;
    const isUpdate = found.state === 'succeeded' || found.state === 'declined';
    parts.push(isUpdate ? expectingReturn({ ...part, outcome: found }, context.clock().toISOString()) : part);
  }
  const state = stateOf(liveParts({ parts }));
  const to = state === 'declined' ? 'late-failed' : state;
  if (state !== 'issued' && state !== 'declined') return waitOn(record, context);
  await writeAndPublish((stamp) => moveRemedy(record, { to, parts, why: `the provider says ${to}` }, stamp), context);
}

/** A partner that did not answer in time is told not to act, so that another way can be found. */
async function pollOrWithdraw(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  const found = await pollPart(record, part, context);
  if (found.state === 'succeeded' || found.state === 'declined' || !isLate(part, context.clock())) return found;
  context.observer.step({ step: 'part-overdue', remedyId: record.remedyId, failureType: record.type });
  return withdrawPart(record, part, context);
}

/** Tells a partner that was asked for a part not to give it. */
export async function withdrawPart(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  try {
    return await withdraw(await remedyForOf(record, context.ledger), part, context);
  } catch (error) {
    if (error instanceof AccountTroubleError) await reportTrouble(error, context);
    if (error instanceof NotAttemptedError) return { state: 'unreachable' };
    throw error;
  }
}

function isLate({ part, outcome }: PartRecord, now: Date): boolean {
  if (part.kind === 'callback' || isOfProvider(part) || outcome.state !== 'pending') return false;
  return outcome.answerBy !== undefined && Date.parse(outcome.answerBy) <= now.getTime();
}

async function waitOn(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const since = record.history.find(({ state }) => state === 'pending')?.at ?? record.committedAt;
  if (context.clock().getTime() - Date.parse(since) < longestPendingMs) {
    return reschedule(record, 'the provider is still at it', context);
  }
  const why = 'the provider has been at it for 45 days: a person has to ask there';
  await leaveToPerson(record, why, context);
}
