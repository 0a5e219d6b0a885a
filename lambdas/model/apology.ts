/** The words of one apology, without layout. Every string is plain text; whoever renders it escapes it. */
export interface Apology {
  readonly subject: string;
  /** What a mail program shows beside the subject. */
  readonly preview: string;
  readonly paragraphs: readonly string[];
}
