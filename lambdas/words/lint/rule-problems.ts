import type { Messages } from '../../failures/definition/type-words';
import { columnsOf, subjectColumns } from '../fitting-subject';
import { parsedMessage } from '../message';
import { languageProblems } from './language-problems';
import { repeatedSentences } from './repeated-sentences';
import { wordsRules } from './rules';
import { factMark, variantsOf } from './used-facts';

/** The longest sentence, in columns. It takes about ten seconds to read aloud. */
export const mostColumns = 220;

/** What is wrong with the words of one language by the rules for apologies. Each problem names its key and its rule. */
export function ruleProblems(locale: string, messages: Messages): string[] {
  const problems = Object.entries(messages).flatMap(([key, message]) => {
    const variants = variantsOf(parsedMessage(message));
    const problems = variants.flatMap((text) => [
      ...textProblems(locale, text),
      ...subjectProblems(key, text),
      ...languageProblems(locale, text),
    ]);
    return [...new Set(problems)].map((problem) => `${key}: ${problem}`);
  });
  return [...problems, ...repeatedSentences(locale, messages)];
}

/** A fact in a subject takes about as much room as an amount. */
const columnsOfFact = 10;

/** What is the subject of a mail, or begins one, has `subject` in its key. */
function subjectProblems(key: string, text: string): string[] {
  const columns = columnsOf(text.replaceAll(factMark, ' '.repeat(columnsOfFact)).replace(/[.。]$/u, ''));
  if (!/subject/iu.test(key) || columns <= subjectColumns) return [];
  return [`subject-length: ${columns} columns, and a phone shows ${subjectColumns}`];
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
