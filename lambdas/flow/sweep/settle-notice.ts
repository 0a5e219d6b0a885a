import type { Notice } from '../../ledger/notice/notice';
import { moveNotice } from '../../ledger/notice/notice-transitions';
import { remindOfResend, dropResend } from '../../ledger/notice/resend-transitions';
import type { Waiting } from '../../ledger/port/waiting-list';
import { askForMailAgain, readMailAgain } from '../notify/wanted-again';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { settleWords } from '../words/settle-words';

const inDoubt = {
  sending: { why: 'an attempt to send did not come back', trouble: 'attempt-lost' },
  sent: { why: 'the mail service reported no delivery', trouble: 'not-reported' },
} as const;

/** The state of a mail is unknown once its attempt did not come back, or nobody reported its delivery within a day. */
export async function settleNotice(
  waiting: Extract<Waiting, { kind: 'notice' }>,
  context: PublishContext,
): Promise<void> {
  const notice = await context.ledger.readNotice(waiting);
  if (notice?.dueAt === undefined || Date.parse(notice.dueAt) > context.clock().getTime()) return;
  if (notice.state === 'held') return settleWords(notice, context);
  if (notice.state !== 'sending' && notice.state !== 'sent') return settleResend(notice, context);
  const move = { to: 'unknown', ...inDoubt[notice.state] } as const;
  const settled = await writeNotice((stamp) => moveNotice(notice, move, stamp), context);
  if (settled.result === 'lost') return;
  context.observer.step({ step: 'apology-unknown', remedyId: notice.remedyId, failureType: notice.type });
}

/** Asks again for a mail that a person wants once more, as long as it can be sent and is true. */
async function settleResend(notice: Notice, context: PublishContext): Promise<void> {
  if (!notice.resend) return;
  const again = await readMailAgain(notice, context);
  if (typeof again === 'string') {
    await writeNotice((stamp) => dropResend(notice, `not sent once more: ${again}`, stamp), context);
    return;
  }
  const asked = await writeNotice((stamp) => remindOfResend(notice, stamp), context);
  if (asked.result === 'won') await askForMailAgain(again, context);
}
