import type { WrittenAnswers } from '../../channels/events/answer-events';
import type { WrittenAnswer } from '../../channels/port/answer';
import { pendingAnswers, type Conversation } from '../../conversation/conversation';
import { moveAnswer } from '../../conversation/conversation-transitions';
import { threadAnswerId } from '../../conversation/threads/thread-keys';
import { otherDesk } from '../../conversation/threads/thread-transitions';
import { signedText } from '../../conversation/threads/why-not-there';
import type { RemedyKey } from '../../ledger/port/ledger';
import { mostReads, writeConversation, type ConverseContext } from '../converse/converse-context';
import { AnswerInProgressError, type SentResult } from '../converse/send-answer';

export type SendThereContext = ConverseContext & {
  /** Where channels take answers that are to leave. */
  readonly answers: WrittenAnswers;
};

/**
 * Hands the answer that a person wrote to the channel on which the customer did. It has one id, by which the channel
 * sends it once, however often it is handed over; so what was begun and not heard of is handed over again.
 *
 * @throws where it has to be delivered again
 */
export async function sendThere(of: RemedyKey, context: SendThereContext): Promise<SentResult> {
  const { remedyId } = of;
  for (let reads = 0; reads < mostReads; reads++) {
    const conversation = await context.conversations.read(of);
    // What another desk writes is handed over by that desk.
    const line = conversation && pendingAnswers(conversation).find(({ answer }) => answer.actor !== otherDesk);
    if (!conversation || !line) return { result: 'repeated', remedyId };
    const ready = await readyAnswer(conversation, line.id, context);
    if ('why' in ready) {
      if (line.answer.state === 'sending') return { result: 'repeated', remedyId };
      const none = { to: 'none', why: ready.why, reason: ready.why } as const;
      if (await writeConversation((stamp) => moveAnswer(conversation, line.id, none, stamp), context))
        return { result: 'not-sent', remedyId };
      continue;
    }
    if (line.answer.state === 'wanted') {
      const sending = { to: 'sending', why: 'the answer is on its way to the network' } as const;
      if (!(await writeConversation((stamp) => moveAnswer(conversation, line.id, sending, stamp), context))) continue;
    }
    await context.answers.write(ready.answer);
    return { result: 'sent', remedyId };
  }
  throw new AnswerInProgressError(`the conversation ${remedyId} is being written by others`);
}

/** As it was written, to what it answers. What was erased leaves no more. */
async function readyAnswer(
  conversation: Conversation,
  lineId: string,
  { conversations, ledger }: ConverseContext,
): Promise<{ readonly answer: WrittenAnswer } | { readonly why: string }> {
  const { about = '', to = 'author' } = conversation.lines.find(({ id }) => id === lineId)?.answer ?? {};
  const [spoken, envelope] = await Promise.all([
    conversations.readSaid(conversation, [lineId, about]),
    ledger.readEnvelope(conversation.customerId, conversation.remedyId),
  ]);
  const [written, answered] = [spoken.get(lineId), spoken.get(about)];
  if (!written || !answered?.heardOn || !envelope) return { why: 'what was written was erased' };
  const { replyTo } = answered.heardOn;
  const text = signedText(written.text, written.signedBy ?? '');
  const answerId = threadAnswerId(conversation, lineId);
  return { answer: { schemaVersion: 1, answerId, replyTo, to, text, by: 'person' } };
}
