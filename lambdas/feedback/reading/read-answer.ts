import type { FeedbackSaid } from '../../conversation/feedback-said';
import { answerWords, type AnswerWords } from './answer-words';

/** What an answer says, and whether it says more than that. */
export interface ReadAnswer {
  readonly answer: FeedbackSaid;
  /** There are words that a person has to read. */
  readonly hasMore: boolean;
}

/** Longer than a signature is: what is longer is something that somebody wants to say. */
const longestSignatureLine = 60;

/** A signature of more lines is none. */
const mostSignatureLines = 4;

/** Nobody answers with yes or no in a longer text. It is read by a person. */
const longestRead = 4_000;

const languages: readonly AnswerWords[] = Object.values(answerWords);

/**
 * Reads what a customer answers to the question whether it was made right, in whatever language of ours they write.
 * Whatever is not certainly a yes or a no is unclear, and a person reads it.
 *
 * @param text without what they quote
 */
export function readAnswer(text: string): ReadAnswer {
  if (text.length > longestRead) return { answer: 'unclear', hasMore: true };
  const [first, ...rest] = sentencesIn(withoutFrame(text.split('\n')));
  if (first === undefined) return { answer: 'unclear', hasMore: true };
  const answer = saidBy(first);
  if (answer === undefined) return { answer: 'unclear', hasMore: true };
  // Behind a yes there may be a thank-you, or the yes once more, and nothing that has to be read.
  const more = rest.filter((sentence) => saidBy(sentence) !== answer && !isThanks(sentence));
  return { answer, hasMore: more.length > 0 };
}

function saidBy(sentence: string): 'yes' | 'no' | undefined {
  const core = withoutThanks(sentence);
  if (isAmong(core, 'yes')) return 'yes';
  return isAmong(core, 'no') ? 'no' : undefined;
}

/** In all languages: people who read one often answer in another, and none has a yes that is a no of another one. */
function isAmong(text: string, kind: keyof AnswerWords): boolean {
  return languages.some((words) => words[kind].some((phrase) => normal(phrase) === text));
}

function isThanks(sentence: string): boolean {
  return isAmong(sentence, 'thanks') || withoutThanks(sentence) === '';
}

const thanksLongestFirst = languages
  .flatMap(({ thanks }) => thanks)
  .map(normal)
  .toSorted((one, other) => other.length - one.length);

/** `yes thank you` says yes. */
function withoutThanks(sentence: string): string {
  for (const phrase of thanksLongestFirst) {
    if (sentence === phrase) return '';
    const gap = isSpaced(phrase) ? ' ' : '';
    if (sentence.endsWith(`${gap}${phrase}`)) return sentence.slice(0, -`${gap}${phrase}`.length).trim();
  }
  return sentence;
}

/** Chinese and Japanese put nothing between words. */
function isSpaced(phrase: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(phrase);
}

/** Without the greeting with a name, and without what stands below the text. */
function withoutFrame(lines: readonly string[]): string[] {
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '' && !begins(line, 'devices'));
  const [first = '', ...others] = filled;
  const greeted =
    others.length > 0 && first.length <= longestSignatureLine && begins(first, 'greetings') ? others : filled;
  const end = greeted.findIndex((line, at) => at > 0 && isClosing(line) && isSignature(greeted.slice(at + 1)));
  return end < 0 ? greeted : greeted.slice(0, end);
}

function isClosing(line: string): boolean {
  return line.length <= longestSignatureLine && isAmong(normal(line), 'closings');
}

function isSignature(lines: readonly string[]): boolean {
  return lines.length <= mostSignatureLines && lines.every((line) => line.length <= longestSignatureLine);
}

function begins(line: string, kind: 'greetings' | 'devices'): boolean {
  const text = normal(line);
  return languages.some((words) =>
    words[kind]
      .map(normal)
      .some((phrase) => text === phrase || text.startsWith(isSpaced(phrase) ? `${phrase} ` : phrase)),
  );
}

/** Where a comma divides, `yes, thank you` is one sentence. */
function sentencesIn(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(/[.!?。！？;；…]+/u))
    .map(normal)
    .filter((sentence) => sentence !== '');
}

/** Small letters, without marks, signs and more than one space. */
function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/gu, "'")
    .replaceAll(/[^\p{L}\p{M}\p{N}' ]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
