/** The text of one apology, without layout. Every string is plain text; the renderer escapes it. */
export interface Apology {
  readonly subject: string;
  /** What a mail client shows beside the subject. */
  readonly preview: string;
  /** What stands out above the letter. Missing where nothing was done that would. */
  readonly outcome?: ApologyOutcome | undefined;
  /** What a person wrote, before the paragraphs. Missing where nobody has. */
  readonly written?: WrittenText | undefined;
  readonly paragraphs: readonly string[];
}

/** What a person wrote to one customer, block by block. */
export interface WrittenText {
  /** BCP 47. The language that it is written in. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Tells the reader, in their language, that it is not. Missing where it is. */
  readonly note?: string | undefined;
  readonly blocks: readonly TextBlock[];
}

/** Lines that stay as they were broken, or a list. */
export type TextBlock =
  | { readonly lines: readonly string[] }
  | { readonly items: readonly (readonly string[])[]; readonly isNumbered: boolean };

/** What was done, in one line, and when it arrives. */
export interface ApologyOutcome {
  readonly headline: string;
  /** The amounts in the headline, as they stand there. */
  readonly amounts: readonly string[];
  /** Empty where nobody knows. */
  readonly arrival: string;
}
