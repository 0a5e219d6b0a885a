import { areOverdue, askOnceMore, escalateWords } from '../../ledger/notice/words-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { writeApprovedWords } from './decide-words';
import { askForMail, endUnsendable, readWaitingWords, type WaitingWords } from './waiting-words';

/**
 * Picks up words that are due: reminds the people who have to approve them, or asks once more for the mail of words
 * that are approved. None of it touches the money.
 */
export async function settleWords(of: RemedyKey, context: PublishContext): Promise<void> {
  const waiting = await readWaitingWords(of, context);
  const { dueAt } = waiting?.notice ?? {};
  const at = context.clock().toISOString();
  if (!waiting || dueAt === undefined || dueAt > at) return;
  if (await endUnsendable(waiting, context)) return;
  const { notice, words, record } = waiting;
  if (words.approval) {
    const asked = await writeNotice((stamp) => askOnceMore(notice, stamp), context);
    if (asked.result === 'won') await askForMail(waiting, context);
    return;
  }
  if (words.endsPlain && areOverdue(words, at)) return sendPlain(waiting, at, context);
  const escalated = await writeNotice((stamp) => escalateWords(notice, stamp), context);
  if (escalated.result === 'lost') return;
  const step = areOverdue(words, at) ? 'hold-overdue' : 'hold-escalated';
  context.observer.step({ step, remedyId: record.remedyId, failureType: record.type });
}

/** Nobody wrote in time. The customer reads what was given all the same, and the owner is told. */
async function sendPlain(waiting: WaitingWords, at: string, context: PublishContext): Promise<void> {
  const { record } = waiting;
  const why = 'nobody wrote in time, so a plain notice of what was given leaves';
  const approved = await writeApprovedWords(waiting, { actor: 'amends', why, at, isPlain: true }, context);
  if (!approved) return;
  context.observer.step({ step: 'hold-overdue', remedyId: record.remedyId, failureType: record.type });
  await askForMail(waiting, context);
}
