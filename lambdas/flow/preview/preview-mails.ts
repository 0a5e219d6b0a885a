import type { FollowingMail, PreviewAnswer, PreviewedMail, PreviewQuestion } from '../../email/mail-previews';
import type { Failure } from '../../failures/definition/failure';
import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail, keptFailure, type PersonsMessage } from '../../ledger/envelope';
import { hasLeft, noticeTemplates, type Notices } from '../../ledger/notice/notice';
import type { RemedyRecord } from '../../ledger/remedy-record';
import { chooseLocale } from '../../words/choose-locale';
import { languageProblems } from '../../words/lint/language-problems';
import { textProblems } from '../../words/lint/rule-problems';
import { wordsLocales } from '../../words/locales';
import type { OutcomeState } from '../../outcomes/outcome';
import { hasGiven } from '../fulfil/rejection';
import { wantedEmail } from '../notify/email-for';
import { isSaidToMany } from '../words/customer-message';
import { mailOf, type MailCase } from '../notify/mail-of';
import type { PreviewContext } from './preview-context';
import { previewSent } from './preview-sent';
import { openFacts, recordAfter, type Verdict } from './record-after';

/** All that the mails of one remedy are made of. */
export interface Kept extends Pick<MailCase, 'failure' | 'definition' | 'email'> {
  readonly record: RemedyRecord;
  readonly notices: Notices;
}

/**
 * The mails that would follow each verdict on a remedy, written as they are written when they leave. It changes
 * nothing. What was given is in the ledger; of what is still to be given it takes for granted that all of it is.
 */
export async function previewMails(question: PreviewQuestion, context: PreviewContext): Promise<PreviewAnswer> {
  if (question.sent !== undefined) return previewSent(question, question.sent, context);
  const found = await readKept(question, context);
  if ('answer' in found) return found;
  const { kept, verdicts } = found;
  const mails: FollowingMail[] = [];
  for (const verdict of verdicts) mails.push(await mailAfter(verdict, question, kept, context));
  return { answer: 'done', recordVersion: kept.record.version, mails };
}

/** What a mail of a remedy that waits for a verdict is made of, or why there is none. */
export async function readKept(
  { customerId, remedyId }: Pick<PreviewQuestion, 'customerId' | 'remedyId'>,
  context: PreviewContext,
): Promise<{ readonly kept: Kept; readonly verdicts: readonly Verdict[] } | NoMail> {
  const { record, envelope, notices } = await context.ledger.readMails({ customerId, remedyId }, noticeTemplates);
  if (!record) return { answer: 'missing' };
  const wordsWait = notices.apology?.state === 'held' && notices.apology.words?.approval === undefined;
  const verdicts = verdictsOn(record, wordsWait);
  if (!verdicts) return refused(`it is ${record.state}, and nothing of it waits for a decision`);
  const failure = keptFailure(envelope);
  const email = keptEmail(envelope);
  if (!failure) return refused('the address of the customer is not kept any more, so no mail is sent');
  if (email === undefined || !isOneAddress(email)) return refused('no mail address is known, so no mail is sent');
  return { kept: { record, notices, email, ...context.read(record.type, failure) }, verdicts };
}

type NoMail = Exclude<PreviewAnswer, { answer: 'done' }>;

/** Decided is on what is held, and on the words of what was given. */
function verdictsOn({ state, doubt }: RemedyRecord, wordsWait: boolean): readonly Verdict[] | undefined {
  if (state === 'held') return doubt ? ['reject'] : ['approve', 'reject'];
  return state === 'issued' && wordsWait ? ['approve', 'reject'] : undefined;
}

/** What would be written, and to whom beside this customer. */
export interface Written extends Pick<PreviewQuestion, 'message' | 'locale' | 'signedBy' | 'signedRole'> {
  /** To all whom one incident let down. @default false */
  readonly isForMany?: boolean | undefined;
}

export async function mailAfter(
  verdict: Verdict,
  question: Written,
  { notices, ...kept }: Kept,
  context: PreviewContext,
): Promise<FollowingMail> {
  const none = (why: string): FollowingMail => ({ verdict, mail: null, why });
  const isOfWords = kept.record.state !== 'held';
  if (isOfWords && verdict === 'reject') return none('only the words wait: rejected, no mail is sent');
  const isOfRest = verdict === 'reject' && hasGiven(kept.record);
  if (isOfRest && question.message !== undefined) {
    return none('some of it was given already, and the mail is about that: reject the rest without a message');
  }
  const record = isOfWords ? kept.record : recordAfter(verdict, kept.record, context.arrival);
  const wanted = wantedEmail(record.state as OutcomeState, record, notices, () => false);
  if (!('template' in wanted)) return none('no mail is sent for it');
  const { template } = wanted;
  if (isOfRest && kept.record.wordsWait) return none('the words of its mail wait for a person then');
  const message = await messageFor(verdict, question, kept.record, context);
  if (template === 'refusal' && message.text === '' && !hasLeft(notices.waiting)) {
    return none('without a message no mail is sent');
  }
  const says = template === 'apology' || template === 'refusal' ? message : { text: '' };
  const isEarlier = question.message === undefined && says.text !== '';
  const isOfMany = question.isForMany === true && says.text !== '' && !isEarlier;
  const isForMany = isOfMany || (isEarlier && isSaidToMany(kept.record, notices[template]));
  const mail = mailOf({ ...kept, record, notices, template, brands: context.brands }, { message: says, isForMany });
  const open = isOfWords || verdict === 'reject' ? [] : openFacts(kept.record, context.arrival);
  return { verdict, mail: shown(mail, says, kept.failure, open) };
}

/** What was asked for, or what an approver before wrote already. */
async function messageFor(
  verdict: Verdict,
  { message: text, locale, signedBy, signedRole }: Written,
  { customerId, remedyId, hold, parts }: RemedyRecord,
  { ledger }: PreviewContext,
): Promise<PersonsMessage> {
  if (text !== undefined) return { text, locale, signedBy, signedRole };
  const isKept = verdict === 'approve' && hold?.message !== undefined && parts.length > 0;
  const earlier = isKept ? await ledger.readMessage(customerId, remedyId, hold.message.messageId) : undefined;
  return earlier ?? { text: '' };
}

function shown(
  { template, sender, to, locale, signatory, subject, preview, text, html }: ReturnType<typeof mailOf>,
  message: PersonsMessage,
  { customer }: Failure,
  open: readonly string[],
): PreviewedMail {
  const { name, email, replyTo } = sender;
  return {
    template: template as PreviewedMail['template'],
    from: { name, email },
    replyTo,
    to: { ...(to.name !== undefined && { name: to.name }), email: to.email },
    locale,
    signedBy: signatory.name,
    signedRole: signatory.role,
    subject,
    preview,
    text,
    html,
    open: [...open],
    warnings: warningsFor(message, customer.locale ?? locale),
  };
}

/**
 * By the rules of the language that it is in, as far as there are any. Whoever names none writes in the customer's, or
 * has forgotten to: then nothing would tell the customer which language it is.
 */
function warningsFor({ text, locale }: PersonsMessage, readers: string): string[] {
  if (text === '') return [];
  const language = locale ?? readers;
  const { tag } = chooseLocale(language, wordsLocales);
  const isOurs = new Intl.Locale(tag).language === new Intl.Locale(language).language;
  if (!isOurs) return textProblems(language, text);
  const [otherLanguage] = languageProblems(tag, text, 'it leaves as');
  return [...(otherLanguage === undefined ? [] : [otherLanguage]), ...textProblems(tag, text)];
}

function refused(why: string): NoMail {
  return { answer: 'refused', why };
}
