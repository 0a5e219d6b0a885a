import { say } from '../failures/sentences/shared-sentences';
import { directionOf } from '../failures/shared/locale-in-english';
import type { Apology, WrittenText } from '../model/apology';
import { readsWords } from './choose-locale';
import { textBlocks } from './text-blocks';
import { inWords, type Writer } from './writer';

/** What a person wrote to a customer. */
export interface PersonsText {
  readonly text: string;
  /** BCP 47. The language that they wrote in. @default - the customer's */
  readonly locale?: string | undefined;
}

/** Who reads it. */
interface ReadBy {
  readonly writer: Writer;
  /** BCP 47. Missing where nobody knows it. */
  readonly locale: string | undefined;
}

/** For a customer whose remedy a person has rejected: that person's message. */
export function refusalText(message: PersonsText, reader: ReadBy): Apology {
  const around = { subject: [say.refusalSubject()], preview: [say.refusalPreview()], paragraphs: [] };
  return { ...inWords(around, reader.writer), written: writtenText(message, reader) };
}

/**
 * The apology with the message of the person who approved it, where there is one. Below it stands what was given, as
 * the ledger has it, whatever the message says.
 *
 * @param given as one paragraph, empty where nothing was
 */
export function approvedText(apology: Apology, message: PersonsText, given: string, reader: ReadBy): Apology {
  if (message.text === '') return apology;
  return { ...apology, written: writtenText(message, reader), paragraphs: given === '' ? [] : [given] };
}

function writtenText({ text, locale }: PersonsText, reader: ReadBy): WrittenText {
  const { writer } = reader;
  const language = locale ?? reader.locale ?? writer.locale;
  const isRead = [writer.locale, reader.locale ?? writer.locale].some((tag) => readsWords(language, { tag }));
  return {
    locale: language,
    direction: directionOf(language),
    note: isRead ? undefined : writer.write(say.otherLanguage({ language })),
    blocks: textBlocks(text),
  };
}
