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
    id: 'nothing-early',
    reason:
      'Who is let down asks first whether they have to do something: the answer comes after four sentences, or before the last third.',
    source: 'Catalogue of this project: “without the customer doing anything”',
  },
  {
    id: 'reading-time',
    reason: 'What takes longer than a minute is put off: 238 words, or 1,100 columns where there are no blanks.',
    source: 'Brysbaert 2019, “How many words do we read per minute?” (190 studies)',
  },
] as const;

/**
 * What is wrong with a mail as its reader gets it: a sentence that stands there twice, that nothing is to be done said
 * twice or late, and more than is read in a minute. Each problem begins with its rule.
 *
 * @param body what stands above the invitation to answer
 * @param nothingToDo how its language says that nothing is to be done
 */
export function mailProblems(body: string, nothingToDo: string): string[] {
  const sentences = sentencesOf(body);
  const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index);
  return [
    ...[...new Set(twice)].map((sentence) => `said-once: “${sentence}”`),
    ...nothingProblems(body, nothingToDo.replace(/[.。]$/u, '')),
    ...lengthProblems(body),
  ];
}

/** So many sentences say what happened, and whose fault it was. */
const mostBefore = 4;

/** It may go on: there is nothing to do, even if a parcel turns up. */
function nothingProblems(body: string, nothing: string): string[] {
  const [before = '', ...after] = body.split(nothing);
  if (after.length === 0) return [];
  if (after.length > 1) return [`said-once: “${nothing}”`];
  const [sentences, all] = [sentencesOf(before).length, sentencesOf(body).length];
  if (sentences <= Math.max(mostBefore, Math.ceil((all * 2) / 3))) return [];
  return [`nothing-early: “${nothing}” comes after ${sentences} sentences of ${all}`];
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
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])(?<!\d\.)\s+|(?<=[。！？])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[.!?。！？]$/u.test(sentence));
}
