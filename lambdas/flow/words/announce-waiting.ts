import { lastFailureOf, type Hold, type RemedyRecord } from '../../ledger/remedy-record';
import { withAnnounced } from '../../ledger/transitions';
import { minuteMs } from '../../model/durations';
import type { DecidedRemedy } from '../../model/decision';
import type { Limits } from '../../model/limits';
import type { FlowContext } from '../record/flow-context';
import { writeAndPublish, type PublishContext } from '../record/record-writer';

/** After so long a customer is told that it takes longer, where a deployment says nothing else. */
const usualMinutes = 60;

/**
 * When the customer of a remedy that is held is told that a person looks at it, or that the seller is asked. Missing
 * where nobody is told: what is held with many others may be no failure at all, what is stopped for all of them says
 * nothing about this one, and who has to send a photo waits for nothing of ours.
 */
export function announceAtOf(
  { cause, withIncident, awaits, deadline }: Hold,
  { wordsWait }: DecidedRemedy,
  at: string,
  { announceAfterMinutes = usualMinutes }: Limits,
): string | undefined {
  const waitsForOthers = awaits !== undefined && awaits.from !== 'seller';
  if (announceAfterMinutes === 0 || cause !== undefined || withIncident || waitsForOthers || wordsWait)
    return undefined;
  const announceAt = new Date(Date.parse(at) + announceAfterMinutes * minuteMs).toISOString();
  return announceAt < (awaits?.until ?? deadline) ? announceAt : undefined;
}

/** Whether the customer of a remedy that is pending since then is told so now. Of what failed they hear otherwise. */
export function isAnnouncedNow(
  { announced, wordsWait, history }: RemedyRecord,
  since: string,
  { limits, clock }: Pick<FlowContext, 'limits' | 'clock'>,
): boolean {
  const { announceAfterMinutes = usualMinutes } = limits;
  if (announced !== undefined || wordsWait || announceAfterMinutes === 0 || lastFailureOf({ history })) return false;
  return clock().getTime() - Date.parse(since) >= announceAfterMinutes * minuteMs;
}

/**
 * Has the customer told that it takes longer, and of a hold once more at half of its clock: at the first time a day is
 * named by which they hear of it.
 */
export async function announceWaiting(record: RemedyRecord, context: PublishContext): Promise<void> {
  const again = record.announced === undefined ? announcedAgainAt(record, context.clock()) : undefined;
  const written = await writeAndPublish((stamp) => withAnnounced(record, again, stamp), context);
  if (written.result === 'lost') return;
  context.observer.step({ step: 'wait-announced', remedyId: record.remedyId, failureType: record.type });
}

/** What waits for the seller ends by itself. */
function announcedAgainAt(record: RemedyRecord, now: Date): string | undefined {
  return record.hold?.awaits ? undefined : halfOfClock(record, now);
}

/** After half of what is left of the time within which a person has to decide. Undefined where nothing is left. */
export function halfOfClock({ state, hold }: Pick<RemedyRecord, 'state' | 'hold'>, now: Date): string | undefined {
  if (state !== 'held' || !hold) return undefined;
  const leftMs = Date.parse(hold.deadline) - now.getTime();
  return leftMs > 0 ? new Date(now.getTime() + leftMs / 2).toISOString() : undefined;
}
