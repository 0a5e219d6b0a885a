import { timeToAsk } from '../../feedback/time-to-ask';
import type { Notice } from '../../ledger/notice/notice';
import { planAnew, planMail } from '../../ledger/notice/planned-transitions';
import { dayMs } from '../../model/durations';
import { syntheticSource } from '../../outcomes/synthetic';
import { writeNotice } from '../record/notice-writer';
import type { WriteContext } from '../record/record-writer';

export type PlanContext = WriteContext & {
  /** How long after it should have arrived customers are asked. @default - nobody is asked */
  readonly daysAfterArrival?: number | undefined;
};

/** Who could not be asked for so long is not asked any more: nobody remembers by then. */
const askableMs = 14 * dayMs;

/** Mails that say what was given. With the last of them the time begins in which it arrives. */
const tellsWhatIsGiven: readonly Notice['template'][] = ['apology', 'resolution'];

/**
 * Once a mail has arrived that says what was given: notes when its customer is asked whether it was made right. Noted
 * once, it is noted anew only where more was given since and nobody was asked yet.
 */
export async function planWhenDelivered(delivered: Notice, context: PlanContext): Promise<void> {
  const { daysAfterArrival, ledger } = context;
  if (daysAfterArrival === undefined || delivered.state !== 'delivered') return;
  if (!tellsWhatIsGiven.includes(delivered.template)) return;
  const { customerId, remedyId, at } = delivered;
  const [record, stored] = await Promise.all([
    ledger.readRemedy(customerId, remedyId),
    ledger.readNotice({ customerId, remedyId, template: 'feedback' }),
  ]);
  if (!record || record.source === syntheticSource) return;
  const askAt = timeToAsk(record, new Date(at), daysAfterArrival);
  if (!askAt || (stored && !isToPutOff(stored, askAt))) return;
  // Where somebody else writes at this moment, it is planned already.
  const from = askAt.toISOString();
  const until = new Date(askAt.getTime() + askableMs).toISOString();
  await writeNotice(
    (stamp) =>
      stored
        ? planAnew(stored, { from, until }, `more was given since; wanted from ${from} on`, stamp)
        : planMail(record, 'feedback', { from, until, amounts: [] }, stamp),
    context,
  );
}

function isToPutOff({ state, planned }: Notice, askAt: Date): boolean {
  return state === 'none' && planned?.from !== undefined && Date.parse(planned.from) < askAt.getTime();
}
