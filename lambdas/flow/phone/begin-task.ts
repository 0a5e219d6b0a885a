import { dayMs, minuteMs } from '../../model/durations';
import { taskToken, type CallRecord } from '../../phone/call-record';
import type { CallTime } from '../../phone/call-time';
import { remedyAttribute } from '../../phone/contact-center';
import type { FailureFacts } from '../../phone/request-facts';
import { linkTo, taskTextOf } from '../../phone/task-of';
import { changeCall, type PhonePorts } from './phone-ports';

/** Of a task that nobody has accepted, an agent hears no more after its deadline and an hour. */
export const graceMinutes = 60;

/** By then the call counts as missed, and whoever was promised it is written to. */
export function isOver({ deadlineAt, callBy = deadlineAt }: CallRecord, now: Date): boolean {
  return now.getTime() > Math.max(Date.parse(deadlineAt), Date.parse(callBy)) + graceMinutes * minuteMs;
}

/** The longest that a task may live: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
const longestMs = 7 * dayMs;

/**
 * Gives agents the task of the newest round, and notes whose it is before anybody can accept it: an event about it may
 * come while this is at work. Begun again, it is the same task.
 *
 * @returns the record as it is stored then. It may have ended meanwhile: then its task has, too
 */
export async function beginTask(
  record: CallRecord,
  { facts, time }: { readonly facts: FailureFacts; readonly time: CallTime },
  ports: PhonePorts,
): Promise<CallRecord> {
  const { center, calls, setting, clock, observer } = ports;
  const now = clock().getTime();
  const until = Math.max(Date.parse(record.deadlineAt), time.when === 'later' ? time.callBy.getTime() : now);
  const link = linkTo(record, setting.consoleUrl);
  const taskId = await center.beginTask({
    token: taskToken(record),
    ...taskTextOf(record, facts, link),
    link,
    at: time.when === 'later' ? time.from : undefined,
    expiresAfterMinutes: graceMinutes + Math.ceil(Math.min(until - now, longestMs) / minuteMs),
    attributes: { [remedyAttribute]: record.remedyId, amendsChannel: record.channel },
  });
  await calls.note(taskId, record.key);
  const callBy = time.when === 'later' ? time.callBy.toISOString() : undefined;
  const begun = await changeCall(
    record,
    (before) => (before.end || before.taskId === taskId ? undefined : { ...before, taskId, callBy }),
    ports,
  );
  if (begun.end) await center.endContact(taskId);
  observer.step({ step: callBy === undefined ? 'call-asked' : 'call-put-off', remedyId: record.remedyId });
  return begun;
}
