import { createHash } from 'node:crypto';
import type { AnsweredTo } from '../../channels/port/answer';
import { isOpen, pendingAnswer, type Conversation, type Said } from '../../conversation/conversation';
import {
  close,
  conversationTransitions,
  handOver,
  isThisHandOver,
  take,
  wantAnswer,
} from '../../conversation/conversation-transitions';
import { answerThere } from '../../conversation/threads/answer-there';
import { isOfThread } from '../../conversation/threads/thread-keys';
import { personOf } from '../../conversation/owners/agent';
import { careOf } from '../../conversation/owners/conversation-owners';
import type { ConversationOwner } from '../../conversation/owners/owner-rules';
import { envelopeDays } from '../../ledger/envelope';
import { noticeTemplates } from '../../ledger/notice/notice';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import { refused, refusedAsChanged, type Refused } from '../operate/refused';
import { publishConversation, writeConversation, type ConverseContext } from './converse-context';
import { wasErasedMeanwhile } from './erased-meanwhile';
import { whyUnsendable } from './send-answer';

/** Who does something with a conversation, as they have seen it. */
export interface Operated extends RemedyKey {
  readonly actor: string;
  readonly expectedVersion: number;
}

/** `missing`: the customer has not written back about this remedy. */
export type ConversationResult =
  { readonly answer: 'done'; readonly conversation: Conversation } | Refused | { readonly answer: 'missing' };

type Change = (conversation: Conversation) => Promise<ConversationResult>;

async function onConversation(
  { expectedVersion, ...of }: Operated,
  { conversations }: ConverseContext,
  change: Change,
): Promise<ConversationResult> {
  const conversation = await conversations.read(of);
  if (!conversation) return { answer: 'missing' };
  return refusedAsChanged(conversation, expectedVersion) ?? change(conversation);
}

async function done(
  next: Conversation | undefined,
  what: 'taken' | 'answered' | 'closed' | 'handed-over',
  context: ConverseContext,
): Promise<ConversationResult> {
  if (!next) return refused('others are writing at the same time; look at it again');
  await publishConversation(what, next, context);
  return { answer: 'done', conversation: next };
}

/** Who has it, where that is another person: nobody takes it from them without saying so. */
function otherHolder({ state, holder }: Conversation, actor: string): string | undefined {
  if (state !== 'taken' || (holder !== undefined && personOf(holder) === personOf(actor))) return undefined;
  return holder ?? 'somebody';
}

/** Takes a conversation. The first to take it has it, until somebody says that they take it over. */
export function takeConversation(
  who: Operated,
  { takesOver }: { readonly takesOver?: boolean | undefined },
  context: ConverseContext,
): Promise<ConversationResult> {
  const { actor } = who;
  return onConversation(who, context, async (conversation) => {
    const { state, holder } = conversation;
    if (state === 'taken' && holder === actor) return { answer: 'done', conversation };
    const other = otherHolder(conversation, actor);
    if (other !== undefined && !takesOver) return refused(`${other} has it; say so if you take it over`);
    if (state !== 'taken' && !conversationTransitions[state].includes('taken')) return refused(`it is ${state}`);
    return done(await writeConversation((stamp) => take(conversation, actor, stamp), context), 'taken', context);
  });
}

/** What a person answers. */
export interface Answering {
  readonly text: string;
  readonly signedBy: string;
  /** Whether the customer is asked for something, and then it is their turn. */
  readonly asks?: boolean | undefined;
  /** Who reads it, where the customer wrote on a network. @default - as it was written */
  readonly to?: AnsweredTo | undefined;
}

/**
 * Writes an answer, which leaves at once. The same answer asked for again, because nobody heard of its first request,
 * is the same answer, also after it has left, until the customer writes.
 */
export async function answerConversation(
  who: Operated,
  { text, signedBy, asks = false, to }: Answering,
  context: ConverseContext,
): Promise<ConversationResult> {
  const { customerId, remedyId, actor } = who;
  const stored = await context.conversations.read({ customerId, remedyId });
  const given = `${to === undefined ? '' : `${to}\n`}${signedBy}\n${text}`;
  const hash = createHash('sha256').update(given, 'utf8').digest('hex');
  const pending = stored && pendingAnswer(stored);
  if (stored && pending?.answer.state === 'wanted' && pending.hash === hash && pending.answer.actor === actor) {
    return done(stored, 'answered', context);
  }
  if (stored && isLastAndLeft(stored, { hash, actor, asks })) return { answer: 'done', conversation: stored };
  return onConversation(who, context, async (conversation) => {
    // Made of what is answered, so that the same request that is sent twice keeps one text.
    const id = createHash('sha256').update(`${remedyId}#${conversation.version}#${hash}`).digest('hex').slice(0, 24);
    const there = isOfThread(conversation)
      ? await answerThere(conversation, { text, signedBy, to }, context)
      : undefined;
    const notThere = there && 'why' in there ? there.why : undefined;
    const why = (await whyUnanswerable(conversation, actor, context)) ?? notThere;
    if (why !== undefined) {
      // The request before this one may have kept the text, and died before it saw the erasure.
      await wasErasedMeanwhile(conversation, id, context);
      return refused(why);
    }
    const expiresAt = new Date(context.clock().getTime() + envelopeDays * dayMs).toISOString();
    const spoken: Said = { customerId, remedyId, lineId: id, text, signedBy, expiresAt };
    await context.conversations.keepSaid(spoken);
    if (await wasErasedMeanwhile(conversation, id, context)) return refused('the address is not kept any more');
    const goes = there && 'about' in there ? { about: there.about, to: there.to } : {};
    const answer = { state: 'wanted', then: asks ? 'waiting' : 'answered', actor, ...goes } as const;
    const on = there && 'on' in there ? there.on : undefined;
    const next = await writeConversation((stamp) => wantAnswer(conversation, { id, hash, answer, on }, stamp), context);
    return done(next, 'answered', context);
  });
}

/** Whoever did not hear that it left asks again. One that did not arrive, or may not have, is theirs to repeat. */
function isLastAndLeft(
  { lines }: Conversation,
  { hash, actor, asks }: { readonly hash: string; readonly actor: string; readonly asks: boolean },
): boolean {
  const last = lines.at(-1);
  const answer = last?.hash === hash ? last.answer : undefined;
  if (answer?.actor !== actor || answer.then !== (asks ? 'waiting' : 'answered')) return false;
  return answer.state === 'sent' || answer.state === 'delivered';
}

async function whyUnanswerable(
  conversation: Conversation,
  actor: string,
  { ledger }: ConverseContext,
): Promise<string | undefined> {
  const { state, customerId, remedyId } = conversation;
  if (state === 'closed') return 'it is closed; it opens again once the customer writes';
  const other = otherHolder(conversation, actor);
  if (other !== undefined) return `${other} has it; take it over first`;
  if (pendingAnswer(conversation)) return 'an answer is just leaving; look at it again';
  if (isOfThread({ remedyId })) return undefined;
  const view = await ledger.readMails({ customerId, remedyId }, noticeTemplates);
  return whyUnsendable(view, conversation);
}

/**
 * Gives a conversation to another owner, with a note for whoever takes it there. The same asked for again, because
 * nobody heard of its first request, is told of once more: whoever wrote it may have died before the bus heard of it.
 */
export async function handOverConversation(
  who: Operated,
  { to, why }: { readonly to: ConversationOwner; readonly why: string },
  context: ConverseContext,
): Promise<ConversationResult> {
  const { customerId, remedyId, actor: by } = who;
  const stored = await context.conversations.read({ customerId, remedyId });
  if (stored && isThisHandOver(stored, { to, by, why })) return done(stored, 'handed-over', context);
  return onConversation(who, context, async (conversation) => {
    if (!isOpen(conversation)) return refused(`it is ${conversation.state}, and waits for nobody of the company`);
    if (pendingAnswer(conversation)) return refused('an answer is just leaving; look at it again');
    const other = otherHolder(conversation, by);
    if (other !== undefined) return refused(`${other} has it; take it over first`);
    if (careOf(conversation, context.owners).owner === to) return refused(`${to} has it already`);
    const next = await writeConversation((stamp) => handOver(conversation, { to, by, why }, stamp), context);
    return done(next, 'handed-over', context);
  });
}

/** Closes a conversation. The customer opens it again by writing. */
export function closeConversation(
  who: Operated,
  { why }: { readonly why: string },
  context: ConverseContext,
): Promise<ConversationResult> {
  return onConversation(who, context, async (conversation) => {
    if (conversation.state === 'closed') return refused('it is closed');
    const other = otherHolder(conversation, who.actor);
    if (other !== undefined) return refused(`${other} has it; take it over first`);
    if (pendingAnswer(conversation)) return refused('an answer is just leaving; look at it again');
    const next = await writeConversation((stamp) => close(conversation, who.actor, why, stamp), context);
    return done(next, 'closed', context);
  });
}
