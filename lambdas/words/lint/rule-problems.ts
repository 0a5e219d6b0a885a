import type { Messages } from '../../failures/definition/type-words';
import { columnsOf } from '../fitting-subject';
import { parsedMessage } from '../message';
import { wordsRules } from './rules';
import { variantsOf } from './used-facts';

/** The longest sentence, in columns. It takes about ten seconds to read aloud. */
export const mostColumns = 220;

/** What is wrong with the words of one language by the rules for apologies. Each problem names its key and its rule. */
export function ruleProblems(locale: string, messages: Messages): string[] {
  return Object.entries(messages).flatMap(([key, message]) => {
    const problems = variantsOf(parsedMessage(message)).flatMap((text) => textProblems(locale, text));
    return [...new Set(problems)].map((problem) => `${key}: ${problem}`);
  });
}

/** The same of a text, such as a mail as it leaves. */
export function textProblems(locale: string, text: string): string[] {
  const broken = wordsRules.flatMap(({ id, reason, not }) => {
    const found = [not['all'], not[locale]].map((pattern) => pattern?.exec(text)?.[0]).find((one) => one !== undefined);
    return found === undefined ? [] : [`${id}: “${found}”. ${reason}`];
  });
  const tooLong = sentencesIn(text).filter((sentence) => columnsOf(sentence) > mostColumns);
  return [
    ...broken,
    ...tooLong.map((sentence) => `sentence-length: ${columnsOf(sentence)} columns, and ${mostColumns} can be read`),
  ];
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|(?<=[。！？])/u);
}
