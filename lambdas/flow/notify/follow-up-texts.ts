import { say } from '../../failures/sentences/shared-sentences';
import type { Apology } from '../../model/apology';
import { harmless } from '../../words/harmless-text';
import { inWords, type Writer } from '../../words/writer';

/** For a customer whose remedy a person has rejected: that person's message. */
export function refusalText(message: string, writer: Writer): Apology {
  const around = inWords({ subject: [say.refusalSubject()], preview: [say.refusalPreview()], paragraphs: [] }, writer);
  return { ...around, paragraphs: paragraphsOf(message) };
}

/**
 * The apology with the message of the person who approved it, where there is one. Below it stands what was given, as
 * the ledger has it, whatever the message says.
 *
 * @param given as one paragraph, empty where nothing was
 */
export function approvedText(apology: Apology, message: string, given: string): Apology {
  if (message === '') return apology;
  return { ...apology, paragraphs: [...paragraphsOf(message), ...(given === '' ? [] : [given])] };
}

function paragraphsOf(message: string): string[] {
  return message
    .split(/\n{2,}/u)
    .map(harmless)
    .filter((paragraph) => paragraph !== '');
}
