import { keptFailure } from '../../ledger/envelope';
import type { HeldWords, Notice } from '../../ledger/notice/notice';
import { fenceNotice, suppressNotice } from '../../ledger/notice/notice-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { writeNotice } from '../record/notice-writer';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext, WriteContext } from '../record/record-writer';

/** An apology whose words wait, with the remedy that it is about. */
export interface WaitingWords {
  readonly record: RemedyRecord;
  readonly notice: Notice;
  readonly words: HeldWords;
  /** The failure with the address. Missing where it was erased or has expired. */
  readonly failure: object | undefined;
}

/** The words of a remedy that wait now. Undefined where there are none. */
export async function readWaitingWords(
  of: RemedyKey,
  { ledger }: Pick<WriteContext, 'ledger'>,
): Promise<WaitingWords | undefined> {
  const { record, envelope, notices } = await ledger.readMails(of, ['apology']);
  const { apology: notice } = notices;
  if (!record || notice?.state !== 'held' || !notice.words) return undefined;
  return { record, notice, words: notice.words, failure: keptFailure(envelope) };
}

/**
 * Takes away what can no longer be sent: the address is not kept any more, or what the mail would say is not so at
 * present.
 *
 * @returns why it can no longer be sent, where that is so
 */
export async function endUnsendable(
  { record, notice, words, failure }: WaitingWords,
  context: WriteContext,
): Promise<string | undefined> {
  if (record.state !== 'issued') {
    await writeNotice((stamp) => fenceNotice(record, 'apology', notice, stamp), context);
    return `the remedy is ${record.state} now, so its mail would not be true`;
  }
  if (failure) return undefined;
  const why = 'the address of the customer is not kept any more';
  const since = words.approval ? why : `${why}, and nobody had approved the words before`;
  await writeNotice((stamp) => suppressNotice(record, 'apology', notice, stamp, { why: since }), context);
  return why;
}

/** The function that writes to customers hears of it as of the first time, and finds the words approved. */
export async function askForMail({ record, failure }: WaitingWords, context: PublishContext): Promise<void> {
  await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true });
}
