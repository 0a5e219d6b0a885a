import { createHash } from 'node:crypto';
import { envelopeOf, type Envelope } from '../ledger/envelope';
import type { RemedyKey } from '../ledger/port/ledger';

const idBegins = 'let_';

/** Whether a conversation is about a letter, and no remedy. */
export function isOfLetter({ remedyId }: Pick<RemedyKey, 'remedyId'>): boolean {
  return remedyId.startsWith(idBegins);
}

/** Who wrote a letter. Nobody knows whether they are a customer, so they are named by a hash of their address. */
export function writerIdOf(email: string): string {
  return `writer.${hashOf(email.trim().toLowerCase()).slice(0, 24)}`;
}

/** One letter from the page. The same one that is sent twice on a day is one. */
export function letterFromPage(email: string, text: string, now: Date): RemedyKey {
  const what = JSON.stringify([email.trim().toLowerCase(), now.toISOString().slice(0, 10), text]);
  return { customerId: writerIdOf(email), remedyId: `${idBegins}${hashOf(`page.${what}`).slice(0, 32)}` };
}

/** What somebody writes by mail that answers none of ours: one conversation for each address. */
export function letterByMail(email: string): RemedyKey {
  const customerId = writerIdOf(email);
  return { customerId, remedyId: `${idBegins}${hashOf(`mail.${customerId}`).slice(0, 32)}` };
}

/** Where an answer goes: kept as long as every address, and erased like it. No name: anybody could write any. */
export function letterEnvelope(
  of: RemedyKey,
  { email, locale }: { readonly email: string; readonly locale?: string | undefined },
  now: Date,
): Envelope {
  const customer = { id: of.customerId, email, ...(locale !== undefined && { locale }) };
  return envelopeOf(of, { failure: { customer }, detectedAt: now.toISOString() }, now);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
