import type { PartRequestEvent } from '../../fulfilment/port/partner-events';
import { newCall, type CallRecord } from '../../phone/call-record';
import { callTimeOf } from '../../phone/call-time';
import type { PhoneSetting } from '../../phone/phone-setting';
import { failureFactsOf, isDialable } from '../../phone/request-facts';
import { beginTask, isOver } from './begin-task';
import { changeCall, endCall, publishEnd, type PhonePorts } from './phone-ports';

/** A request for a call. */
export interface CallRequest extends Omit<PartRequestEvent, 'part'> {
  readonly part: Extract<PartRequestEvent['part'], { kind: 'callback' }>;
}

export interface PhoneResult {
  readonly result: 'asked' | 'put-off' | 'known' | 'ended' | 'withdrawn' | 'called' | 'accepted' | 'not-ours';
}

/**
 * Takes a request for a call: agents get a task. At hours at which nobody is there, or it is night for the customer, it
 * waits until the next opening, and that is promised; otherwise nothing is promised before an agent has accepted it.
 * A request that comes again begins nothing again.
 */
export async function takeRequest(request: CallRequest, ports: PhonePorts): Promise<PhoneResult> {
  const { calls, publisher, setting, clock } = ports;
  const record = (await calls.find(request.key)) ?? (await open(request, ports));
  if (record.end) {
    await publishEnd(record, ports);
    return { result: record.end.as === 'withdrawn' ? 'withdrawn' : 'ended' };
  }
  if (record.taskId !== undefined) {
    await repeatPromise(record, ports);
    return { result: 'known' };
  }
  const now = clock();
  const facts = failureFactsOf(request.failure);
  const at = now.toISOString();
  if (record.channel === 'phone' && !isDialable(facts.phone)) {
    await endCall(record, { as: 'missed', reason: 'address-gone', at }, ports);
    return { result: 'ended' };
  }
  const called = { timeZone: facts.timeZone, notBefore: record.notBefore };
  const time = callTimeOf(called, record.channel === 'phone' ? setting : wakingNobody(setting), now);
  // Whoever asked has given up on it by then, and has said so to the customer.
  if (time.when === 'never' || isOver(record, now)) {
    await endCall(record, { as: 'missed', reason: 'too-late', at }, ports);
    return { result: 'ended' };
  }
  const begun = await beginTask(record, { facts, time }, ports);
  if (begun.end) return { result: 'withdrawn' };
  if (time.when === 'now') return { result: 'asked' };
  await publisher.accepted(record, begun.taskId ?? record.key, time.callBy.toISOString());
  return { result: 'put-off' };
}

/** What is not wanted any more: its task ends. A request that comes after that begins nothing. */
export async function withdrawCall(request: CallRequest, ports: PhonePorts): Promise<PhoneResult> {
  const { calls, center, clock } = ports;
  const record = (await calls.find(request.key)) ?? (await open(request, ports));
  const end = { as: 'withdrawn' as const, at: clock().toISOString() };
  const ended = await changeCall(record, (before) => (before.end ? undefined : { ...before, end }), ports);
  if (ended.end?.as === 'withdrawn' && ended.taskId !== undefined) await center.endContact(ended.taskId);
  return { result: 'withdrawn' };
}

/** Two deliveries of one request open one record. */
async function open(request: CallRequest, { calls, clock }: PhonePorts): Promise<CallRecord> {
  const { key, remedyId, partNumber, customerId, failureType, orderId, part, answerBy } = request;
  const { channel, notBefore, deadlineSeconds, budgetMinor, currency } = part;
  const deadlineAt = answerBy ?? new Date(clock().getTime() + deadlineSeconds * 1_000).toISOString();
  const of = { key, remedyId, partNumber, customerId, failureType, orderId };
  const record = newCall({ ...of, channel, notBefore, deadlineAt, budgetMinor, currency });
  if ((await calls.save(record)) === 'saved') return record;
  return (await calls.find(key)) ?? record;
}

/** Who is written to is not woken. */
function wakingNobody(setting: PhoneSetting): PhoneSetting {
  return { ...setting, quietHours: { ...setting.quietHours, from: 0, until: 0 } };
}

async function repeatPromise(record: CallRecord, { publisher }: PhonePorts): Promise<void> {
  if (record.callBy === undefined) return;
  await publisher.accepted(record, record.callId ?? record.taskId ?? record.key, record.callBy);
}
