import type { PreviewAnswer, PreviewedMail } from '../../email/mail-previews';
import { isOneAddress } from '../../failures/definition/mail-address';
import { keptEmail, keptFailure } from '../../ledger/envelope';
import { noticeTemplates, type Notice, type Notices, type NoticeTemplate } from '../../ledger/notice/notice';
import type { RemedyKey } from '../../ledger/port/ledger';
import { messageFor } from '../notify/apologise';
import { mailOf } from '../notify/mail-of';
import { isSaidToMany } from '../words/customer-message';
import type { PreviewContext } from './preview-context';

/**
 * A mail that has left, written once more of the same: the version of the record that it spoke of, what had been told
 * before it, and the words that a person wrote. Where the record has gone on since, it would read otherwise now, and
 * is not shown: only what was kept says then what it said.
 */
export async function previewSent(
  which: RemedyKey,
  template: NoticeTemplate,
  { ledger, brands, read }: PreviewContext,
): Promise<PreviewAnswer> {
  const { record, envelope, notices } = await ledger.readMails(which, noticeTemplates);
  if (!record) return { answer: 'missing' };
  const notice = notices[template];
  const why = whyNot(notice, record.version);
  if (why !== undefined) return refused(why);
  const [kept, email] = [keptFailure(envelope), keptEmail(envelope)];
  if (!kept || email === undefined || !isOneAddress(email))
    return refused('its address is erased or not kept any more');
  const before = noticesBefore(notices, template);
  const message = await messageFor(record, before, template, { ledger });
  if (!message) return refused('what a person wrote in it is not kept any more');
  const isForMany = message.text !== '' && isSaidToMany(record, notice);
  const { isPlain } = notice?.words?.approval ?? {};
  const of = { record, notices: before, template, email, brands, ...read(record.type, kept) };
  const { sender, to, signatory, subject, preview, text, html, locale } = mailOf(of, { message, isPlain, isForMany });
  const sent: PreviewedMail = {
    template,
    from: { name: sender.name, email: sender.email },
    replyTo: sender.replyTo,
    to: { ...(to.name !== undefined && { name: to.name }), email: to.email },
    ...{ locale, signedBy: signatory.name, signedRole: signatory.role, subject, preview, text, html },
    open: [],
    warnings: [],
  };
  return { answer: 'done', recordVersion: record.version, mails: [], sent };
}

function whyNot(notice: Notice | undefined, recordVersion: number): string | undefined {
  if (notice?.messageId === undefined) return 'it has not left';
  if (notice.by !== undefined) return `it was told on ${notice.by}, and not by mail`;
  if (notice.recordVersion === recordVersion) return undefined;
  return 'more was recorded of the remedy since it left, and what it said is not kept';
}

/** What had been told when it left. Of itself what was known then: what it waited for, and who wrote it. */
function noticesBefore(notices: Notices, template: NoticeTemplate): Notices {
  const own = notices[template];
  if (!own) return notices;
  const before = Object.values(notices).filter((one) => one.template !== template && isBefore(one, own));
  const asItWas: Notice = { ...own, state: 'none', messageId: undefined, saidGiven: undefined };
  return Object.fromEntries([...before, asItWas].map((one) => [one.template, one]));
}

/** A later mail speaks of a later version of the record, or of the same one. Two of them may be of one instant. */
function isBefore(one: Notice, other: Notice): boolean {
  if (one.recordVersion !== other.recordVersion) return one.recordVersion < other.recordVersion;
  return begunAt(one) < begunAt(other);
}

/** When it was begun, or when it came to where it stands. ISO 8601. */
function begunAt({ history, at }: Notice): string {
  return history.find(({ state }) => state === 'sending')?.at ?? at;
}

function refused(why: string): PreviewAnswer {
  return { answer: 'refused', why };
}
