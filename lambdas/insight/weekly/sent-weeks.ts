/** Where it is noted that a mail left, in the bucket with the figures. */
export const sentPrefix = 'sent/';

/** What keeps each mail of a week from leaving twice. */
export interface SentWeeks {
  /**
   * Says that the mail about these products and this week leaves now.
   *
   * @param monday the first day of the week, such as `2026-11-16`
   * @returns false where it has left before
   */
  claim(source: string, monday: string): Promise<boolean>;
  /** Takes that back, where the mail certainly did not leave. */
  release(source: string, monday: string): Promise<void>;
}
