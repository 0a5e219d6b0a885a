import { createHash } from 'node:crypto';
import type { Conversation, Line } from '../../conversation/conversation';
import { isOpen } from '../../conversation/conversation';
import { hear } from '../../conversation/conversation-transitions';
import { ownerOfType } from '../../conversation/owners/conversation-owners';
import { ownerOf } from '../../conversation/owners/owner-of';
import type { FeedbackAnswer, FeedbackQuestion, FeedbackRefusal } from '../../feedback/feedback-contract';
import type { FeedbackLink, FeedbackLinks } from '../../feedback/feedback-links';
import type { Feedback } from '../../feedback/feedback';
import { envelopeDays, keptFailure } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import { referenceOf } from '../../model/remedy-id';
import { mostReads, publishConversation, writeConversation, type ConverseContext } from '../converse/converse-context';
import { wasErasedMeanwhile } from '../converse/erased-meanwhile';
import { personIn } from '../converse/person-in';
import { noteAnswer, type Noting } from './note-answer';

export type PageContext = ConverseContext & {
  readonly links: Pick<FeedbackLinks, 'read' | 'formToken' | 'formAgeMs'>;
  readonly noting: Noting;
};

/** Who sends what they were shown sooner than this has not read it. A program has. */
const leastReadMs = 2_000;

/**
 * Answers one question of the page. It believes nothing but the link. Only `send` changes anything: an answer has to be
 * checked first, and what is sent is what was shown then, by whoever had the time to read it.
 */
export async function answerPage(question: FeedbackQuestion, context: PageContext): Promise<FeedbackAnswer> {
  const link = await context.links.read(question.link, context.clock());
  if (typeof link === 'string') return refusedWith(link);
  const asked = await askedBy(link, context);
  if (!asked) return refusedWith('link-expired');
  switch (question.ask) {
    case 'look':
      return shown(asked);
    case 'check':
      return {
        is: 'checked',
        ...asked.reader,
        token: await context.links.formToken(shownAs(question), context.clock()),
      };
    case 'send':
      return (await refusalOf(question, context)) ?? take(question, asked, context);
  }
}

type Sent = Extract<FeedbackQuestion, { ask: 'send' }>;

/** A remedy about which its customer was asked, and may still answer. */
interface Asked {
  readonly of: RemedyKey;
  readonly record: RemedyRecord;
  readonly stored: Feedback | undefined;
  readonly until: string;
  readonly reader: ReaderOf;
}

type ReaderOf = { readonly locale?: string; readonly timeZone?: string };

function refusedWith(why: FeedbackRefusal): FeedbackAnswer {
  return { is: 'refused', why };
}

async function askedBy({ customerId, remedyId }: FeedbackLink, context: PageContext): Promise<Asked | undefined> {
  const of = { customerId, remedyId };
  const { record, envelope, isErased, notices } = await context.ledger.readMails(of, ['feedback']);
  const until = notices.feedback?.planned?.until;
  const failure = keptFailure(envelope);
  if (isErased || !record || !failure || until === undefined) return undefined;
  if (context.clock().getTime() > Date.parse(until)) return undefined;
  const stored = await context.noting.store.read(of);
  return { of, record, stored, until, reader: readerIn(failure) };
}

function readerIn(failure: object): ReaderOf {
  const { locale, timeZone } = personIn(failure);
  return { ...(locale !== undefined && { locale }), ...(timeZone !== undefined && { timeZone }) };
}

function shown({ of, stored, until, reader }: Asked): FeedbackAnswer {
  const answer = stored?.answer === 'yes' || stored?.answer === 'no' ? stored.answer : undefined;
  return { is: 'asked', ...reader, reference: referenceOf(of.remedyId), until, ...(answer && { answer }) };
}

/** What a form is of: nobody sends another answer than the one that they were shown. */
function shownAs({ link, answer, words }: Pick<Sent, 'link' | 'answer' | 'words'>): string {
  return JSON.stringify([link, answer, words]);
}

async function refusalOf(question: Sent, { links, clock }: PageContext): Promise<FeedbackAnswer | undefined> {
  const ageMs = await links.formAgeMs(question.token, shownAs(question), clock());
  if (ageMs === undefined) return refusedWith('form-old');
  return ageMs < leastReadMs ? refusedWith('too-quick') : undefined;
}

/** A no, or words, are a person's. A yes is too where somebody talks with this customer about it. */
async function take({ answer, words }: Sent, asked: Asked, context: PageContext): Promise<FeedbackAnswer> {
  const { of, stored } = asked;
  const conversation = await context.conversations.read(of);
  const isNews = stored?.answer !== answer || stored.wordsHash !== (words === '' ? undefined : hashOf(words));
  const isForPerson = answer === 'no' || words !== '' || (conversation !== undefined && isOpen(conversation));
  const handed = isNews && isForPerson ? await handOver(answer, words, asked, context) : 'done';
  if (handed !== 'done') return refusedWith(handed);
  const noted = await noteAnswer({ ...of, answer, by: 'page', words }, context);
  return noted === 'noted' || noted === 'known' ? { is: 'taken' } : refusedWith('link-expired');
}

async function handOver(
  answer: Sent['answer'],
  words: string,
  { of, record, stored, reader: { locale } }: Asked,
  context: PageContext,
): Promise<'done' | FeedbackRefusal> {
  const now = context.clock();
  // Of this answer and no other: whoever sends it once more, because nobody answered, is heard once.
  const name = JSON.stringify([of.remedyId, (stored?.version ?? 0) + 1, answer, words]);
  const line: Line = {
    id: hashOf(name).slice(0, 24),
    by: 'customer',
    at: now.toISOString(),
    hash: hashOf(words),
    feedback: answer,
  };
  const expiresAt = new Date(now.getTime() + envelopeDays * dayMs).toISOString();
  await context.conversations.keepSaid({ ...of, lineId: line.id, text: words, expiresAt });
  if (await wasErasedMeanwhile(of, line.id, context)) return 'link-expired';
  const { type } = record;
  const owner = ownerOf({ failureType: type, locale }, context.owners.rules, ownerOfType(context.owners, type));
  for (let reads = 0; reads < mostReads; reads++) {
    const before = await context.conversations.read(of);
    const stamp = { at: now.toISOString(), token: context.newToken() };
    const hearing = hear(before, { ...of, type, owner }, line, stamp);
    if (hearing.is === 'too-many') return 'too-many';
    const written = hearing.is === 'known' ? before : await writeConversation(() => hearing.conversation, context);
    if (!written) continue;
    if (isOpenedBy(written, line)) await publishConversation('opened', written, context);
    return 'done';
  }
  throw new Error(`the conversation about ${of.remedyId} is being written by others; the answer has to come again`);
}

/** Also where it was written before: whoever wrote it may have died before it was told. */
function isOpenedBy({ state, lines, since }: Conversation, { id }: Line): boolean {
  const line = lines.find((one) => one.id === id);
  return (state === 'new' || state === 'reopened') && since === line?.at;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
