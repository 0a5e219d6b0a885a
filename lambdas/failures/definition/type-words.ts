import { sentencesOf, type SentenceKinds, type Sentences } from './sentence';

/** Words in one language: messages in ICU MessageFormat, by the keys of sentences. */
export type Messages<Key extends string = string> = Readonly<Record<Key, string>>;

/** The words that one failure type brings: its sentences, and what they are in each language. */
export interface TypeWords {
  readonly kinds: SentenceKinds;
  /** By BCP 47 tags. English is what everybody gets who reads none of the others. */
  readonly locales: Readonly<Record<string, Messages>> & { readonly en: Messages };
}

/** The words of a failure type, with what makes its sentences. */
export interface DefinedWords<Kinds extends SentenceKinds> extends TypeWords {
  readonly say: Sentences<Kinds>;
}

/**
 * The words of a failure type. That each language has each sentence is checked by the compiler; what its messages name
 * is checked when the app is synthesized.
 */
export function defineWords<const Kinds extends SentenceKinds>(
  kinds: Kinds,
  locales: Readonly<Record<string, Messages<keyof Kinds & string>>> & {
    readonly en: Messages<keyof Kinds & string>;
  },
): DefinedWords<Kinds> {
  return { kinds, locales, say: sentencesOf('type', kinds) };
}
