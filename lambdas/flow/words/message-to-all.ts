import type { PersonsMessage } from '../../ledger/envelope';
import { keptFailure } from '../../ledger/envelope';
import { messageToAllIn, type MessageToAll } from '../../ledger/incident/message-to-all';
import type { IncidentVerdict } from '../../ledger/incident/incident';
import type { MessageRef, RemedyRecord } from '../../ledger/remedy-record';
import { readsWords } from '../../words/choose-locale';
import { english } from '../../words/locales';
import { keepMessage, type MessageContext } from './customer-message';

/**
 * What one customer of an incident reads of what people wrote to all: what is in their language, that of their region
 * before others. Undefined where they read the failure type's own words.
 *
 * @param readers the customer's BCP 47 tag; whoever named none is written to in English
 */
export function messageFor(
  { message, messages = [], othersRead }: MessageToAll,
  readers: string | undefined,
): PersonsMessage | undefined {
  if (message !== undefined) return { text: message };
  const reader = readers ?? english.tag;
  return (
    messages.find(({ locale }) => isSameTag(locale, reader)) ??
    messages.find(({ locale }) => readsWords(reader, { tag: locale })) ??
    messages.find(({ locale }) => locale === othersRead)
  );
}

/** The tags of two people who live in one region and read one script, however they are written. */
function isSameTag(one: string, other: string): boolean {
  const [a, b] = [new Intl.Locale(one), new Intl.Locale(other)];
  return a.region === b.region && readsWords(one, { tag: other });
}

/**
 * Keeps what a customer reads of the words of a verdict on their incident.
 *
 * @returns `unwritten` where they read the failure type's own, `no-address` where nobody is written to any more
 */
export async function keepMessageOfVerdict(
  { customerId, remedyId }: Pick<RemedyRecord, 'customerId' | 'remedyId'>,
  { actor, at, ...verdict }: IncidentVerdict,
  context: MessageContext,
): Promise<MessageRef | 'unwritten' | 'no-address'> {
  const toAll = messageToAllIn(verdict);
  if (!toAll) return 'unwritten';
  const failure = keptFailure(await context.ledger.readEnvelope(customerId, remedyId));
  if (!failure) return 'no-address';
  const message = messageFor(toAll, localeIn(failure));
  if (!message) return 'unwritten';
  const { text, locale, signedBy, signedRole } = message;
  const written = { text, locale, signedBy, signedRole, actor, messageId: `incident-${at}` };
  return (await keepMessage({ customerId, remedyId }, written, context)) ?? 'no-address';
}

/** As it was published: what is kept was read by its contract before it was stored. */
function localeIn(failure: object): string | undefined {
  const customer: unknown = 'customer' in failure ? failure.customer : undefined;
  if (typeof customer !== 'object' || customer === null || !('locale' in customer)) return undefined;
  return typeof customer.locale === 'string' ? customer.locale : undefined;
}
