import * as z from 'zod/mini';
import { hasHiddenCharacters } from '../../model/business-id';

/** Longer than any mail system takes. What is longer is no address. */
const longestText = 1_000;

/** What could end a header and begin another one. */
const headerCharacters = /[\p{Cc}\u2028\u2029]/u;

/**
 * A mail address as it comes: a wrong one must not keep anybody's money back, so nothing is refused but characters that
 * forge headers. Whether a mail can be sent there is asked when there is one to send ({@link isOneAddress}). None, or
 * an empty one, is no address.
 */
export const mailAddressSchema = z.optional(
  z.pipe(
    z.nullable(
      z.string().check(
        z.trim(),
        z.normalize('NFC'),
        z.refine((text) => !headerCharacters.test(text), { error: 'holds control characters or line breaks' }),
        z.describe('The mail address, as it is. Without one the customer is refunded all the same, and gets no mail'),
      ),
    ),
    z.transform((address): string | undefined =>
      address === null || address === '' || address.length > longestText ? undefined : address,
    ),
  ),
);

/**
 * Whether a mail to this text goes to one mailbox or to none, and never to another or to several. The rest is for the
 * mail service to say: real addresses have `&`, two dots in a row, or letters of any script.
 */
export function isOneAddress(text: string): boolean {
  return !hasHiddenCharacters(text) && /^[^\s@<>()[\],:;"\\]+@[^\s@<>()[\],:;"\\]+$/u.test(text);
}
