import type { EmailEvent } from '../../email/email-event';
import type { FollowUpTurns } from '../../ledger/follow/follow-up-turn';
import { noteComplaint } from '../follow/note-complaint';
import { RetryableError } from '../record/retryable-error';
import type { ConverseContext } from './converse-context';
import { lineIn, note } from './send-answer';

/** The event came before the attempt that sent the answer has noted that it was sent. Deliver it again. */
export class AnswerEventTooEarlyError extends RetryableError {
  override readonly name = 'AnswerEventTooEarlyError';
}

export type AnswerEventResult = { readonly result: 'noted' | 'known' | 'not-ours' };

/** Whether it is about what a person answered in a conversation. */
export function isOfAnswer({ template }: EmailEvent): boolean {
  return lineIn(template) !== undefined;
}

/**
 * Notes what became of an answer. One that did not arrive is a person's again, and after a complaint nothing is sent.
 */
export async function applyAnswerEvent(
  { customerId, remedyId, template, state, messageId, reason }: EmailEvent,
  context: Pick<ConverseContext, 'conversations' | 'observer' | 'clock' | 'newToken'> & {
    readonly turns?: FollowUpTurns | undefined;
  },
): Promise<AnswerEventResult> {
  const lineId = lineIn(template);
  const conversation = lineId === undefined ? undefined : await context.conversations.read({ customerId, remedyId });
  const answer = conversation?.lines.find(({ id }) => id === lineId)?.answer;
  if (!conversation || lineId === undefined || !answer) return { result: 'not-ours' };
  if (state === 'complained') await noteComplaint(customerId, context.clock().toISOString(), context.turns);
  if (answer.state === 'sending') throw new AnswerEventTooEarlyError(`an answer about ${remedyId} is still being sent`);
  if (answer.messageId !== undefined && messageId !== undefined && answer.messageId !== messageId) {
    return { result: 'known' };
  }
  const why = `the answer was ${state}${reason === undefined ? '' : ` (${reason})`}`;
  const result = await note(conversation, lineId, { to: state, why }, context);
  if (result === 'noted') {
    const step = state === 'delivered' ? 'mail-delivered' : 'mail-failed';
    context.observer.step({ step, remedyId, failureType: conversation.type });
  }
  return { result };
}
