import { brandFor, type Brands, type Person } from '../../email/brand';
import { renderEmail } from '../../email/email';
import { say } from '../../failures/sentences/shared-sentences';
import type { OutgoingMail } from '../../email/mailer';
import type { PersonsMessage } from '../../ledger/envelope';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import { wordsOver, type BrandWords } from '../../words/brand-words';
import { frameFor } from '../../words/frame';
import { writerFor } from '../../words/writer';
import { textFor, type MailAbout } from './email-for';

/** Which mail, about what and to whom. */
export interface MailCase extends Pick<MailAbout, 'record' | 'notices' | 'failure' | 'definition'> {
  readonly template: NoticeTemplate;
  readonly email: string;
  readonly brands: Brands;
}

/** What a person has written or decided about its words. */
export interface Wording extends Pick<MailAbout, 'isPlain'> {
  /** With an empty text where nobody has written. */
  readonly message: PersonsMessage;
  /** What is said to all whom one incident let down is said by an executive. */
  readonly isForMany: boolean;
  /** Where the customer answers a question of ours. @default - nothing is asked */
  readonly pageUrl?: string | undefined;
}

/** A mail that is ready to leave, and the language that it is in. BCP 47. */
export type WrittenMail = OutgoingMail & {
  readonly locale: string;
  readonly signatory: Person;
  /** What a mail client shows beside the subject. */
  readonly preview: string;
};

/** Writes one mail. Whoever shows it before it leaves has it from here, too. */
export function mailOf(
  { record, notices, failure, definition, template, email, brands }: MailCase,
  { message, isPlain, isForMany, pageUrl }: Wording,
): WrittenMail {
  const { customer, purchase } = failure;
  const brand = brandFor({ brand: failure.brand, source: record.source }, brands);
  const { sender, look, statementName, words = asEverybody } = brand;
  const writer = writerFor({ locale: customer.locale, timeZone: customer.timeZone }, definition.words, (locale) =>
    wordsOver(words(), definition.type, locale),
  );
  const text = textFor(
    template,
    {
      ...{ record, failure, definition, notices, statementName, isPlain },
      ...{ message: message.text, messageLocale: message.locale },
    },
    writer,
  );
  const { id: customerId, name } = customer;
  const isExecutive = isForMany || definition.signedBy === 'executive';
  const usual = (isExecutive ? brand.executive : undefined) ?? brand.signatory;
  // The role and the picture of somebody else say nothing of who writes.
  const { signedBy, signedRole = '' } = message;
  const signatory = signedBy === undefined ? usual : { name: signedBy, role: signedRole };
  const frame = frameFor({ name, order: purchase, remedyId: record.remedyId }, writer);
  const page = pageUrl === undefined ? undefined : { text: writer.write(say.feedbackPage()), url: pageUrl };
  const content = renderEmail(text, frame, { company: sender.name, signatory, look }, page);
  const to = { name, email };
  return { remedyId: record.remedyId, customerId, template, sender, to, ...content, locale: writer.locale, signatory };
}

/** A brand without words of its own. */
function asEverybody(): BrandWords {
  return {};
}
