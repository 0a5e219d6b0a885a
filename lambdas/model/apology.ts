/** The text of one apology, without layout. Every string is plain text; the renderer escapes it. */
export interface Apology {
  readonly subject: string;
  /** What a mail client shows beside the subject. */
  readonly preview: string;
  readonly paragraphs: readonly string[];
}
