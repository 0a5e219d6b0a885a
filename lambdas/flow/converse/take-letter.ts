import { createHash } from 'node:crypto';
import type { Conversation, Line } from '../../conversation/conversation';
import { hear } from '../../conversation/conversation-transitions';
import { letterEnvelope, letterFromPage } from '../../conversation/letter-keys';
import { ownerOfType } from '../../conversation/owners/conversation-owners';
import { ownerOf } from '../../conversation/owners/owner-of';
import { letterType } from '../../conversation/letter-type';
import type { WrittenLetter, LetterAnswer } from '../../letters/letter-contract';
import { minuteMs } from '../../model/durations';
import type { ReportCounts } from '../../reports/counts/report-counts';
import { mostReads, publishConversation, writeConversation, type ConverseContext } from './converse-context';

export type LetterContext = ConverseContext & {
  /** How many letters are taken of one address, and of all. */
  readonly counts: ReportCounts;
};

/**
 * Takes a letter from the page, and opens a conversation about it. Nobody has proven the address, so it leads to no
 * remedy and to no other conversation, and nothing is sent there but what a person answers.
 */
export async function takeLetter(
  { email, text, locale }: WrittenLetter,
  context: LetterContext,
): Promise<LetterAnswer> {
  const now = context.clock();
  const of = letterFromPage(email, text, now);
  const lineId = createHash('sha256').update(of.remedyId, 'utf8').digest('hex').slice(0, 24);
  // Also one that is known: whoever sends the same letter without end would be heard without end.
  if ((await context.counts.count(of.customerId, now)) === 'too-many') {
    context.observer.step({ step: 'report-refused', why: 'too many letters of this address, or of all' });
    return { is: 'too-many' };
  }
  const envelope = letterEnvelope(of, { email, locale }, now);
  await context.ledger.keepEnvelope(envelope);
  await context.conversations.keepSaid({ ...of, lineId, text, expiresAt: envelope.expiresAt });
  // An erasure that came in between has emptied the envelope, and has not seen what was written after it.
  if (!(await context.ledger.readEnvelope(of.customerId, of.remedyId))) {
    await context.ledger.eraseMessage({ ...of, messageId: lineId }, context.clock().toISOString());
    return { is: 'taken' };
  }
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  const owner = ownerOf(
    { failureType: letterType, locale, channel: 'mail' },
    context.owners.rules,
    ownerOfType(context.owners, letterType),
  );
  const line: Line = { id: lineId, by: 'customer', at: now.toISOString(), hash, why: unproven };
  for (let reads = 0; reads < mostReads; reads++) {
    const stored = await context.conversations.read(of);
    const stamp = { at: context.clock().toISOString(), token: context.newToken() };
    const hearing = hear(stored, { ...of, type: letterType, owner }, line, stamp);
    if (hearing.is === 'too-many') return { is: 'too-many' };
    const written = hearing.is === 'known' ? stored : await writeConversation(() => hearing.conversation, context);
    if (!written) continue;
    if (hearing.is === 'heard' || isJustOpened(written, now)) await publishConversation('opened', written, context);
    return { is: 'taken' };
  }
  throw new Error('this letter is being written by others; it has to be sent again');
}

/** Whoever wrote it just now may have died before it was told. What is older was told, or stands in the list. */
function isJustOpened({ state, at }: Conversation, now: Date): boolean {
  return state === 'new' && now.getTime() - Date.parse(at) < toldWithinMs;
}

const toldWithinMs = 5 * minuteMs;

const unproven = 'written on the page: nobody has proven that the address is theirs';
