import { keptFailure } from '../../ledger/envelope';
import type { Notice } from '../../ledger/notice/notice';
import { suppressNotice } from '../../ledger/notice/notice-transitions';
import { wantQuestion } from '../../ledger/notice/question-transitions';
import { writeNotice } from '../record/notice-writer';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext } from '../record/record-writer';

/**
 * Has whoever writes to customers ask whether it was made right, once it is time. Whether somebody may be asked then is
 * decided there, at that very moment.
 */
export async function wantFeedback(notice: Notice, context: PublishContext): Promise<void> {
  const { question } = notice;
  if (!question) return;
  const { record, envelope } = await context.ledger.readMails(notice, ['feedback']);
  if (!record) return;
  const failure = keptFailure(envelope);
  const why = whyNever(failure, record.state, Date.parse(question.until) < context.clock().getTime());
  if (!failure || why !== undefined) {
    const end = { why: why ?? 'the address is not kept any more' };
    await writeNotice((stamp) => suppressNotice(record, 'feedback', notice, stamp, end), context);
    return;
  }
  const wanted = await writeNotice((stamp) => wantQuestion(notice, stamp), context);
  if (wanted.result === 'lost') return;
  await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true, isForFeedback: true });
}

function whyNever(failure: object | undefined, state: string, isOver: boolean): string | undefined {
  if (!failure) return 'the address is not kept any more';
  if (isOver) return 'it could not be asked for two weeks';
  return state === 'issued' ? undefined : `the remedy is ${state} by now`;
}
