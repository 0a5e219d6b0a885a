import { createHash } from 'node:crypto';

/** What a person writes to the customers of an incident who read one language. */
export interface MessageInLanguage {
  /** BCP 47. The language that it is written in. */
  readonly locale: string;
  readonly text: string;
  /** The name of who writes, as it stands below the letter. @default - the executive, where there is one */
  readonly signedBy?: string | undefined;
  /** What that person is at the company, in that language. @default - the name stands alone */
  readonly signedRole?: string | undefined;
}

/**
 * What people write to all customers of an incident, in place of the failure type's own text. It names no customer. At
 * most one of the first two is there.
 */
export interface MessageToAll {
  /** For everybody, whatever their language. */
  readonly message?: string | undefined;
  /** One for each language that somebody wrote in. */
  readonly messages?: readonly MessageInLanguage[] | undefined;
  /**
   * The language of the message that those read for whom nobody wrote: it stands below a note that it is not theirs.
   *
   * @default - they read the failure type's own words, in their language
   */
  readonly othersRead?: string | undefined;
}

/** What somebody wrote, and nothing of what stands beside it. Undefined where nobody wrote anything. */
export function messageToAllIn({ message, messages, othersRead }: MessageToAll): MessageToAll | undefined {
  if (message !== undefined) return { message };
  return messages === undefined ? undefined : { messages, ...(othersRead !== undefined && { othersRead }) };
}

/**
 * Tells one wording from every other: whoever approves names the one that was shown to them. Eight letters and digits
 * are no secret, and enough to see that two texts are not the same.
 */
export function wordingOf({ message, messages = [], othersRead }: MessageToAll): string {
  const inOrder = messages
    .map(({ locale, text, signedBy, signedRole }) => [locale, text, signedBy ?? '', signedRole ?? ''])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  const all = JSON.stringify([message ?? '', inOrder, othersRead ?? '']);
  return createHash('sha256').update(all, 'utf8').digest('hex').slice(0, 8);
}
