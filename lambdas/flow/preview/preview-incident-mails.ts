import type { IncidentAnswer, IncidentQuestion, ReadMail } from '../../email/incident-previews';
import type { Failure } from '../../failures/definition/failure';
import { readsWords } from '../../words/choose-locale';
import { english, wordsLocales } from '../../words/locales';
import { messageFor } from '../words/message-to-all';
import { mailAfter, readKept, type Kept } from './preview-mails';
import type { PreviewContext } from './preview-context';

/**
 * What the customers of an incident would be mailed after its approval: the mail of one of them as it would leave, and
 * as it would be in each other language that we or a person write in.
 */
export async function previewIncidentMails(
  question: IncidentQuestion,
  context: PreviewContext,
): Promise<IncidentAnswer> {
  const found = await readKept(question, context);
  if ('answer' in found) return found;
  const { kept } = found;
  if (!waitsWith(question.incidentId, kept)) {
    return { answer: 'refused', why: `it does not wait for a verdict on ${question.incidentId}` };
  }
  const mails: ReadMail[] = [];
  for (const reader of readersOf(kept.failure, question)) mails.push(await mailIn(reader, question, kept, context));
  return { answer: 'done', recordVersion: kept.record.version, mails };
}

function waitsWith(incidentId: string, { record, notices }: Kept): boolean {
  if (record.state === 'held') return record.incidentId === incidentId && record.hold?.withIncident === true;
  return notices.apology?.words?.incidentId === incidentId;
}

interface Reader {
  /** As the event has it. Missing where the customer named none. */
  readonly locale: string | undefined;
  readonly isTheirs: boolean;
}

/** The customer, and a reader of each other message and of each language in which nobody wrote. */
function readersOf({ customer }: Failure, question: IncidentQuestion): Reader[] {
  const theirs = customer.locale ?? english.tag;
  const shown = messageFor(question, customer.locale);
  const written = (question.messages ?? []).filter((one) => one !== shown || !readsWords(one.locale, { tag: theirs }));
  const tags = [theirs, ...written.map(({ locale }) => locale)];
  const unwritten = wordsLocales.filter(
    ({ tag }) => !tags.some((one) => readsWords(one, { tag }) && isAlike(one, tag)),
  );
  const others = [...written.map(({ locale }) => locale), ...unwritten.map(({ tag }) => tag)];
  return [{ locale: customer.locale, isTheirs: true }, ...others.map((locale) => ({ locale, isTheirs: false }))];
}

/** One of them names no region, or both the same. */
function isAlike(one: string, other: string): boolean {
  const regions = [one, other].map((tag) => new Intl.Locale(tag).region);
  return regions.includes(undefined) || regions[0] === regions[1];
}

async function mailIn(
  { locale, isTheirs }: Reader,
  question: IncidentQuestion,
  kept: Kept,
  context: PreviewContext,
): Promise<ReadMail> {
  const toAll = messageFor(question, locale);
  const { customer } = kept.failure;
  const failure = isTheirs ? kept.failure : { ...kept.failure, customer: { ...customer, locale } };
  const written = toAll && { message: toAll.text, ...toAll, isForMany: true };
  const { mail, why } = await mailAfter('approve', written ?? {}, { ...kept, failure }, context);
  const isRead = toAll?.locale === undefined || readsWords(toAll.locale, { tag: locale ?? english.tag });
  const reads = toAll ? (isRead ? 'message' : 'note') : 'usual';
  return { locale: locale ?? english.tag, isTheirs, reads, mail, ...(why !== undefined && { why }) };
}
