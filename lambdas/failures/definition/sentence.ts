import type { Money } from '../../model/money';

/**
 * What kind of fact stands in a sentence. It decides how the fact is written in a language. A list of names is a choice
 * among them: the words have a whole sentence for each.
 */
export type FactKind =
  /** A text from outside: a name, a title, the words of a seller. */
  | 'text'
  /** Amounts, each in another currency. */
  | 'money'
  | 'count'
  /** An instant in ISO 8601, of which the reader is given the day. */
  | 'day'
  /** An instant in ISO 8601, of which the reader is given the time of day too. */
  | 'moment'
  /** How long something lasted, in seconds. */
  | 'length'
  /** An ISO 8601 duration in whole numbers, such as `P3D`. */
  | 'period'
  /** A language, as its BCP 47 tag. The reader is given its name. */
  | 'language'
  | readonly string[];

export type FactOf<Kind extends FactKind> = Kind extends 'text' | 'day' | 'moment' | 'period' | 'language'
  ? string
  : Kind extends 'money'
    ? readonly Money[]
    : Kind extends 'count' | 'length'
      ? number
      : Kind extends readonly (infer Choice)[]
        ? Choice
        : never;

/** The facts of one sentence, by their names. */
export type FactKinds = Readonly<Record<string, FactKind>>;

/** Sentences by their keys, each with the facts that its words may name. */
export type SentenceKinds = Readonly<Record<string, FactKinds>>;

export type Facts<Kinds extends FactKinds> = { readonly [Name in keyof Kinds]: FactOf<Kinds[Name]> };

/** A sentence before it has words: which one it is, and the facts in it. */
export interface Sentence {
  /** Whether a failure type has the words, or all of them share them. */
  readonly of: 'type' | 'all';
  readonly key: string;
  readonly facts: Readonly<Record<string, FactOf<FactKind>>>;
}

/** Makes sentences, by their keys. */
export type Sentences<Kinds extends SentenceKinds> = {
  readonly [Key in keyof Kinds]: (
    ...facts: keyof Kinds[Key] extends never ? [] : [facts: Facts<Kinds[Key]>]
  ) => Sentence;
};

/** What makes the sentences of these kinds. */
export function sentencesOf<const Kinds extends SentenceKinds>(of: Sentence['of'], kinds: Kinds): Sentences<Kinds> {
  const makers = Object.keys(kinds).map((key) => [key, (facts: Sentence['facts'] = {}) => ({ of, key, facts })]);
  return Object.fromEntries(makers) as Sentences<Kinds>;
}

/** What one mail says, in no language yet. */
export interface MailContent {
  /** It begins with what was done. What does not fit in a line of a phone is left out from the end. */
  readonly subject: readonly Sentence[];
  /** What a mail client shows beside the subject. */
  readonly preview: readonly Sentence[];
  /** What stands out above the letter. It is not said again in it. @default - nothing does */
  readonly outcome?: OutcomeContent | undefined;
  readonly paragraphs: readonly (readonly Sentence[])[];
}

/** What was done, in one sentence, and when it arrives. */
export interface OutcomeContent {
  /** As a subject begins. */
  readonly headline: readonly Sentence[];
  /** Empty where nobody knows. */
  readonly arrival: readonly Sentence[];
}
