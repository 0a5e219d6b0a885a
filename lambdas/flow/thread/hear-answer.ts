import { createHash } from 'node:crypto';
import type { AnswerEvent } from '../../channels/events/answer-events';
import type { WrittenAnswer } from '../../channels/port/answer';
import type { Conversation, Line } from '../../conversation/conversation';
import type { AnswerMove } from '../../conversation/conversation-transitions';
import { foreignLineId, threadAnswerIn } from '../../conversation/threads/thread-keys';
import { answeredElsewhere, otherDesk } from '../../conversation/threads/thread-transitions';
import { envelopeDays } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs, minuteMs } from '../../model/durations';
import { mostReads, writeConversation } from '../converse/converse-context';
import { wasErasedMeanwhile } from '../converse/erased-meanwhile';
import { note, waitedFor } from '../converse/send-answer';
import { RetryableError } from '../record/retryable-error';
import { messageMark, type ThreadContext } from './hear-message';

/** What it is about was not heard yet: events come in any order. */
export class NotHeardYetError extends RetryableError {
  override readonly name = 'NotHeardYetError';
}

/** After so long what it is about will not come any more: it is of a time before there were conversations. */
const comesWithinMs = 10 * minuteMs;

export type HeardAnswer = { readonly result: 'noted' | 'known' | 'not-ours' };

/**
 * Hears that somebody answers from another desk: the conversation has that line too.
 *
 * @param at when it was published. ISO 8601
 * @throws NotHeardYetError where the message that it answers was not heard yet
 */
export async function hearWrittenAnswer(
  answer: WrittenAnswer,
  at: string,
  context: ThreadContext,
): Promise<HeardAnswer> {
  const { answerId, replyTo, to, text } = answer;
  // Our own answers have their line from the beginning.
  if (threadAnswerIn(answerId)) return { result: 'known' };
  const of = await conversationOf(replyTo, at, context);
  if (!of) return { result: 'not-ours' };
  const lineId = foreignLineId(replyTo.network, answerId);
  const expiresAt = new Date(context.clock().getTime() + envelopeDays * dayMs).toISOString();
  await context.conversations.keepSaid({ ...of, lineId, text, expiresAt });
  if (await wasErasedMeanwhile(of, lineId, context)) return { result: 'not-ours' };
  const line: Line = {
    id: lineId,
    by: 'company',
    at: notBefore(at, replyTo.writtenAt),
    hash: createHash('sha256').update(text, 'utf8').digest('hex'),
    on: { network: replyTo.network, isPublic: to === 'public' },
    answer: { state: 'sending', then: 'answered', actor: otherDesk, about: of.lineId, to },
  };
  for (let reads = 0; reads < mostReads; reads++) {
    const stored = await context.conversations.read(of);
    if (!stored) throw new NotHeardYetError('the message that is answered was not heard yet');
    const stamp = { at: context.clock().toISOString(), token: context.newToken() };
    const next = answeredElsewhere(stored, line, stamp);
    if (!next) return { result: 'known' };
    if (await writeConversation(() => next, context)) return { result: 'noted' };
  }
  throw new NotHeardYetError('the conversation is being written by others');
}

/** The bus counts in seconds, and other clocks are behind: an answer stands after what it answers. */
function notBefore(at: string, writtenAt: string): string {
  return new Date(Math.max(Date.parse(at), Date.parse(writtenAt))).toISOString();
}

/**
 * Notes what became of an answer on a network, whoever wrote it.
 *
 * @throws NotHeardYetError where the answer was not heard yet
 */
export async function hearAnswerOutcome(event: AnswerEvent, context: ThreadContext): Promise<HeardAnswer> {
  const { answerId, replyTo, at } = event;
  const own = threadAnswerIn(answerId);
  const of = own ?? (await conversationOf(replyTo, at, context));
  if (!of) return { result: 'not-ours' };
  const lineId = own?.lineId ?? foreignLineId(replyTo.network, answerId);
  const conversation = await context.conversations.read({ customerId: of.customerId, remedyId: of.remedyId });
  const line = conversation?.lines.find(({ id }) => id === lineId);
  if (!conversation || !line?.answer) return notYet(at, context);
  // Another answer had its id: what is said is of that refusal, and not of the one that stands here.
  if (event.reason === 'id-used') return { result: 'known' };
  const result = await note(conversation, lineId, moveOf(event, conversation, context), context);
  if (result === 'noted') count(event, conversation, context);
  return { result };
}

function moveOf(
  { state, reference, reason, why }: AnswerEvent,
  conversation: Conversation,
  context: ThreadContext,
): AnswerMove {
  const because = why ?? reason ?? 'the network did not say why';
  if (state === 'sent') {
    const waited = waitedFor(conversation, context);
    return { to: 'sent', messageId: reference, why: 'the answer has left', waitedMinutes: waited };
  }
  if (state === 'refused') return { to: 'none', why: `the answer did not leave: ${because}`, reason: because };
  return { to: 'unknown', why: `nobody can say whether the answer has left: ${because}`, reason: because };
}

function count({ state }: AnswerEvent, conversation: Conversation, context: ThreadContext): void {
  const { remedyId, type: failureType } = conversation;
  if (state === 'sent') {
    const waitedMinutes = waitedFor(conversation, context);
    context.observer.step({ step: 'answer-sent', remedyId, failureType, waitedMinutes });
  }
  if (state === 'unknown') context.observer.step({ step: 'answer-unknown', remedyId, failureType });
}

async function conversationOf(
  replyTo: WrittenAnswer['replyTo'],
  at: string,
  context: ThreadContext,
): Promise<(RemedyKey & { readonly lineId: string }) | undefined> {
  const mark = await context.marks.readMark(messageMark(replyTo));
  if (!mark) {
    notYet(at, context);
    return undefined;
  }
  const { customerId, remedyId, template: lineId } = mark;
  return { customerId, remedyId, lineId };
}

/** @throws NotHeardYetError as long as it may come */
function notYet(at: string, { clock }: ThreadContext): HeardAnswer {
  const age = clock().getTime() - Date.parse(at);
  if (age < comesWithinMs) throw new NotHeardYetError('what this is about was not heard yet');
  return { result: 'not-ours' };
}
