import { moveNotice } from '../../ledger/notice/notice-transitions';
import type { Waiting } from '../../ledger/port/waiting-list';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { settleWords } from '../words/settle-words';

const whyInDoubt = {
  sending: 'an attempt to send did not come back',
  sent: 'the mail service reported no delivery',
};

/** The state of a mail is unknown once its attempt did not come back, or nobody reported its delivery within a day. */
export async function settleNotice(
  waiting: Extract<Waiting, { kind: 'notice' }>,
  context: PublishContext,
): Promise<void> {
  const notice = await context.ledger.readNotice(waiting);
  if (notice?.dueAt === undefined || Date.parse(notice.dueAt) > context.clock().getTime()) return;
  if (notice.state === 'held') return settleWords(notice, context);
  if (notice.state !== 'sending' && notice.state !== 'sent') return;
  const move = { to: 'unknown', why: whyInDoubt[notice.state] } as const;
  const settled = await writeNotice((stamp) => moveNotice(notice, move, stamp), context);
  if (settled.result === 'lost') return;
  context.observer.step({ step: 'apology-unknown', remedyId: notice.remedyId, failureType: notice.type });
}
