import { columnsOf } from '../fitting-subject';

/** So much is read in a minute: words, or columns in a script that has no blanks between them. */
const mostInAMinute = { words: 238, columns: 1_100 } as const;

/** The rules for a mail as a whole, with the reason and the source of each. A message alone cannot break them. */
export const mailRules = [
  {
    id: 'said-once',
    reason: 'What is said twice is read as two things, or as by a machine.',
    source: 'our own readers',
  },
  {
    id: 'reading-time',
    reason: 'What takes longer than a minute is put off: 238 words, or 1,100 columns where there are no blanks.',
    source: 'Brysbaert 2019, “How many words do we read per minute?” (190 studies)',
  },
] as const;

/**
 * What is wrong with a mail as its reader gets it: a sentence that stands there twice, and more than is read in a
 * minute. Each problem begins with its rule.
 *
 * @param body what stands above the invitation to answer
 */
export function mailProblems(body: string): string[] {
  const sentences = sentencesOf(body);
  const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index);
  return [...new Set(twice)].map((sentence) => `said-once: “${sentence}”`).concat(lengthProblems(body));
}

function lengthProblems(body: string): string[] {
  const words = body.split(/\s+/u).filter((term) => /[\p{L}\p{N}]/u.test(term)).length;
  const columns = columnsOf(body);
  // A text without blanks has few words, and each of them is long.
  if (columns > words * columnsPerWord) {
    return columns > mostInAMinute.columns
      ? [`reading-time: ${columns} columns, and ${mostInAMinute.columns} are read`]
      : [];
  }
  return words > mostInAMinute.words ? [`reading-time: ${words} words, and ${mostInAMinute.words} are read`] : [];
}

/** No language with blanks has words so long on average. */
const columnsPerWord = 12;

/** Whole sentences. A full stop within one, as after the number of a day, ends no sentence. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])(?<!\d\.)\s+|(?<=[。！？])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[.!?。！？]$/u.test(sentence));
}
