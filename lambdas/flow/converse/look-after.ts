import { isAwaited, pendingAnswers, type Conversation } from '../../conversation/conversation';
import { handOver, isJustHandedOver } from '../../conversation/conversation-transitions';
import { isOfThread } from '../../conversation/threads/thread-keys';
import { warned, windowTold } from '../../conversation/threads/thread-transitions';
import { windowOf } from '../../conversation/threads/window';
import { careOf } from '../../conversation/owners/conversation-owners';
import { escalationOf } from '../../conversation/owners/owner-of';
import { dayMs, minuteMs } from '../../model/durations';
import { answerLeaseMs, note } from './send-answer';
import { publishConversation, writeConversation, type ConverseContext } from './converse-context';

/** An answer leaves within seconds. What has not after so long was not heard of on the bus. */
const answeredWithinMs = 5 * minuteMs;

/** Telling of a hand-over takes a few seconds. Who has not told after that may have died before. */
const toldAfterMs = 30_000;

/** Longer than from one look to the next, so that each hand-over is looked at once at least. */
const toldUntilMs = 6 * minuteMs;

/** One look reads no more of them. */
const mostRead = 500;

export interface LookedAfter {
  /** How many wait for somebody of the company. */
  readonly waiting: number;
  /** How many of them for longer than their owner's target. */
  readonly overdue: number;
}

/**
 * Looks at what waits: counts who waits for longer than their owner's target, gives what nobody took in time to whom it
 * escalates, and sends on answers that nobody has begun to send.
 */
export async function lookAfterConversations(context: ConverseContext): Promise<LookedAfter> {
  const now = context.clock().getTime();
  const keys = await context.conversations.waiting(mostRead);
  let overdue = 0;
  for (const key of keys) {
    const conversation = await context.conversations.read(key);
    if (!conversation) continue;
    if (isAwaited(conversation) && now > careOf(conversation, context.owners).answerBy.getTime()) {
      overdue++;
      await escalate(conversation, context);
    }
    await tellOfWindow(conversation, context);
    await tellOfHandOver(conversation, context);
    await lookAfterAnswer(conversation, context);
  }
  const why = `${keys.length} conversations wait, ${overdue} of them for longer than their owners' targets`;
  context.observer.step({ step: 'conversations-looked-at', count: overdue, why });
  return { waiting: keys.length, overdue };
}

/**
 * Once for each wait, and only what nobody has: whoever took it answers. Who got it from a colleague has their own time
 * to take it, however long the customer has waited by then.
 */
async function escalate(conversation: Conversation, context: ConverseContext): Promise<void> {
  const { state, escalatedAt, since, handedAt = since } = conversation;
  if (state === 'taken' || escalatedAt !== undefined) return;
  const had = { ...conversation, since: handedAt > since ? handedAt : since };
  if (context.clock() <= careOf(had, context.owners).answerBy) return;
  const to = escalationOf(careOf(conversation, context.owners).owner, context.owners.rules);
  if (to === undefined) return;
  const why = 'nobody took it within the target of its owner';
  const handed = await writeConversation((stamp) => handOver(conversation, { to, by: undefined, why }, stamp), context);
  if (handed) await publishConversation('handed-over', handed, context);
}

/** Once for each message, before it is too late. Told again where whoever wrote it down died before the bus heard. */
async function tellOfWindow(conversation: Conversation, context: ConverseContext): Promise<void> {
  const now = context.clock().getTime();
  const window = windowOf(conversation);
  if (!window || now < window.warnAt.getTime() || now >= window.endsAt.getTime()) return;
  if (conversation.warnedOf === window.line.id) {
    const age = now - Date.parse(conversation.at);
    const isTold = conversation.history.at(-1)?.why.startsWith(windowTold) !== true;
    if (isTold || age < toldAfterMs || age > toldUntilMs) return;
    return publishConversation('window-ending', conversation, context);
  }
  const next = await writeConversation((stamp) => warned(conversation, window.line, stamp), context);
  if (next) await publishConversation('window-ending', next, context);
}

/** Once more, as the same version: a desk that has not heard of it would never look. */
async function tellOfHandOver(conversation: Conversation, context: ConverseContext): Promise<void> {
  const age = context.clock().getTime() - Date.parse(conversation.at);
  if (!isJustHandedOver(conversation) || age < toldAfterMs || age > toldUntilMs) return;
  await publishConversation('handed-over', conversation, context);
}

async function lookAfterAnswer(conversation: Conversation, context: ConverseContext): Promise<void> {
  const now = context.clock().getTime();
  const age = now - Date.parse(conversation.at);
  for (const { id, at, answer } of pendingAnswers(conversation)) {
    const isThere = isOfThread(conversation);
    if (answer.state === 'wanted' && isThere && now - Date.parse(at) > dayMs) {
      // The channel is not there any more, or was not for so long that the answer is none.
      const none = { to: 'none', why: 'the answer did not leave: no channel has taken it', reason: untaken } as const;
      await note(conversation, id, none, context);
    } else if (answer.state === 'wanted' && age > answeredWithinMs) {
      await publishConversation('answered', conversation, context);
    }
    // A channel goes on trying for hours, by itself, and says what it came to.
    if (answer.state === 'sending' && age > (isThere ? dayMs : answerLeaseMs)) {
      const lost = { to: 'unknown', why: 'an attempt to send it did not come back' } as const;
      await note(conversation, id, lost, context);
    }
  }
}

const untaken = 'no channel has taken it within a day';
