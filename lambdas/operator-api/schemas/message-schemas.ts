import * as z from 'zod/mini';
import { hasVisibleText } from '../../model/business-id';
import { harmless } from '../../words/harmless-text';

/** Anything like a mail address. */
export const mailAddress = /\S@[^\s@]+\.\S/;

/** What nobody can see says nothing to whoever reads it later. */
export const isVisible = z.refine<string>(hasVisibleText, {
  error: 'has neither a letter nor a digit that anybody can see',
});

/** A message to one customer. It is kept with the envelope, and erased with it. */
export const messageSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000), isVisible);

const languageSchema = z
  .string()
  .check(z.maxLength(35), z.refine(isLanguage, { error: 'is no language tag such as en, de-AT or zh-Hant' }));

/** The name of a person. */
export const nameSchema = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(80),
  isVisible,
  z.refine((name) => harmless(name) === name, { error: 'is no name: it has a link or a sign that nobody sees' }),
);

const signatureShape = {
  /** The name of who writes. It stands below the letter. Without it the brand's own signatory signs. */
  signedBy: z.optional(nameSchema),
  /** What that person is at the company, below the name. */
  signedRole: z.optional(nameSchema),
};

/** What is known of such a message. */
export const messageShape = {
  message: z.optional(messageSchema),
  /** BCP 47. The language that it is written in. Another one than the customer's is named in the mail. */
  locale: z.optional(languageSchema),
  ...signatureShape,
};

interface MessageFields {
  readonly message?: string | undefined;
  readonly locale?: unknown;
  readonly signedBy?: unknown;
  readonly signedRole?: unknown;
}

/** Nobody signs what they did not write, and no role stands alone. */
export const ofMessage = z.check<MessageFields>(({ value, issues }) => {
  const { message, locale, signedBy, signedRole } = value;
  const isSigned = locale !== undefined || signedBy !== undefined || signedRole !== undefined;
  if (message === undefined && isSigned) {
    issues.push({ code: 'custom', input: value, path: ['message'], message: 'is of a message, and there is none' });
  }
  if (signedRole !== undefined && signedBy === undefined) issues.push(nameless(value, ['signedRole']));
});

function nameless(input: unknown, path: (string | number)[]) {
  return { code: 'custom', input, path, message: 'is of a person, and none is named' } as const;
}

function isLanguage(tag: string): boolean {
  try {
    return (
      Intl.getCanonicalLocales(tag).length === 1 && new Intl.DisplayNames('en', { type: 'language' }).of(tag) !== tag
    );
  } catch {
    return false;
  }
}

/** A message to all customers of an incident. It is kept for ever with the decision, so it names nobody. */
const messageToAllSchema = messageSchema.check(
  z.refine((text) => !mailAddress.test(text), {
    error: 'is kept for ever with the decision, so it must not hold a mail address',
  }),
);

/** All of them together are kept in one item, beside those of verdicts before. */
const mostCharacters = 12_000;

/** What people write to all customers of an incident: once for everybody, or once for each language. */
export const messageToAllFields = {
  /** What all of them read in place of the failure type's own text, whatever their language. */
  message: z.optional(messageToAllSchema),
  /** What those read who read its language. Others read the failure type's own text, in theirs. */
  messages: z.optional(
    z
      .array(z.strictObject({ locale: languageSchema, text: messageToAllSchema, ...signatureShape }))
      .check(z.minLength(1), z.maxLength(20)),
  ),
  /** The language of the message that the others read too, below a note that it is not in theirs. */
  othersRead: z.optional(languageSchema),
};

interface MessagesToAll {
  readonly message?: string | undefined;
  readonly messages?:
    | readonly {
        readonly locale: string;
        readonly text: string;
        readonly signedBy?: string | undefined;
        readonly signedRole?: string | undefined;
      }[]
    | undefined;
  readonly othersRead?: string | undefined;
}

/** What is written once for everybody is written in no language beside it, and nobody reads what nobody wrote. */
export const ofMessages = z.check<MessagesToAll>(({ value, issues }) => {
  const { message, messages = [], othersRead } = value;
  const say = (path: (string | number)[], why: string): void => {
    issues.push({ code: 'custom', input: value, path, message: why });
  };
  const tags = messages.map(({ locale }) => new Intl.Locale(locale).toString());
  if (message !== undefined && messages.length > 0) say(['message'], 'is for everybody, and messages are for some');
  if (othersRead !== undefined && !messages.some(({ locale }) => locale === othersRead)) {
    say(['othersRead'], 'has to be the language of one of the messages');
  }
  tags.forEach((tag, index) => {
    if (tags.indexOf(tag) < index) say(['messages', index, 'locale'], 'is there twice');
  });
  messages.forEach(({ signedBy, signedRole }, index) => {
    if (signedRole !== undefined && signedBy === undefined)
      issues.push(nameless(value, ['messages', index, 'signedRole']));
  });
  const characters = messages.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > mostCharacters) {
    say(['messages'], `has ${characters} characters in all, and at most ${mostCharacters} are kept`);
  }
});
