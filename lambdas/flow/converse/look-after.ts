import { pendingAnswer } from '../../conversation/conversation';
import { hourMs, minuteMs } from '../../model/durations';
import { answerLeaseMs, note } from './send-answer';
import { publishConversation, type ConverseContext } from './converse-context';

/** An answer leaves within seconds. What has not after so long was not heard of on the bus. */
const answeredWithinMs = 5 * minuteMs;

/** So long a customer may wait for a first answer, before an alarm says so. */
export const waitHours = 24;

/** One look reads no more of them. */
const mostRead = 500;

export interface LookedAfter {
  /** How many wait for somebody of the company. */
  readonly waiting: number;
  readonly overdue: number;
}

/** Looks at what waits: counts who waits for too long, and sends on answers that nobody has begun to send. */
export async function lookAfterConversations(context: ConverseContext): Promise<LookedAfter> {
  const now = context.clock().getTime();
  const keys = await context.conversations.waiting(mostRead);
  let overdue = 0;
  for (const key of keys) {
    const conversation = await context.conversations.read(key);
    if (!conversation) continue;
    if (now - Date.parse(conversation.since) > waitHours * hourMs) overdue++;
    const pending = pendingAnswer(conversation);
    const age = now - Date.parse(conversation.at);
    if (pending?.answer.state === 'wanted' && age > answeredWithinMs)
      await publishConversation('answered', conversation, context);
    if (pending?.answer.state === 'sending' && age > answerLeaseMs) {
      const lost = { to: 'unknown', why: 'an attempt to send it did not come back' } as const;
      await note(conversation, pending.id, lost, context);
    }
  }
  const why = `${keys.length} conversations wait, ${overdue} of them for more than ${waitHours} hours`;
  context.observer.step({ step: 'conversations-looked-at', count: overdue, why });
  return { waiting: keys.length, overdue };
}
