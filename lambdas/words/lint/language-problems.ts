import { factMark } from './used-facts';

/**
 * How a language is told from the others: by a script of its own, or by its commonest words where several share the
 * Latin one. They are few, and no two of these languages have one of them in common.
 */
interface Signs {
  readonly script?: RegExp;
  /** A script that it never has. */
  readonly never?: RegExp;
  readonly words?: readonly string[];
}

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** By the tags of `wordsLocales`. */
export const signsOfLanguages: Readonly<Record<string, Signs>> = {
  en: { words: ['the', 'and', 'you', 'your', 'we', 'our', 'it', 'with', 'have', 'that', 'this', 'of', 'to', 'is'] },
  de: { words: ['und', 'sie', 'ihr', 'ihre', 'ihnen', 'wir', 'uns', 'nicht', 'ist', 'haben', 'mit', 'das', 'der'] },
  fr: { words: ['vous', 'votre', 'vos', 'nous', 'notre', 'est', 'avons', 'avez', 'pour', 'dans', 'cela', 'et', 'une'] },
  es: { words: ['el', 'los', 'las', 'y', 'su', 'sus', 'hemos', 'usted', 'del', 'lo', 'fue', 'ha', 'sobre', 'con'] },
  'pt-BR': { words: ['você', 'seu', 'sua', 'não', 'do', 'da', 'foi', 'isso', 'em', 'os', 'uma', 'com', 'e', 'o'] },
  ja: { script: kana },
  'zh-CN': { script: /\p{Script=Han}/u, never: kana },
  ru: { script: /\p{Script=Cyrillic}/u },
};

/** So many words of another language, and none of its own, are no accident. A name or a title has fewer. */
const telling = 2;

/** A title may be in any language. */
const quoted = /[“„«‘‚「『《][^“”„«»‘’‚「」『』《》]*[”“»’‘」』》]/gu;

/** So many letters say in which script a sentence is. */
const tellingLetters = 6;

/**
 * Sentences that are in another language than their file says, as far as that can be seen: most of them can be, and a
 * file that was put in the place of another always.
 *
 * @param saidToBe who says that they are of this language
 */
export function languageProblems(locale: string, text: string, saidToBe = 'this file is of'): string[] {
  const own = signsOfLanguages[locale];
  if (!own) return [];
  return text.split(/(?<=[.!?])\s+|(?<=[。！？])/u).flatMap((sentence) => {
    const read = otherThan(own, sentence.replace(quoted, ' ').replaceAll(factMark, ' '));
    return read === undefined ? [] : [`language: “${sentence.trim()}” is ${read}, and ${saidToBe} ${locale}`];
  });
}

function otherThan({ script, never, words }: Signs, sentence: string): string | undefined {
  const letters = sentence.match(/\p{L}/gu)?.join('') ?? '';
  if (never?.test(letters) === true) return 'in another script';
  if (script) return letters.length >= tellingLetters && !script.test(letters) ? 'in another script' : undefined;
  if (letters.length >= tellingLetters && !/\p{Script=Latin}/u.test(letters)) return 'in another script';
  const read = new Set(sentence.toLowerCase().match(/\p{L}+/gu));
  if (words === undefined || words.some((sign) => read.has(sign))) return undefined;
  const [other] = Object.entries(signsOfLanguages).find(([, signs]) => countOf(signs, read) >= telling) ?? [];
  return other === undefined ? undefined : `in ${other}`;
}

function countOf({ words = [] }: Signs, read: ReadonlySet<string>): number {
  return words.filter((sign) => read.has(sign)).length;
}
