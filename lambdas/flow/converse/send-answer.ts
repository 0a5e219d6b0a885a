import { isAwaited, isUnwanted, type Conversation, type Said } from '../../conversation/conversation';
import { answerCanBecome, moveAnswer, type AnswerMove } from '../../conversation/conversation-transitions';
import { isOfLetter } from '../../conversation/letter-keys';
import { brandFor, type Brands } from '../../email/brand';
import {
  AddressRefusedError,
  MailNotTakenError,
  type Mailer,
  type OutgoingMail,
  type Thread,
} from '../../email/mailer';
import { answerMail } from '../../email/answer-mail';
import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail, keptFailure } from '../../ledger/envelope';
import { noticeTemplates } from '../../ledger/notice/notice';
import type { MailView, RemedyKey } from '../../ledger/port/ledger';
import { careOf } from '../../conversation/owners/conversation-owners';
import { waitedMinutes } from '../../conversation/owners/owner-of';
import { brandIn } from './brand-in';
import { mostReads, writeConversation, type ConverseContext } from './converse-context';
import { personIn } from './person-in';

export type SendContext = ConverseContext & {
  readonly mailer: Mailer;
  readonly brands: Brands;
};

/** How long an attempt at sending is left alone. Longer than the function runs. */
export const answerLeaseMs = 120_000;

export type SentResult = { readonly result: 'sent' | 'repeated' | 'unknown' | 'not-sent'; readonly remedyId: string };

/** Another attempt may still be sending it. Deliver it again. */
export class AnswerInProgressError extends Error {
  override readonly name = 'AnswerInProgressError';
}

/** Says which answer a mail is, where the mail service tells of it. */
const answerTemplate = 'answer-';

export function templateOf(lineId: string): string {
  return `${answerTemplate}${lineId}`;
}

export function lineIn(template: string): string | undefined {
  return template.startsWith(answerTemplate) ? template.slice(answerTemplate.length) : undefined;
}

/**
 * Sends the answer that a person wrote, once. Like every mail it is marked before and after: where an attempt dies in
 * between it is unknown whether it left, and it does not leave again by itself.
 *
 * @throws where it has to be delivered again
 */
export async function sendAnswer(of: RemedyKey, context: SendContext): Promise<SentResult> {
  const { remedyId } = of;
  for (let reads = 0; reads < mostReads; reads++) {
    const conversation = await context.conversations.read(of);
    const line = conversation?.lines.findLast(({ answer }) => answer && ['wanted', 'sending'].includes(answer.state));
    if (!conversation || !line?.answer) return { result: 'repeated', remedyId };
    if (line.answer.state === 'sending') {
      const age = context.clock().getTime() - Date.parse(conversation.at);
      if (age < answerLeaseMs) throw new AnswerInProgressError(`an answer about ${remedyId} is being sent`);
      await note(conversation, line.id, { to: 'unknown', why: 'an attempt to send it did not come back' }, context);
      context.observer.step({ step: 'answer-unknown', remedyId, failureType: conversation.type });
      return { result: 'unknown', remedyId };
    }
    const wanted = await readyMail(conversation, line.id, context);
    const begun = await writeConversation(
      (stamp) =>
        'why' in wanted
          ? moveAnswer(conversation, line.id, { to: 'none', why: wanted.why }, stamp)
          : moveAnswer(conversation, line.id, { to: 'sending', why: 'the answer is being sent' }, stamp),
      context,
    );
    if (!begun) continue;
    if ('why' in wanted) return { result: 'not-sent', remedyId };
    return post(begun, line.id, wanted.mail, context);
  }
  throw new AnswerInProgressError(`the conversation about ${remedyId} is being written by others`);
}

type Ready = { readonly mail: OutgoingMail } | { readonly why: string };

async function readyMail(conversation: Conversation, lineId: string, context: SendContext): Promise<Ready> {
  const { customerId, remedyId, lines } = conversation;
  const view = await context.ledger.readMails({ customerId, remedyId }, noticeTemplates);
  const why = whyUnsendable(view, conversation);
  if (why !== undefined) return { why };
  const spoken = await context.conversations.readSaid(
    conversation,
    lines.map(({ id }) => id),
  );
  const written = spoken.get(lineId);
  const failure = keptFailure(view.envelope);
  const email = keptEmail(view.envelope);
  const isKnown = view.record !== undefined || isOfLetter(conversation);
  if (!written || !failure || !isKnown || email === undefined) return { why: 'what was written was erased' };
  const { sender } = brandFor({ brand: brandIn(failure), source: view.record?.source }, context.brands);
  const mails = lines.flatMap(({ id, by }) => (by === 'customer' ? (spoken.get(id) ?? []) : []));
  const content = answerMail({
    text: written.text,
    signedBy: written.signedBy ?? '',
    company: sender.name,
    subject: mails.at(-1)?.subject,
    ...personIn(failure),
  });
  const { name, ...text } = content;
  const mail = {
    ...text,
    remedyId,
    customerId,
    template: templateOf(lineId),
    sender: { ...sender, name },
    to: { name: personIn(failure).name, email },
    thread: threadOf(mails),
  };
  return { mail };
}

/** Why nobody may be written to. Nothing is sent after a complaint or an erasure. */
export function whyUnsendable(view: MailView, conversation: Conversation): string | undefined {
  const email = keptEmail(view.envelope);
  if (view.isErased || email === undefined) return 'the address is not kept any more';
  if (!isOneAddress(email)) return 'what is known as the mail address is none';
  const complained = Object.values(view.notices).some(({ state }) => state === 'complained');
  return complained || isUnwanted(conversation) ? 'the customer called a mail of ours spam' : undefined;
}

function threadOf(mails: readonly Said[]): Thread {
  const ids = mails.flatMap(({ mailId }) =>
    mailId !== undefined && /^<[^<>\s]{3,400}>$/.test(mailId) ? [mailId] : [],
  );
  return { answers: ids.at(-1), before: ids.slice(-10, -1) };
}

async function post(
  begun: Conversation,
  lineId: string,
  mail: OutgoingMail,
  context: SendContext,
): Promise<SentResult> {
  const { remedyId, type: failureType } = begun;
  try {
    const { messageId } = await context.mailer.send(mail);
    const waited = waitedFor(begun, context);
    const left = { to: 'sent', messageId, why: 'the answer has left', waitedMinutes: waited } as const;
    await note(begun, lineId, left, context);
    context.observer.step({ step: 'answer-sent', remedyId, failureType, waitedMinutes: waited });
    return { result: 'sent', remedyId };
  } catch (error) {
    if (error instanceof AddressRefusedError) {
      await note(begun, lineId, { to: 'suppressed', why: 'the mail service takes no mail to this address' }, context);
      return { result: 'not-sent', remedyId };
    }
    if (error instanceof MailNotTakenError) {
      await note(begun, lineId, { to: 'wanted', why: 'the mail service did not take it' }, context);
      throw error;
    }
    context.observer.trouble(remedyId, 'an answer may or may not have been sent', error);
    await note(begun, lineId, { to: 'unknown', why: 'the mail service did not say whether it took it' }, context);
    context.observer.step({ step: 'answer-unknown', remedyId, failureType });
    return { result: 'unknown', remedyId };
  }
}

/** How long the customer has waited, by the hours of whoever looks after them. Undefined where nobody waited. */
export function waitedFor(
  conversation: Conversation,
  { owners, clock }: Pick<ConverseContext, 'owners' | 'clock'>,
): number | undefined {
  if (!isAwaited(conversation)) return undefined;
  const { owner } = careOf(conversation, owners);
  return waitedMinutes(new Date(conversation.since), clock(), owner, owners.rules);
}

/** What became of it is a fact, so it is written also where others have written meanwhile. */
export async function note(
  from: Conversation,
  lineId: string,
  move: AnswerMove,
  context: Pick<ConverseContext, 'conversations' | 'clock' | 'newToken'>,
): Promise<'noted' | 'known'> {
  for (let reads = 0; reads < mostReads; reads++) {
    const conversation = reads === 0 ? from : await context.conversations.read(from);
    const state = conversation?.lines.find(({ id }) => id === lineId)?.answer?.state;
    if (!conversation || state === undefined || !answerCanBecome(state, move.to)) return 'known';
    if (await writeConversation((stamp) => moveAnswer(conversation, lineId, move, stamp), context)) return 'noted';
  }
  throw new AnswerInProgressError(`the conversation about ${from.remedyId} is being written by others`);
}
