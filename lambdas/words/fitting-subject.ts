import type { Sentence } from '../failures/definition/sentence';

type Join = (sentences: readonly Sentence[]) => string;

/** So many columns of a subject are seen on a phone. */
export const subjectColumns = 60;

/** The least that is left of a title, so that it can still be recognised. */
const leastTitle = 12;

/**
 * A subject that can be read on a phone. A long title is cut first; where that is not enough, what comes after what was
 * done is left out.
 */
export function fittingSubject(sentences: readonly Sentence[], join: Join): string {
  for (let kept = sentences.length; kept > 0; kept--) {
    const subject = withShortTitles(sentences.slice(0, kept), join);
    if (kept === 1 || columnsOf(subject) <= subjectColumns) return subject;
  }
  return '';
}

/** How wide a text is: characters of Chinese, Japanese and Korean take two columns. */
export function columnsOf(text: string): number {
  return charactersOf(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F000}-\u{1FAFF}]/u;

/** Characters as people count them, whatever they are composed of. */
function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}

function withShortTitles(sentences: readonly Sentence[], join: Join): string {
  const whole = asLine(join(sentences));
  const longest = Math.max(0, ...titlesIn(sentences).map((title) => charactersOf(title).length));
  if (columnsOf(whole) <= subjectColumns || longest <= leastTitle) return whole;
  for (let length = longest - 1; length > leastTitle; length--) {
    const shorter = asLine(join(sentences.map((sentence) => shortened(sentence, length))));
    if (columnsOf(shorter) <= subjectColumns) return shorter;
  }
  return asLine(join(sentences.map((sentence) => shortened(sentence, leastTitle))));
}

function titlesIn(sentences: readonly Sentence[]): string[] {
  return sentences.map(({ facts }) => facts['title']).filter((fact) => typeof fact === 'string');
}

function shortened(sentence: Sentence, length: number): Sentence {
  const title = sentence.facts['title'];
  if (typeof title !== 'string') return sentence;
  const characters = charactersOf(title);
  if (characters.length <= length) return sentence;
  const begin = characters.slice(0, length - 1).join('');
  return { ...sentence, facts: { ...sentence.facts, title: `${begin.trimEnd()}…` } };
}

/** A subject and a headline have no full stop at their end. */
export function asLine(text: string): string {
  return text.replace(/[.。]$/u, '');
}
