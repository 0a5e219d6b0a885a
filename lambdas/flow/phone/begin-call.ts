import { minuteMs } from '../../model/durations';
import { keptFailure } from '../../ledger/envelope';
import { callToken, type CallRecord } from '../../phone/call-record';
import { callTimeOf } from '../../phone/call-time';
import type { ContactFact } from '../../phone/contact-event';
import { failureFactsOf, isDialable, type FailureFacts } from '../../phone/request-facts';
import { linkTo } from '../../phone/task-of';
import { RetryableError } from '../record/retryable-error';
import { beginTask, isOver } from './begin-task';
import { changeCall, endCall, type PhonePorts } from './phone-ports';
import type { PhoneResult } from './take-request';

/** An agent accepted, and nobody could take the call: a customer who answers would hear music. */
export class NobodyFreeError extends RetryableError {
  override readonly name = 'NobodyFreeError';
  constructor(key: string) {
    super(`no agent could take the call ${key} now; it is begun when one can`);
  }
}

/** So long somebody who has accepted a task is taken to be there. */
const freshMs = 10 * minuteMs;

/** What is promised has to lie ahead. */
const leastAheadMs = 5_000;

/**
 * Calls the customer for an agent who has accepted the task. First it is made sure that it may be kept: that it is no
 * night for the customer, and that an agent could take the call. Then it is promised, and then the customer is dialled.
 *
 * @throws NobodyFreeError where the event has to come again
 */
export async function beginCall(record: CallRecord, fact: ContactFact, ports: PhonePorts): Promise<PhoneResult> {
  const { center, publisher, ledger, setting, clock, observer } = ports;
  if (record.callId !== undefined) return { result: 'known' };
  const now = clock();
  const failure = keptFailure(await ledger.readEnvelope(record.customerId, record.remedyId));
  const facts = failureFactsOf(failure);
  const at = now.toISOString();
  const { contactId: taskId, agent } = fact;
  if (!isDialable(facts.phone) || isOver(record, now)) {
    const reason = isDialable(facts.phone) ? 'no-answer' : 'address-gone';
    await endCall(record, { as: 'missed', reason, contactId: taskId, at }, ports);
    return { result: 'ended' };
  }
  const isNight = await putOffAtNight(record, { facts, taskId }, ports);
  if (isNight) return isNight;
  if (!(await center.canTakeCall())) {
    observer.step({ step: 'call-nobody-free', remedyId: record.remedyId });
    throw new NobodyFreeError(record.key);
  }
  const acceptedAt = record.acceptedAt ?? agent?.at ?? at;
  const promisedMs = Date.parse(acceptedAt) + setting.withinSeconds * 1_000;
  const isAhead = promisedMs - now.getTime() >= leastAheadMs;
  const callBy = new Date(isAhead ? promisedMs : now.getTime() + setting.withinSeconds * 1_000).toISOString();
  const accepted = await changeCall(
    record,
    (before) => (before.end || before.callId !== undefined ? undefined : { ...before, acceptedAt, callBy }),
    ports,
  );
  if (accepted.end || accepted.callId !== undefined) return { result: 'known' };
  await publisher.accepted(accepted, taskId, callBy);
  const begun = await center.beginCall({
    token: callToken(accepted),
    to: facts.phone,
    taskId,
    // Who accepted it long ago may be gone, and a customer who waits for them hears music.
    agent: now.getTime() - Date.parse(acceptedAt) < freshMs ? agent?.arn : undefined,
    name: record.failureType,
    link: linkTo(record, setting.consoleUrl),
  });
  if ('refused' in begun) {
    await endCall(accepted, { as: 'missed', reason: 'other', contactId: taskId, at }, ports);
    observer.trouble(record.remedyId, `the contact center does not call: ${begun.refused}`, undefined);
    return { result: 'ended' };
  }
  await noteCall(accepted, begun.contactId, ports);
  const waitedMs = clock().getTime() - Date.parse(acceptedAt);
  const isLate = waitedMs > setting.withinSeconds * 1_000;
  observer.step({ step: 'call-begun', remedyId: record.remedyId, waitedMs, isLate });
  return { result: 'called' };
}

async function noteCall(record: CallRecord, callId: string, ports: PhonePorts): Promise<void> {
  await ports.calls.note(callId, record.key);
  const noted = await changeCall(
    record,
    (before) => (before.callId === undefined ? { ...before, callId } : undefined),
    ports,
  );
  // It was withdrawn while this began it: the phone rings for nothing.
  if (noted.end?.as === 'withdrawn') await ports.center.endContact(callId);
}

/** A task may have waited for long, and an agent may sit where it is day. */
async function putOffAtNight(
  record: CallRecord,
  { facts, taskId }: { readonly facts: FailureFacts; readonly taskId: string },
  ports: PhonePorts,
): Promise<PhoneResult | undefined> {
  const { setting, clock, center, publisher } = ports;
  const called = { timeZone: facts.timeZone, notBefore: record.notBefore };
  const now = clock();
  // Whoever accepted it is there, whatever the calendar says.
  if (callTimeOf(called, { ...setting, hours: undefined }, now).when === 'now') return undefined;
  const later = callTimeOf(called, setting, now);
  if (later.when !== 'later') {
    const end = { as: 'missed', reason: 'too-late', contactId: taskId, at: now.toISOString() } as const;
    await endCall(record, end, ports);
    return { result: 'ended' };
  }
  const next = await changeCall(
    record,
    // Without a task, an attempt before this one died on the way to the next round. Nobody has accepted that one yet.
    (known) =>
      known.end || known.callId !== undefined || known.taskId === undefined
        ? undefined
        : { ...known, rounds: known.rounds + 1, taskId: undefined, acceptedAt: undefined },
    ports,
  );
  if (next.end || next.callId !== undefined) return { result: 'known' };
  const begun = await beginTask(next, { facts, time: later }, ports);
  if (begun.end) return { result: 'known' };
  await publisher.accepted(begun, begun.taskId ?? begun.key, later.callBy.toISOString());
  await center.endContact(taskId);
  return { result: 'put-off' };
}
