import { dayMs, minuteMs } from '../../model/durations';
import type { CallEnd, CallRecord } from '../../phone/call-record';
import type { ContactFact } from '../../phone/contact-event';
import { RetryableError } from '../record/retryable-error';
import { beginCall } from './begin-call';
import { changeCall, endCall, publishEnd, type PhonePorts } from './phone-ports';
import type { PhoneResult } from './take-request';

/** A task says that it was begun here, and it is not known for which call. */
export class TaskNotNotedError extends RetryableError {
  override readonly name = 'TaskNotNotedError';
  constructor(contactId: string) {
    super(`it is not noted for which call the task ${contactId} is; this event has to come again`);
  }
}

/** An agent may be quicker than the note of whose contact it is. */
const waitsMs = [200, 400, 800];

/** What began longer ago is noted, if it is ours. */
const youngMs = 2 * minuteMs;

/**
 * Follows what happens to a contact, if we have begun it: an agent accepts the task, somebody speaks to the customer,
 * or nobody does. Events come twice and in any order, so each is taken for what it says of its contact, and not for
 * what came before. Of the contacts of others nothing is kept.
 */
export async function hearContact(fact: ContactFact, ports: PhonePorts): Promise<PhoneResult> {
  const record = await callOf(fact, ports);
  if (!record && (await isNotNotedYet(fact, ports))) throw new TaskNotNotedError(fact.contactId);
  if (!record) return { result: 'not-ours' };
  return fact.isTask ? hearTask(record, fact, ports) : hearCall(record, fact, ports);
}

async function hearTask(record: CallRecord, fact: ContactFact, ports: PhonePorts): Promise<PhoneResult> {
  if (record.end) return repeatEnd(record, ports);
  if (record.taskId !== undefined && !fact.ids.includes(record.taskId)) return hearEarlierTask(record, fact, ports);
  const at = ports.clock().toISOString();
  const { contactId, agent } = fact;
  if (fact.kind === 'ended' && !agent) {
    if (record.acceptedAt !== undefined) return { result: 'known' };
    await endCall(record, { as: 'missed', reason: 'no-answer', contactId, at }, ports);
    return { result: 'ended' };
  }
  if (record.channel === 'phone') return beginCall(record, fact, ports);
  if (fact.kind === 'ended') {
    await endCall(record, { as: 'completed', contactId, at }, ports);
    return { result: 'ended' };
  }
  const accepted = await accept(record, agent?.at ?? at, ports);
  const { deadlineAt, callBy = deadlineAt } = accepted;
  const by = new Date(Math.max(Date.parse(deadlineAt), Date.parse(callBy))).toISOString();
  // Nothing is promised for a time that is over. What is written all the same is said when it is done.
  if (by > at) await ports.publisher.accepted(accepted, contactId, by);
  return { result: 'accepted' };
}

/** The call was put off, and an attempt may have died before it could say so, or end this task. */
async function hearEarlierTask(
  record: CallRecord,
  { kind, contactId }: ContactFact,
  { publisher, center }: PhonePorts,
): Promise<PhoneResult> {
  if (kind === 'joined' && record.callBy !== undefined && record.acceptedAt === undefined) {
    await publisher.accepted(record, record.taskId ?? record.key, record.callBy);
    await center.endContact(contactId);
  }
  return { result: 'known' };
}

async function hearCall(record: CallRecord, fact: ContactFact, ports: PhonePorts): Promise<PhoneResult> {
  const { contactId, agent } = fact;
  const firstId = fact.firstId === record.taskId ? contactId : fact.firstId;
  // Nobody may know yet that it was begun: whoever began it may have died before it could be noted.
  const known = await changeCall(
    record,
    (before) => (before.callId === undefined ? { ...before, callId: firstId } : undefined),
    ports,
  );
  // Whatever else is related to the task is another call than the one that was begun here.
  if (known.callId === undefined || !fact.ids.includes(known.callId)) return { result: 'known' };
  if (known.end) return repeatEnd(known, ports);
  if (fact.kind === 'joined') return { result: 'known' };
  // Nobody took what was passed on. Whether somebody had spoken to the customer before says the first contact.
  if (!agent && contactId !== known.callId) return { result: 'known' };
  await endCall(known, await endOf(known.callId, fact, ports), ports);
  // It was put off in doubt, and had been made: nobody need accept it again.
  if (known.acceptedAt === undefined && known.taskId !== undefined) await ports.center.endContact(known.taskId);
  return { result: 'ended' };
}

/** Whoever answers and hears nobody for so long was not looked for in vain: we were not there. */
const patienceMs = 10_000;

async function endOf(
  callId: string,
  { contactId, agent, answeredForMs = 0 }: ContactFact,
  { clock, center }: PhonePorts,
): Promise<CallEnd> {
  const at = clock().toISOString();
  if (agent && !(await center.reachedNobody(callId))) return { as: 'completed', contactId, at };
  const isOurs = !agent && answeredForMs >= patienceMs;
  return { as: 'missed', reason: isOurs ? 'no-answer' : 'customer-not-reached', contactId, at };
}

function accept(record: CallRecord, at: string, ports: PhonePorts): Promise<CallRecord> {
  return changeCall(
    record,
    (before) => (before.acceptedAt === undefined ? { ...before, acceptedAt: at } : undefined),
    ports,
  );
}

/** What was written before may not have been published. */
async function repeatEnd(record: CallRecord, ports: PhonePorts): Promise<PhoneResult> {
  await publishEnd(record, ports);
  return { result: record.end?.as === 'withdrawn' ? 'withdrawn' : 'ended' };
}

/** So long whoever began a task and died is awaited, who notes it when the request comes again. */
const notedWithinMs = dayMs;

/**
 * An agent has a task that was begun here, and nobody could note whose it is. Without that event nobody would be
 * dialled. What a task says of itself is not believed: only the note is.
 */
async function isNotNotedYet({ isTask, contactId, begunAt }: ContactFact, ports: PhonePorts): Promise<boolean> {
  const isRecent = begunAt !== undefined && ports.clock().getTime() - Date.parse(begunAt) < notedWithinMs;
  return isTask && isRecent && (await ports.center.saysItIsOurs(contactId));
}

async function callOf(fact: ContactFact, ports: PhonePorts): Promise<CallRecord | undefined> {
  const isYoung = fact.begunAt !== undefined && ports.clock().getTime() - Date.parse(fact.begunAt) < youngMs;
  for (const waitMs of [0, ...(isYoung ? waitsMs : [])]) {
    if (waitMs > 0) await ports.wait(waitMs);
    for (const id of fact.ids) {
      const key = await ports.calls.keyOf(id);
      if (key !== undefined) return ports.calls.find(key);
    }
  }
  return undefined;
}
