import type { PersonsMessage } from '../../ledger/envelope';
import type { Notice, WordsApproval } from '../../ledger/notice/notice';
import { approveWords, extendWords, rejectWords } from '../../ledger/notice/words-transitions';
import type { RemedyRecord, WriteStamp } from '../../ledger/remedy-record';
import { whyRejected, type RecordedReason } from '../../model/judging/reason-code';
import { keepMessage } from './customer-message';
import { writeNotice } from '../record/notice-writer';
import type { PublishContext } from '../record/record-writer';
import { askForMail, endUnsendable, readWaitingWords, type WaitingWords } from './waiting-words';

/** Whose words, and the verified identity of the person who decides. */
export interface WordsCase {
  readonly customerId: string;
  readonly remedyId: string;
  readonly actor: string;
}

/** What a person writes beside a verdict, and what is known of it. */
export type VerdictWords = { readonly message?: string | undefined } & Omit<PersonsMessage, 'text'>;

/** Why no mail is sent. */
export interface WordsRejection {
  readonly why: string;
  readonly rejectedAs?: RecordedReason | undefined;
  readonly message?: string | undefined;
}

export type WordsResult =
  | { readonly answer: 'done'; readonly record: RemedyRecord; readonly notice: Notice }
  /** Nothing was changed, and why: a sentence for that person to read. */
  | { readonly answer: 'refused'; readonly why: string };

/**
 * One person's approval of the words of one mail, or the message that is mailed in their place. It moves no money, so
 * one person is enough, whatever the remedy costs. The mail leaves within seconds.
 *
 * @returns undefined where no words wait
 */
export async function approveHeldWords(
  { actor, ...which }: WordsCase,
  { why, message: text, ...writing }: VerdictWords & { readonly why: string },
  context: PublishContext,
): Promise<WordsResult | undefined> {
  return decide(which, context, async (waiting) => {
    const messageId = context.newToken();
    const { locale, signedBy, signedRole } = writing;
    const written = text !== undefined && { text, locale, signedBy, signedRole, actor, messageId };
    const message = written ? await keepMessage(which, written, context) : undefined;
    if (text !== undefined && !message) return refused('the address of the customer is not kept any more');
    const approval = { actor, why, at: context.clock().toISOString(), message };
    const notice = await writeApprovedWords(waiting, approval, context);
    if (!notice) return quicker;
    context.observer.step({ step: 'words-approved', remedyId: which.remedyId, failureType: notice.type });
    await askForMail(waiting, context);
    return { answer: 'done', record: waiting.record, notice };
  });
}

/**
 * One person's rejection of the words of one mail: none is sent. What was given stays.
 *
 * @returns undefined where no words wait
 */
export async function rejectHeldWords(
  { actor, ...which }: WordsCase,
  { message, ...verdict }: WordsRejection,
  context: PublishContext,
): Promise<WordsResult | undefined> {
  return decide(which, context, (waiting) => {
    if (message !== undefined) return Promise.resolve(refused(onlyWithApproval));
    const line = `the words were rejected by ${actor}: ${whyRejected(verdict)}`;
    const rejected = { why: line, rejectedAs: verdict.rejectedAs };
    return writeDecided(waiting, 'words-rejected', (stamp) => rejectWords(waiting.notice, rejected, stamp), context);
  });
}

const onlyWithApproval =
  'only the words of a mail are rejected, and then none is sent: to write another one, approve with that message';

/**
 * Gives the people who have to approve the words of one mail more time.
 *
 * @returns undefined where no words wait
 */
export async function extendHeldWords(
  { actor, ...which }: WordsCase,
  { hours, why }: { readonly hours: number; readonly why: string },
  context: PublishContext,
): Promise<WordsResult | undefined> {
  return decide(which, context, (waiting) => {
    const line = `extended by ${actor} for ${hours} hours: ${why}`;
    return writeDecided(waiting, 'hold-extended', (stamp) => extendWords(waiting.notice, hours, line, stamp), context);
  });
}

/**
 * Writes that words are approved. Once that is written others may write at once, so it is also won where it is found
 * among what they wrote.
 */
export async function writeApprovedWords(
  { record, notice }: WaitingWords,
  approval: WordsApproval,
  context: PublishContext,
): Promise<Notice | undefined> {
  const written = await writeNotice((stamp) => approveWords(record, notice, approval, stamp), context);
  if (written.result === 'won') return written.notice;
  const { actor, at } = written.stored?.words?.approval ?? {};
  return actor === approval.actor && at === approval.at ? written.stored : undefined;
}

async function decide(
  which: Omit<WordsCase, 'actor'>,
  context: PublishContext,
  write: (waiting: WaitingWords) => Promise<WordsResult>,
): Promise<WordsResult | undefined> {
  const waiting = await readWaitingWords(which, context);
  if (!waiting) return undefined;
  if (waiting.words.approval) return refused('its words are approved already, and the mail is on its way');
  const unsendable = await endUnsendable(waiting, context);
  return unsendable === undefined ? write(waiting) : refused(unsendable);
}

async function writeDecided(
  { record }: WaitingWords,
  step: 'words-rejected' | 'hold-extended',
  transition: (stamp: WriteStamp) => Notice,
  context: PublishContext,
): Promise<WordsResult> {
  const written = await writeNotice(transition, context);
  if (written.result === 'lost') return quicker;
  context.observer.step({ step, remedyId: record.remedyId, failureType: record.type });
  return { answer: 'done', record, notice: written.notice };
}

const quicker: WordsResult = refused('somebody else decided at the same moment; look at it again');

function refused(why: string): Extract<WordsResult, { answer: 'refused' }> {
  return { answer: 'refused', why };
}
