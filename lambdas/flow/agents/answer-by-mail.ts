import { isOpen, pendingAnswer, type Conversation, type Said } from '../../conversation/conversation';
import { wantAnswer } from '../../conversation/conversation-transitions';
import { actorOf, looksAfter, personOf, type Agent } from '../../conversation/owners/agent';
import { careOf } from '../../conversation/owners/conversation-owners';
import { envelopeDays, keptEmail } from '../../ledger/envelope';
import { noticeTemplates } from '../../ledger/notice/notice';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import { mostReads, publishConversation, writeConversation, type ConverseContext } from '../converse/converse-context';
import { wasErasedMeanwhile } from '../converse/erased-meanwhile';
import { whyUnsendable } from '../converse/send-answer';
import { refused, type Refused } from '../operate/refused';
import { RetryableError } from '../record/retryable-error';

/** An answer is just leaving, or others write at the same time. This mail has to come again. */
export class AnswerLeavingError extends RetryableError {
  override readonly name = 'AnswerLeavingError';
}

/** So many answers leave for one mail of a customer. Whoever has more to say is a machine, or writes in the console. */
const mostInARow = 5;

/** What an agent answers to a copy. */
export interface MailedAnswer extends RemedyKey {
  readonly agent: Agent;
  /** Which mail they read: the line of the conversation that the copy is of. */
  readonly copiedLine: string;
  /** Made of the mail, so that the same one that comes twice is one answer. */
  readonly lineId: string;
  readonly hash: string;
  readonly text: string;
}

/**
 * Writes the answer of an agent into its conversation, with which it leaves once. Nobody saw the conversation when they
 * wrote, so where something was said since then that they may not know of, nothing leaves.
 */
export async function answerByMail(
  answer: MailedAnswer,
  context: ConverseContext,
): Promise<{ readonly answer: 'done' } | Refused> {
  const { customerId, remedyId, lineId, hash, agent } = answer;
  for (let reads = 0; reads < mostReads; reads++) {
    const conversation = await context.conversations.read({ customerId, remedyId });
    if (!conversation) return refused('there is no conversation about it');
    const known = conversation.lines.find(({ id }) => id === lineId);
    if (known) {
      // Whoever wrote it may have died before the bus heard of it.
      if (known.answer?.state === 'wanted') await publishConversation('answered', conversation, context);
      return { answer: 'done' };
    }
    const why = whyNotTheirs(conversation, answer, context) ?? (await whyUnreachable(conversation, agent, context));
    if (why !== undefined) {
      // An attempt before this one may have kept the text, and died before it saw the erasure.
      await wasErasedMeanwhile(conversation, lineId, context);
      return refused(why);
    }
    if (pendingAnswer(conversation)) throw new AnswerLeavingError(`an answer about ${remedyId} is just leaving`);
    if (!(await keepText(answer, context))) return refused(gone);
    const wanted = { state: 'wanted', then: 'answered', actor: actorOf(agent) } as const;
    const next = await writeConversation(
      (stamp) => wantAnswer(conversation, { id: lineId, hash, answer: wanted }, stamp),
      context,
    );
    if (!next) continue;
    await publishConversation('answered', next, context);
    return { answer: 'done' };
  }
  throw new AnswerLeavingError(`the conversation about ${remedyId} is being written by others`);
}

const gone = 'the address is not kept any more';

async function keepText(
  { customerId, remedyId, lineId, text, agent }: MailedAnswer,
  context: ConverseContext,
): Promise<boolean> {
  const expiresAt = new Date(context.clock().getTime() + envelopeDays * dayMs).toISOString();
  const spoken: Said = { customerId, remedyId, lineId, text, signedBy: agent.name, expiresAt };
  await context.conversations.keepSaid(spoken);
  return !(await wasErasedMeanwhile({ customerId, remedyId }, lineId, context));
}

/** The first to take it has it, and whoever answers what was said before has to have read what was said since. */
function whyNotTheirs(
  conversation: Conversation,
  { agent, copiedLine }: Pick<MailedAnswer, 'agent' | 'copiedLine'>,
  { owners }: Pick<ConverseContext, 'owners'>,
): string | undefined {
  const { state, holder, lines } = conversation;
  const isMine = (actor: string | undefined): boolean =>
    actor !== undefined && personOf(actor) === personOf(actorOf(agent));
  if (state === 'closed') return 'the conversation is closed; it opens again once the customer writes';
  if (state === 'taken' && !isMine(holder))
    return `${holder ?? 'somebody'} has it; have it handed over, or take it over`;
  const { owner } = careOf(conversation, owners);
  if (isOpen(conversation) && !looksAfter(agent, owner)) return `${owner} looks after it; have it handed over`;
  const at = lines.findIndex(({ id }) => id === copiedLine);
  if (at < 0) return 'the mail that the copy is of is not in the conversation';
  const since = lines.slice(at + 1);
  if (since.some(({ by }) => by === 'customer')) return 'the customer has written since; answer the copy of that';
  if (since.filter(({ by }) => by === 'company').length >= mostInARow) return `it was answered ${mostInARow} times`;
  const other = since.find(({ answer }) => answer && answer.state !== 'none' && !isMine(answer.actor));
  return other?.answer && `${other.answer.actor} has answered it`;
}

/** Nothing is sent after a complaint or an erasure, and nobody answers themselves. */
async function whyUnreachable(
  conversation: Conversation,
  { email }: Agent,
  { ledger }: Pick<ConverseContext, 'ledger'>,
): Promise<string | undefined> {
  const { customerId, remedyId } = conversation;
  const view = await ledger.readMails({ customerId, remedyId }, noticeTemplates);
  const theirs = keptEmail(view.envelope);
  if (theirs !== undefined && theirs.trim().toLowerCase() === email.toLowerCase()) {
    return 'whoever wrote it is the customer of this conversation';
  }
  return whyUnsendable(view, conversation);
}
