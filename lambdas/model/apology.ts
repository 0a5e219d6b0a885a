/** The text of one apology, without layout. Every string is plain text; the renderer escapes it. */
export interface Apology {
  readonly subject: string;
  /** What a mail client shows beside the subject. */
  readonly preview: string;
  /** What stands out above the letter. Missing where nothing was done that would. */
  readonly outcome?: ApologyOutcome | undefined;
  readonly paragraphs: readonly string[];
}

/** What was done, in one line, and when it arrives. */
export interface ApologyOutcome {
  readonly headline: string;
  /** The amounts in the headline, as they stand there. */
  readonly amounts: readonly string[];
  /** Empty where nobody knows. */
  readonly arrival: string;
}
