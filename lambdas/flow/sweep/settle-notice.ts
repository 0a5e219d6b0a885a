import type { Notice } from '../../ledger/notice/notice';
import { endNight } from '../../ledger/notice/channel-transitions';
import { moveNotice } from '../../ledger/notice/notice-transitions';
import { remindOfResend, dropResend } from '../../ledger/notice/resend-transitions';
import type { Waiting } from '../../ledger/port/waiting-list';
import type { WriteStamp } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import { askForFollowUp, type AskForFollowUpContext } from '../follow/ask-for-follow-up';
import { askForMailAgain, readMailAgain } from '../notify/wanted-again';
import { tellOwner } from '../notify/tell-owner';
import type { FlowContext } from '../record/flow-context';
import { writeNotice, type NoticeWrite } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { settleWords } from '../words/settle-words';

const inDoubt = {
  sending: { why: 'an attempt to send did not come back', trouble: 'attempt-lost' },
  sent: { why: 'the mail service reported no delivery', trouble: 'not-reported' },
} as const;

export type SettleContext = PublishContext & AskForFollowUpContext & Pick<FlowContext, 'undelivered'>;

/**
 * Looks after words that wait and mails that are wanted once more. Mails that are sent as usual are not on the list,
 * but an earlier version put them there: of those it says that they are in doubt when their time is up.
 */
export async function settleNotice(
  waiting: Extract<Waiting, { kind: 'notice' }>,
  context: SettleContext,
): Promise<void> {
  const notice = await context.ledger.readNotice(waiting);
  if (notice?.dueAt === undefined || Date.parse(notice.dueAt) > context.clock().getTime()) return;
  if (notice.state === 'held') return settleWords(notice, context);
  if (notice.state === 'none' && notice.planned) return askForFollowUp(notice, context);
  if (notice.waitsUntil !== undefined) return endQuiet(notice, context);
  if (notice.state !== 'sending' && notice.state !== 'sent') return settleResend(notice, context);
  const move = { to: 'unknown', ...inDoubt[notice.state] } as const;
  const settled = await tellAndWrite((stamp) => moveNotice(notice, move, stamp), context);
  if (settled.result === 'lost') return;
  context.observer.step({ step: 'apology-unknown', remedyId: notice.remedyId, failureType: notice.type });
}

/** Whoever looks for a channel hears of it as of the first time. */
async function endQuiet(notice: Notice, context: SettleContext): Promise<void> {
  await tellAndWrite((stamp) => endNight(notice, stamp), context);
}

/** Mail services take mails again within hours. What has not left after a weekend waits for a person. */
const longestWantedMs = 3 * dayMs;

/** Asks again for a mail that a person wants once more, as long as it can be sent and is true. */
async function settleResend(notice: Notice, context: SettleContext): Promise<void> {
  if (!notice.resend) return;
  const isTooLong = context.clock().getTime() - Date.parse(notice.resend.at) >= longestWantedMs;
  const again = isTooLong ? 'for three days it did not leave' : await readMailAgain(notice, context);
  if (typeof again === 'string') {
    await tellAndWrite((stamp) => dropResend(notice, `not sent once more: ${again}`, stamp), context);
    return;
  }
  const asked = await writeNotice((stamp) => remindOfResend(notice, stamp), context);
  if (asked.result === 'won') await askForMailAgain(again, context);
}

/**
 * Told first: once it is written it waits for nothing any more, and no other run would come back to it. Where somebody
 * else writes at that very moment, the owner heard what was true just before.
 */
async function tellAndWrite(transition: (stamp: WriteStamp) => Notice, context: SettleContext): Promise<NoticeWrite> {
  const { clock, newToken } = context;
  const stamp = { at: clock().toISOString(), token: newToken() };
  await tellOwner(transition(stamp), context);
  return writeNotice(transition, context);
}
